package io.gatepass.testkit;

import io.gatepass.testkit.FakeTts.Mail;
import io.gatepass.testkit.FakeTts.Profile;
import io.gatepass.testkit.FakeTts.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the fake remembers. Guarded by the server's lock. */
final class TtsState {
    private static final int CALLS_PER_MINUTE = 3;
    static final Duration EPHEMERAL_LIFE = Duration.ofMinutes(5);
    static final Duration ACCESS_LIFE = Duration.ofMinutes(5);
    static final Duration REFRESH_LIFE = Duration.ofDays(1);

    final Profile profile;
    final Stack stack;
    final ManualTime time;
    final Journal journal;
    final List<TtsUser> users = new ArrayList<>();
    final List<Mail> mails = new ArrayList<>();
    final Map<String, Issued> issued = new HashMap<>();
    private final Deque<Instant> calls = new ArrayDeque<>();
    private final Random random = new Random(4711);

    /**
     * A token other than a key.
     *
     * @param kind what it is good for
     * @param user whose it is
     * @param end when it is over
     */
    record Issued(String kind, TtsUser user, Instant end) {}

    TtsState(FakeTts.Builder settings, Journal journal) {
        this.profile = settings.profile;
        this.stack = settings.stack;
        this.time = settings.hosting.time();
        this.journal = journal;
    }

    boolean isJwt() {
        return profile == Profile.JWT || profile == Profile.JWT_COOKIE;
    }

    TtsUser add(String email, String password) {
        var user = new TtsUser(users.size() + 1, email, password);
        users.add(user);
        return user;
    }

    Optional<TtsUser> find(String email) {
        return first(user -> user.email.equalsIgnoreCase(email.strip()));
    }

    Optional<TtsUser> withKey(@Nullable String key) {
        return first(user -> key != null && key.equals(user.key));
    }

    Optional<TtsUser> withSession(@Nullable String session) {
        return first(user -> session != null && session.equals(user.session));
    }

    private Optional<TtsUser> first(Predicate<TtsUser> matching) {
        return users.stream().filter(matching).findFirst();
    }

    /** The one key of a user: the same until it is deleted. */
    String keyOf(TtsUser user) {
        String key = user.key;
        if (key == null) {
            key = secret("key", user, 40);
            user.key = key;
        }
        return key;
    }

    String issue(String kind, TtsUser user, Duration life) {
        String token = secret(kind, user, 32);
        issued.put(token, new Issued(kind, user, time.now().plus(life)));
        return token;
    }

    Optional<TtsUser> holder(String kind, @Nullable Object token) {
        return Optional.ofNullable(issued.get(String.valueOf(token)))
                .filter(found -> found.kind().equals(kind) && time.now().isBefore(found.end()))
                .map(Issued::user);
    }

    /** A new secret of so many digits, written down in the ledger. */
    String secret(String kind, TtsUser user, int digits) {
        String secret = hex(digits);
        journal.issued(kind, user.email, secret);
        return secret;
    }

    private String hex(int digits) {
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(Integer.toHexString(random.nextInt(16)));
        }
        return text.toString();
    }

    /** Counts a call against the throttle; returns the seconds to wait, or empty if it may go on. */
    Optional<Long> throttle() {
        if (profile != Profile.THROTTLED) {
            return Optional.empty();
        }
        Instant now = time.now();
        calls.removeIf(call -> !call.plusSeconds(60).isAfter(now));
        if (calls.size() < CALLS_PER_MINUTE) {
            calls.add(now);
            return Optional.empty();
        }
        return Optional.of(
                Duration.between(now, calls.getFirst().plusSeconds(60)).toSeconds());
    }
}
