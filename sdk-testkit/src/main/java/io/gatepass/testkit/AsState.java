package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatepass.testkit.FakeAutoshares.App;
import io.gatepass.testkit.FakeAutoshares.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the fake remembers. Guarded by the server's lock. */
final class AsState {
    private static final int LOGINS_PER_MINUTE = 10;

    final String appKey = Base64.getEncoder().encodeToString("8c3a0f6e-6f1d-4a52-9a53".getBytes(US_ASCII));
    final String prefix;
    final FakeAutoshares.Builder settings;
    final List<AsUser> users = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final Map<String, App> apps = new HashMap<>();
    final Map<String, Issued> issued = new HashMap<>();
    private final Deque<Instant> logins = new ArrayDeque<>();
    private final Random random = new Random(4711);
    String url = "";
    int changes;

    /** What something issued is good for. */
    enum Kind {
        TOKEN,
        INTERIM,
        PASSWORD_CODE,
        PIN_CODE,
        PASSWORD_TOKEN,
        PIN_TOKEN,
        PHONE_CODE,
        OAUTH_CODE,
        OAUTH_TOKEN,
        OAUTH_REFRESH
    }

    /**
     * Something that was issued to a user.
     *
     * @param kind what it is good for
     * @param user whose it is
     * @param end when it is over
     * @param detail what else must be remembered with it
     */
    record Issued(Kind kind, AsUser user, Instant end, Map<String, String> detail) {}

    AsState(FakeAutoshares.Builder settings) {
        this.settings = settings;
        this.prefix = settings.prefix;
    }

    Instant now() {
        return settings.time.now();
    }

    AsUser add(String login, String password) {
        var user = new AsUser(1924 + users.size(), login, password);
        users.add(user);
        return user;
    }

    Optional<AsUser> find(String login) {
        return first(user -> user.login.equals(login));
    }

    Optional<AsUser> first(Predicate<AsUser> matching) {
        return users.stream().filter(matching).findFirst();
    }

    /** An opaque token, such that a client which re-encodes or trims it breaks it. */
    String token() {
        var bytes = new byte[45];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes) + "+/w==";
    }

    String code() {
        return "%06d".formatted(random.nextInt(1_000_000));
    }

    String issue(String value, Issued what) {
        issued.put(value, what);
        return value;
    }

    String issue(Kind kind, AsUser user, Duration life) {
        return issue(token(), new Issued(kind, user, now().plus(life), Map.of()));
    }

    /** Sends the user a code that is good for {@code kind}. */
    String send(Kind kind, AsUser user, String channel) {
        String code = code();
        messages.add(new Message(user.login, channel, code));
        return issue(code, new Issued(kind, user, now().plus(Duration.ofMinutes(10)), Map.of()));
    }

    Optional<Issued> lookUp(Kind kind, @Nullable Object value) {
        return Optional.ofNullable(issued.get(String.valueOf(value)))
                .filter(found -> found.kind() == kind && now().isBefore(found.end()));
    }

    /** Looks it up and makes it invalid: good once. */
    Optional<Issued> spend(Kind kind, @Nullable Object value) {
        Optional<Issued> found = lookUp(kind, value);
        found.ifPresent(known -> issued.remove(String.valueOf(value)));
        return found;
    }

    void revokeTokens(AsUser user) {
        issued.values().removeIf(token -> token.kind() == Kind.TOKEN && token.user() == user);
    }

    int tokensOf(AsUser user) {
        return (int) issued.values().stream()
                .filter(token -> token.kind() == Kind.TOKEN && token.user() == user && now().isBefore(token.end()))
                .count();
    }

    /** Counts a sign-in; returns the seconds to wait, or empty if it may go on. */
    Optional<Long> throttle() {
        if (settings.throttle == FakeAutoshares.Throttle.NONE) {
            return Optional.empty();
        }
        Instant now = now();
        logins.removeIf(login -> !login.plusSeconds(60).isAfter(now));
        if (logins.size() < LOGINS_PER_MINUTE) {
            logins.add(now);
            return Optional.empty();
        }
        return Optional.of(
                Duration.between(now, logins.getFirst().plusSeconds(60)).toSeconds());
    }
}
