package io.gatepass.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
public final class FakeAutoshares extends AsRecords {
    private final AsOAuth oauth;
    private final FakeServer server;

    private FakeAutoshares(Builder settings) {
        super(new AsState(settings.prefix, settings.hosting.time(), new Journal()));
        this.oauth = new AsOAuth(state);
        this.server = new FakeServer(settings.hosting, journal, new AsRoutes(state, oauth)::answer);
        journal.change(() -> state.origin = server.url());
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
        return server.url() + state.prefix;
    }

    /** The key that calls must carry. */
    public String appKey() {
        return state.appKey;
    }

    /** Adds a user who signs in with the password alone. */
    public User addUser(String login, String password) {
        return journal.locked(() -> new User(this, state.add(login, password)));
    }

    /** The user with this login. */
    public Optional<User> user(String login) {
        return journal.locked(() -> state.find(login).map(user -> new User(this, user)));
    }

    /** Registers an application for OAuth. */
    public void addApp(App app) {
        journal.locked(() -> state.apps.put(app.clientId(), app));
    }

    /**
     * What a browser does with a consent URL when the user with this login agrees to {@code scopes}, or, if none is named, to
     * all that are asked for.
     *
     * @return the URL it is sent back to
     * @throws AssertionError if the platform refuses to show the page, or does not know the user
     */
    public String approve(String consentUrl, String login, String... scopes) {
        return journal.locked(() -> {
            AsUser user = state.find(login).orElseThrow(() -> new AssertionError("there is no user " + login));
            return oauth.approve(consentUrl, user, Set.of(scopes));
        });
    }

    /** What a browser does with a consent URL when the user declines: the URL it is sent back to. */
    public String decline(String consentUrl) {
        return journal.locked(() -> oauth.decline(consentUrl));
    }

    /** Adds a field to the form of registration. */
    public void addField(String unit, String name, boolean required) {
        journal.locked(() ->
                state.schema.computeIfAbsent(unit, u -> new LinkedHashMap<>()).put(name, required));
    }

    /** Changes how the platform behaves from now on. */
    public void change(Consumer<Settings> change) {
        journal.locked(() -> {
            change.accept(state.settings);
            return state;
        });
    }

    /** A refusal that the platform gives in one of its shapes. */
    public static Fault refusal(int status, Shape shape, String text) {
        return Fault.answer(AsAnswers.refusal(status, shape, text));
    }

    @Override
    public Map<String, String> addresses() {
        return Map.of("api", url());
    }

    @Override
    List<FakeServer> servers() {
        return List.of(server);
    }

    @Override
    String fromRoot(String path) {
        return state.path(path);
    }

    @Override
    void add(String login, String password) {
        addUser(login, password);
    }

    @Override
    List<ReadyUser> addReadyUsers() {
        addUser("alice", "correct horse 1");
        addUser("bob", "correct horse 2").requireCode();
        addUser("carol", "correct horse 3").requirePin("4711");
        return List.of(
                new ReadyUser("alice", "correct horse 1", "signs in by password; Et-App-Key: " + appKey()),
                new ReadyUser("bob", "correct horse 2", "is sent a code"),
                new ReadyUser("carol", "correct horse 3", "is asked for the PIN 4711"));
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

    /** What the platform issues. */
    public enum Kind {
        /** The token of a finished sign-in. */
        TOKEN,
        /** The token between two steps of a sign-in, good for one answer. */
        INTERIM,
        /** A code to reset a password with; good once, as all below but the tokens of OAuth. */
        PASSWORD_CODE,
        /** A code to reset a PIN with. */
        PIN_CODE,
        /** The token to set a new password with. */
        PASSWORD_TOKEN,
        /** The token to set a PIN with. */
        PIN_TOKEN,
        /** A code that confirms a telephone. */
        PHONE_CODE,
        /** The session of a streamer, which may be used again. */
        STREAMER_SESSION,
        /** An authorization code of OAuth. */
        OAUTH_CODE,
        /** An access token of OAuth. */
        OAUTH_TOKEN,
        /** A refresh token of OAuth; good once, unless the settings say otherwise. */
        OAUTH_REFRESH
    }

    /**
     * Something that was issued.
     *
     * @param kind what it is good for
     * @param login whose it is
     * @param value the token or code itself
     * @param presented how many times it was presented to a call that takes its kind
     * @param presentedAgain how many times of these it had been spent before
     */
    public record Issued(Kind kind, String login, String value, int presented, int presentedAgain) {}

    /**
     * An application for OAuth.
     *
     * @param clientId its name
     * @param secret its secret; empty if it has none and proves itself with PKCE
     * @param redirectUris where users come back to
     * @param scopes what it may ask for
     * @param refreshTokens whether it is issued refresh tokens
     */
    public record App(
            String clientId, String secret, Set<String> redirectUris, Set<String> scopes, boolean refreshTokens) {
        /** Copies both sets. */
        public App {
            redirectUris = Set.copyOf(redirectUris);
            scopes = Set.copyOf(scopes);
        }
    }

    /** A user, for a test to look at and to change. */
    public static final class User extends AsHandle<User> {
        private User(FakeAutoshares platform, AsUser user) {
            super(platform.journal, platform.state, user);
        }

        @Override
        User self() {
            return this;
        }
    }

    /** How the platform behaves where deployments differ, or where the vendor's pages do not agree. */
    public static final class Settings extends AsSettings<Settings> {
        Settings() {}

        @Override
        Settings self() {
            return this;
        }
    }

    /** Where a platform listens and which clock it has. For use by one thread. */
    public static final class Builder {
        private String prefix = "";
        private Hosting hosting = Hosting.plain(ManualTime.create());

        private Builder() {}

        /** Serves the API under this path, such as {@code /api} on hosts of ETNA. */
        public Builder prefix(String path) {
            this.prefix = path;
            return this;
        }

        /** Which clock tokens, throttles and {@code Date} headers go by. */
        public Builder time(ManualTime clock) {
            return hosting(Hosting.plain(clock));
        }

        Builder hosting(Hosting place) {
            this.hosting = place;
            return this;
        }

        /** Starts it on a free port. */
        public FakeAutoshares start() {
            return new FakeAutoshares(this);
        }
    }
}
