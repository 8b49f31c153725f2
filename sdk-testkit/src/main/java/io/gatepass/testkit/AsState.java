package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.App;
import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Message;
import io.gatepass.testkit.FakeAutoshares.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the fake remembers. Guarded by the server's lock. */
final class AsState {
    final String appKey = Base64.getEncoder().encodeToString("8c3a0f6e-6f1d-4a52-9a53".getBytes(US_ASCII));
    final String prefix;
    final ManualTime time;
    final Journal journal;
    final FakeAutoshares.Settings settings = new FakeAutoshares.Settings();
    final List<AsUser> users = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final Map<String, App> apps = new HashMap<>();
    final Map<String, Map<String, Boolean>> schema = new LinkedHashMap<>();
    final Queue<String> frames = new ConcurrentLinkedQueue<>();
    private final Map<String, AsTicket> tickets = new LinkedHashMap<>();
    private final Deque<Instant> logins = new ArrayDeque<>();
    private final Random random = new Random(4711);
    String origin = "";
    int changes;

    AsState(String prefix, ManualTime time, Journal journal) {
        this.prefix = prefix;
        this.time = time;
        this.journal = journal;
    }

    /** A path as requests have it, for one counted from the base URL. */
    String path(String fromBase) {
        return fromBase.equals(AsStreaming.PATH) ? fromBase : prefix + fromBase;
    }

    Instant now() {
        return time.now();
    }

    AsUser add(String login, String password) {
        var user = new AsUser(1924 + users.size(), login, password);
        user.added = now();
        user.accounts.add("6XS%05d".formatted(user.id));
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
        return Base64.getEncoder().encodeToString(bytes(45)) + "+/w==";
    }

    /** A token that may stand in a URL. */
    String urlSafe(String start) {
        return start + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
    }

    String guid() {
        return UUID.nameUUIDFromBytes(bytes(16)).toString();
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    String code() {
        var digits = new StringBuilder();
        while (digits.length() < settings.codeDigits) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    String issue(String value, Purpose purpose, Duration life) {
        journal.issued(purpose.kind().name().toLowerCase(Locale.ROOT), purpose.user().login, value);
        tickets.put(value, new AsTicket(value, purpose, now().plus(life)));
        return value;
    }

    /** Sends the user a code. */
    String send(AsUser user, String channel) {
        String code = code();
        messages.add(new Message(user.login, channel, code));
        return code;
    }

    /** Looks a ticket up for the call that takes its kind; empty if it is spent or over. */
    Optional<AsTicket> present(Kind kind, @Nullable Object value) {
        AsTicket found = tickets.get(String.valueOf(value));
        if (found == null || found.purpose.kind() != kind) {
            return Optional.empty();
        }
        found.count();
        return found.isGood(now()) ? Optional.of(found) : Optional.empty();
    }

    /** Looks it up and makes it invalid: good once. */
    Optional<AsTicket> spend(Kind kind, @Nullable Object value) {
        Optional<AsTicket> found = present(kind, value);
        found.ifPresent(ticket -> ticket.spent = true);
        return found;
    }

    void end(Predicate<AsTicket> matching) {
        tickets.values().stream().filter(matching).forEach(ticket -> ticket.end = now());
    }

    void endTokens(AsUser user) {
        end(ticket -> ticket.purpose.kind() == Kind.TOKEN && ticket.user() == user);
    }

    int tokensOf(AsUser user) {
        return (int) tickets.values().stream()
                .filter(ticket -> ticket.purpose.kind() == Kind.TOKEN && ticket.user() == user && ticket.isGood(now()))
                .count();
    }

    List<FakeAutoshares.Issued> issued() {
        return tickets.values().stream().map(AsTicket::entry).toList();
    }

    /** Counts a sign-in; returns the seconds to wait, or empty if it may go on. */
    Optional<Long> throttle() {
        if (settings.throttle == Throttle.NONE) {
            return Optional.empty();
        }
        Instant now = now();
        logins.removeIf(login -> !login.plusSeconds(60).isAfter(now));
        if (logins.size() < settings.loginsPerMinute) {
            logins.add(now);
            return Optional.empty();
        }
        Instant oldest = logins.isEmpty() ? now : logins.getFirst();
        return Optional.of(Duration.between(now, oldest.plusSeconds(60)).toSeconds());
    }
}
