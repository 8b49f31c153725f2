package io.gatepass.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ETNA Trader that remembers, with the gateway of Autoshares in front: users with code, PIN or expired password, interim
 * and final tokens, an inbox for codes, throttles, recovery, registration, streamers, and the OAuth endpoints. It answers as
 * the vendor's pages say, down to their misspellings, and listens on a loopback port.
 *
 * <pre>{@code
 * try (FakeAutoshares autoshares = FakeAutoshares.start()) {
 *     autoshares.addUser("alice", "correct horse 1").requireCode();
 *     // … point a client at autoshares.url() with the key autoshares.appKey()
 *     String code = autoshares.lastCode("alice");
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads; requests are acted on one at a time. Nothing it holds is a secret.
 */
public final class FakeAutoshares implements AutoCloseable {
    private final FakeServer server;
    private final AsState state;

    private FakeAutoshares(Builder builder) {
        this.state = new AsState(builder);
        this.server = FakeServer.start(builder.time, new AsRoutes(state)::answer);
        state.url = server.url() + builder.prefix;
    }

    /** A platform whose API has no path prefix, as the gateway has none. */
    public static FakeAutoshares start() {
        return builder().start();
    }

    /** Starts a platform with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its base URL, without a trailing slash. */
    public String url() {
        return state.url;
    }

    /** The key that calls must carry. */
    public String appKey() {
        return state.appKey;
    }

    /** Adds a user who signs in with the password alone. */
    public User addUser(String login, String password) {
        return server.locked(() -> new User(state.add(login, password)));
    }

    /** The user with this login. */
    public Optional<User> user(String login) {
        return server.locked(() -> state.find(login).map(User::new));
    }

    /** The messages to the user with this login, oldest first. */
    public List<Message> inbox(String login) {
        return server.locked(() -> state.messages.stream()
                .filter(message -> message.login().equals(login))
                .toList());
    }

    /** The code of the last message to the user with this login. */
    public String lastCode(String login) {
        List<Message> inbox = inbox(login);
        if (inbox.isEmpty()) {
            throw new AssertionError("no message was sent to " + login);
        }
        return inbox.get(inbox.size() - 1).code();
    }

    /** Registers an application for OAuth. */
    public void addApp(App app) {
        server.locked(() -> state.apps.put(app.clientId(), app));
    }

    /**
     * What a browser does with a consent URL when the user with this login agrees to {@code scopes}.
     *
     * @return the URL it is sent back to
     */
    public String approve(String consentUrl, String login, String... scopes) {
        return server.locked(() -> AsConsent.of(state, consentUrl).approve(login, new LinkedHashSet<>(Arrays.asList(scopes))));
    }

    /** What a browser does with a consent URL when the user declines: the URL it is sent back to. */
    public String decline(String consentUrl) {
        return server.locked(() -> AsConsent.of(state, consentUrl).decline());
    }

    /** Every request so far, in the order they came in. */
    public List<SeenRequest> requests() {
        return server.requests();
    }

    /** The requests to {@code path}, in the order they came in. */
    public List<SeenRequest> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(state.prefix + path))
                .toList();
    }

    /** How many times anything was changed that an application must not change twice, such as trading defaults and orders. */
    public int changes() {
        return server.locked(() -> state.changes);
    }

    /** Lets the next request to {@code path} meet {@code fault}; several are met in the order planned. */
    public void plan(String path, Fault fault) {
        server.plan(state.prefix + path, fault);
    }

    /** A refusal that the platform gives in one of its shapes. */
    public static Fault refusal(int status, Shape shape, String text) {
        return Fault.answer(AsAnswers.refusal(status, shape, text));
    }

    @Override
    public void close() {
        server.close();
    }

    /** The shapes that refusals come in. */
    public enum Shape {
        /** {@code {"error": …}}. */
        ERROR,
        /** {@code {"State": "Failed", "Step": …, "Reason": …}}. */
        STATE,
        /** {@code {"Message": …}}. */
        MESSAGE,
        /** {@code {"Message": …, "ModelState": {…}}}. */
        MODEL_STATE,
        /** {@code {"Model": null, "Errors": […], "ErrorsCode": […], "StatusCode": …, "IsSucceed": false}}. */
        ENVELOPE,
        /** {@code {"message": …, "error": …}}. */
        FAULT,
        /** A page of the server in front. */
        HTML,
        /** Nothing at all. */
        EMPTY
    }

    /** What the platform does after a wrong code or PIN; the vendor documents both for a PIN and neither for a code. */
    public enum WrongFactor {
        /** It asks again, with a new interim token. */
        ASKED_AGAIN,
        /** It refuses, and the sign-in begins anew. */
        REFUSED
    }

    /** Who stops too many sign-ins. */
    public enum Throttle {
        /** Nobody. */
        NONE,
        /** The platform, after ten a minute, with a 401. */
        PLATFORM,
        /** The gateway, after ten a minute, with a 429. */
        GATEWAY
    }

    /**
     * A message to a user.
     *
     * @param login whose it is
     * @param channel {@code email} or {@code sms}
     * @param code the code in it
     */
    public record Message(String login, String channel, String code) {}

    /**
     * An application for OAuth.
     *
     * @param clientId its name
     * @param secret its secret, or empty
     * @param redirectUri where users come back to
     * @param scopes what it may ask for
     * @param refreshTokens whether it is issued refresh tokens
     */
    public record App(String clientId, String secret, String redirectUri, Set<String> scopes, boolean refreshTokens) {}

    /** A user, for a test to look at and to change. */
    public final class User {
        private final AsUser user;

        private User(AsUser user) {
            this.user = user;
        }

        /** The user's number. */
        public int id() {
            return user.id;
        }

        /** Has codes sent by e-mail at sign-in. */
        public User requireCode() {
            return changed(() -> user.channel = "email");
        }

        /** Has codes sent to the telephone at sign-in. */
        public User requireCodeBySms() {
            return changed(() -> user.channel = "sms");
        }

        /** Asks for a PIN at sign-in, after the code if there is one. */
        public User requirePin(String pin) {
            return changed(() -> {
                user.pinDue = true;
                user.pin = pin;
                user.phrase = "my first phrase";
                user.image = "lighthouse";
            });
        }

        /** Asks for a PIN at sign-in that was never set up. */
        public User requirePinThatIsNotSetUp() {
            return changed(() -> user.pinDue = true);
        }

        /** Makes the password too old; {@code inState} puts the step where one of the vendor's pages puts it. */
        public User expirePassword(boolean inState) {
            return changed(() -> {
                user.expired = true;
                user.expiredInState = inState;
            });
        }

        /** Asks {@code question} before a forgotten password is reset. */
        public User requireAnswer(String question, String answer) {
            return changed(() -> {
                user.question = question;
                user.answer = answer;
            });
        }

        /** Adds an agreement to sign. */
        public User addAgreement(String title) {
            return changed(() -> user.agreements.add(title));
        }

        /** Takes a scope back from every application. */
        public User disableScope(String scope) {
            return changed(() -> user.disabledScopes.add(scope));
        }

        /** Makes all tokens invalid, as a password change elsewhere does. */
        public User revokeTokens() {
            return changed(() -> state.revokeTokens(user));
        }

        /** How many tokens are good now, without those of OAuth. */
        public int tokenCount() {
            return server.locked(() -> state.tokensOf(user));
        }

        /** The password. */
        public String password() {
            return server.locked(() -> user.password);
        }

        /** The telephone's state, in the platform's words. */
        public String phoneState() {
            return server.locked(() -> user.phoneState);
        }

        private User changed(Runnable change) {
            return server.locked(() -> {
                change.run();
                return this;
            });
        }
    }

    /** Settings of a platform. For use by one thread. */
    public static final class Builder {
        String prefix = "";
        ManualTime time = ManualTime.create();
        Duration tokenLife = Duration.ofHours(24);
        WrongFactor wrongFactor = WrongFactor.REFUSED;
        Throttle throttle = Throttle.NONE;
        boolean webTerminal;
        boolean registrationWantsUser;

        private Builder() {}

        /** Serve the API under this path, such as {@code /api} on hosts of ETNA. */
        public Builder prefix(String path) {
            this.prefix = path;
            return this;
        }

        /** Which clock tokens, throttles and {@code Date} headers go by. */
        public Builder time(ManualTime clock) {
            this.time = clock;
            return this;
        }

        /** How long tokens are good; the vendor's pages do not agree. */
        public Builder tokenLife(Duration life) {
            this.tokenLife = life;
            return this;
        }

        /** What to do after a wrong code or PIN. */
        public Builder wrongFactor(WrongFactor reaction) {
            this.wrongFactor = reaction;
            return this;
        }

        /** Who stops too many sign-ins. */
        public Builder throttle(Throttle who) {
            this.throttle = who;
            return this;
        }

        /** Be the web terminal instead, which is not the API: it redirects everything to a page. */
        public Builder webTerminal() {
            this.webTerminal = true;
            return this;
        }

        /** Let registration want a signed-in user, as older deployments do. */
        public Builder registrationWantsUser() {
            this.registrationWantsUser = true;
            return this;
        }

        /** Starts it on a free port. */
        public FakeAutoshares start() {
            return new FakeAutoshares(this);
        }
    }
}
