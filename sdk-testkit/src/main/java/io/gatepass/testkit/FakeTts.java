package io.gatepass.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TradeTechSolutions backend that remembers: users, keys, blocked and unverified accounts, mails and throttles. It
 * answers as the real software does, down to status, header and body, and listens on a loopback port.
 *
 * <pre>{@code
 * try (FakeTts tts = FakeTts.start()) {
 *     tts.addUser("alice@example.com", "correct horse 1");
 *     // … point a client at tts.url()
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads; requests are acted on one at a time. Nothing it holds is a secret.
 */
public final class FakeTts extends FakePlatform {
    private final FakeServer server;
    private final TtsState state;

    private FakeTts(Builder builder) {
        super(new Journal());
        this.state = new TtsState(builder, journal);
        this.server = new FakeServer(builder.hosting, journal, new TtsRoutes(state)::answer);
    }

    /** A backend with the {@link Profile#TOKEN} set-up. */
    public static FakeTts start() {
        return builder().start();
    }

    /** Starts a backend with another set-up. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its base URL, without a trailing slash. */
    public String url() {
        return server.url();
    }

    /** Adds an active user whose e-mail address is verified. */
    public User addUser(String email, String password) {
        return journal.locked(() -> new User(state.add(email, password)));
    }

    /** The user with this e-mail address, in any case of letters; the oldest of several. */
    public Optional<User> user(String email) {
        return journal.locked(() -> state.find(email).map(User::new));
    }

    /** How many users there are. */
    public int userCount() {
        return journal.locked(() -> state.users.size());
    }

    /** The mails to this address, oldest first. */
    public List<Mail> inbox(String email) {
        return journal.locked(() -> state.mails.stream()
                .filter(mail -> mail.to().equalsIgnoreCase(email))
                .toList());
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of("api", url());
    }

    @Override
    public List<SentMessage> messages() {
        return journal.locked(() -> state.mails.stream().map(Mail::toMessage).toList());
    }

    @Override
    List<FakeServer> servers() {
        return List.of(server);
    }

    @Override
    void add(String login, String password) {
        addUser(login, password);
    }

    @Override
    List<ReadyUser> addReadyUsers() {
        addUser("alice@example.com", "correct horse 1");
        addUser("bob@example.com", "correct horse 2").requireCode("123456");
        addUser("carol@example.com", "correct horse 3").block();
        return List.of(
                new ReadyUser("alice@example.com", "correct horse 1", "signs in by password"),
                new ReadyUser("bob@example.com", "correct horse 2", "is asked for the code 123456"),
                new ReadyUser("carol@example.com", "correct horse 3", "is blocked"));
    }

    /** The server set-ups that are known. */
    public enum Profile {
        /** Keys, and the two sentences that only this vendor uses. */
        TOKEN,
        /** The stock set-up of some versions: registration signs in by session cookie, and cookies come before keys. */
        SESSION,
        /** The e-mail address must be verified before the first login. */
        MANDATORY_VERIFICATION,
        /** Three calls a minute, over login, registration, logout and passwords together. */
        THROTTLED,
        /** Pairs of access and refresh tokens instead of keys. */
        JWT,
        /** The same pairs in cookies. */
        JWT_COOKIE
    }

    /** The two software stacks whose behaviour differs. */
    public enum Stack {
        /** dj-rest-auth 4: slashes are redirected to, logout without a token succeeds. */
        A,
        /** dj-rest-auth 7: slashes are optional, logout without a token is refused, unverified duplicates are accepted. */
        B
    }

    /**
     * A mail that the backend sent.
     *
     * @param to the address
     * @param kind what it is for
     * @param key the key of a verification link, or the token of a reset link
     * @param uid the user id of a reset link, or empty
     */
    public record Mail(String to, Kind kind, String key, String uid) {
        private SentMessage toMessage() {
            return new SentMessage(
                    to, kind.name(), uid.isEmpty() ? Map.of("key", key) : Map.of("key", key, "uid", uid));
        }

        /** What a mail is for. */
        public enum Kind {
            /** The user is to verify the address. */
            VERIFICATION,
            /** The user wants to reset the password. */
            PASSWORD_RESET
        }
    }

    /** A user, for a test to look at and to change. */
    public final class User {
        private final TtsUser user;

        private User(TtsUser user) {
            this.user = user;
        }

        /** The key that is valid now; empty if there is none. */
        public Optional<String> key() {
            return journal.locked(() -> Optional.ofNullable(user.key));
        }

        /** The password as the backend keeps it. */
        public String password() {
            return journal.locked(() -> user.password);
        }

        /** Whether the user agreed to the newsletter. */
        public boolean isSubscribed() {
            return journal.locked(() -> user.subscribed);
        }

        /** Blocks the user; keys that are held stop working. */
        public User block() {
            return changed(() -> user.active = false);
        }

        /** Makes the address unverified. */
        public User unverify() {
            return changed(() -> user.verified = false);
        }

        /** Makes the key invalid, as a logout elsewhere does. */
        public User revokeKey() {
            return changed(() -> user.key = null);
        }

        /** Lets login ask for a second factor, for which {@code code} is right. */
        public User requireCode(String code) {
            return changed(() -> user.code = code);
        }

        private User changed(Runnable change) {
            return journal.locked(() -> {
                change.run();
                return this;
            });
        }
    }

    /** Settings of a backend. For use by one thread. */
    public static final class Builder {
        Profile profile = Profile.TOKEN;
        Stack stack = Stack.A;
        Hosting hosting = Hosting.plain(ManualTime.create());

        private Builder() {}

        /** Which set-up to behave as. */
        public Builder profile(Profile setUp) {
            this.profile = setUp;
            return this;
        }

        /** Which software to behave as. */
        public Builder stack(Stack software) {
            this.stack = software;
            return this;
        }

        /** Which clock throttles, tokens and {@code Date} headers go by. */
        public Builder time(ManualTime clock) {
            return hosting(Hosting.plain(clock));
        }

        Builder hosting(Hosting place) {
            this.hosting = place;
            return this;
        }

        /** Starts it on a free port. */
        public FakeTts start() {
            return new FakeTts(this);
        }
    }
}
