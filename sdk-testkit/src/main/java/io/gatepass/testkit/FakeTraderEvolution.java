package io.gatepass.testkit;

import io.gatepass.testkit.TeState.Api;
import io.gatepass.testkit.TeState.OneTime;
import io.gatepass.testkit.TeState.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A TraderEvolution installation that remembers: both of its APIs, back-office users and traders, rotating refresh tokens,
 * one-time tokens and the pace of requests. It listens on a loopback port and answers as the vendor's documents and known
 * clients have it.
 *
 * <pre>{@code
 * try (FakeTraderEvolution te = FakeTraderEvolution.start()) {
 *     te.addUser("crm-service", "correct horse 1");
 *     // … point a client at te.backOfficeUrl()
 * }
 * }</pre>
 *
 * <p>A refresh token is good once: presented again it is refused and counted. Safe for use by many threads; requests are
 * acted on one at a time. Nothing it holds is a secret.
 */
public final class FakeTraderEvolution extends FakePlatform {
    private static final String BACK_OFFICE = "/proftrading/rest";
    private static final String CLIENT = "/traderevolution/v1";

    private final FakeServer server;
    private final TeState state;
    private final TeBackOffice backOffice;
    private final TeOAuth oauth;

    private FakeTraderEvolution(Builder settings) {
        super(new Journal());
        this.state = new TeState(settings, journal);
        this.backOffice = new TeBackOffice(state);
        this.oauth = new TeOAuth(state, settings.application);
        var clientApi = new TeClientApi(state, oauth);
        this.server = new FakeServer(settings.hosting, journal, request -> {
            String path = request.path();
            if (path.startsWith(BACK_OFFICE + "/")) {
                return backOffice.answer(request, path.substring(BACK_OFFICE.length()));
            }
            return path.startsWith(CLIENT + "/")
                    ? clientApi.answer(request, path.substring(CLIENT.length()))
                    : FakeAnswer.empty(404);
        });
    }

    /** An installation whose traders sign in by password. */
    public static FakeTraderEvolution start() {
        return builder().start();
    }

    /** Starts an installation with another set-up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The base URL of the BackOffice REST API, without a trailing slash. */
    public String backOfficeUrl() {
        return server.url() + BACK_OFFICE;
    }

    /** The base URL of the Client API, without a trailing slash. */
    public String clientUrl() {
        return server.url() + CLIENT;
    }

    /** Adds a back-office user with access to the REST API. */
    public User addUser(String login, String password) {
        return journal.locked(() -> {
            var user = new TeUser(login, password);
            state.users.put(login, user);
            return new User(user);
        });
    }

    /** Adds an active trader with one account. */
    public FakeTrader addTrader(String login, String password) {
        return journal.locked(() -> {
            var trader = new TeTrader(state, login, password);
            state.traders.put(login, trader);
            return handle(trader);
        });
    }

    /** The trader with this login, however it came to be. */
    public Optional<FakeTrader> trader(String login) {
        return journal.locked(
                () -> Optional.ofNullable(state.traders.get(login)).map(this::handle));
    }

    private FakeTrader handle(TeTrader trader) {
        return new FakeTrader(new TeHandle.Place(state, oauth), trader);
    }

    /** Changes the lifetimes of all tokens that are issued from now on; unless changed, 5 minutes and 1 hour. */
    public void lifetimes(Duration access, Duration refresh) {
        journal.change(() -> {
            state.accessLife = access;
            state.refreshLife = refresh;
        });
    }

    /** Allows each back-office token so many requests a second for each collection; unless set, any number. */
    public void limit(int requestsPerSecond) {
        journal.change(() -> backOffice.limits.perSecond = requestsPerSecond);
    }

    /** Whether the back office accepts this access token now. */
    public boolean accepts(String accessToken) {
        return journal.locked(() -> state.holder(Api.BACK_OFFICE, accessToken).isPresent());
    }

    /** What was presented so far. */
    public Tally tally() {
        return journal.locked(() -> new Tally(state.renewals, state.spentPresented, state.codesPresentedAgain));
    }

    /** How many times a one-time token was presented, by whatever call. */
    public int presented(String oneTimeToken) {
        return journal.locked(() -> {
            OneTime known = state.oneTimeTokens.get(oneTimeToken);
            return known == null ? 0 : known.presented;
        });
    }

    /**
     * Lets the broker vouch for a token of its own, on an installation of {@link AuthType#TOKEN}.
     *
     * @throws IllegalStateException if the installation is of another type
     */
    public void acceptBrokerToken(String token, String login) {
        if (state.authType != AuthType.TOKEN) {
            throw new IllegalStateException("this installation does not ask the broker");
        }
        journal.change(() -> state.accessTokens.put(
                token, new Pass(Api.CLIENT, login, state.time.now().plus(state.accessLife))));
    }

    @Override
    public Map<String, String> addresses() {
        return new TreeMap<>(Map.of("back office", backOfficeUrl(), "client", clientUrl()));
    }

    /** None: an installation sends no messages that anybody documents. */
    @Override
    public List<SentMessage> messages() {
        return List.of();
    }

    @Override
    List<FakeServer> servers() {
        return List.of(server);
    }

    @Override
    void add(String login, String password) {
        addUser(login, password);
        addTrader(login, password);
    }

    @Override
    List<ReadyUser> addReadyUsers() {
        addUser("crm-service", "correct horse 1");
        addUser("clerk", "correct horse 2").withoutApiAccess();
        addTrader("alice", "correct horse 3");
        addTrader("bob", "correct horse 4").requireCode("123456");
        return List.of(
                new ReadyUser("crm-service", "correct horse 1", "back-office user"),
                new ReadyUser("clerk", "correct horse 2", "back-office user without access to the API"),
                new ReadyUser("alice", "correct horse 3", "trader"),
                new ReadyUser("bob", "correct horse 4", "trader who is asked for the code 123456"));
    }

    /** What an installation's traders sign in with; a setting of the whole installation. */
    public enum AuthType {
        /** Login and password. */
        PASSWORD,
        /** A token of the broker's, which the installation asks the broker about. */
        TOKEN,
        /** OAuth 2.0, authorization code. */
        OAUTH
    }

    /**
     * What was presented so far, over both APIs.
     *
     * @param renewals refresh tokens that were exchanged
     * @param spentAgain refresh tokens that had been exchanged before
     * @param codesAgain authorization codes that had been presented before
     */
    public record Tally(int renewals, int spentAgain, int codesAgain) {}

    /** A back-office user, for a test to change. */
    public final class User extends TeHandle<User> {
        private final TeUser user;

        private User(TeUser user) {
            super(new TeHandle.Place(state, oauth));
            this.user = user;
        }

        /** Takes the access to the REST API away; login is refused from now on. */
        public User withoutApiAccess() {
            return change(() -> user.apiAccess = false);
        }

        /** Sets another password; tokens stay good. */
        public User password(String password) {
            return change(() -> user.password = password);
        }

        @Override
        User self() {
            return this;
        }

        @Override
        boolean owns(Pass pass) {
            return pass.api() == Api.BACK_OFFICE && pass.login().equals(user.login);
        }
    }

    /** Settings of an installation. For use by one thread. */
    public static final class Builder {
        AuthType authType = AuthType.PASSWORD;
        Hosting hosting = Hosting.plain(ManualTime.create());
        boolean anonymousVerification;
        boolean onePairPerUser;
        TeOAuth.Application application =
                new TeOAuth.Application("publictest", "app-secret-1", "https://app.example/callback");

        private Builder() {}

        /** What traders sign in with. */
        public Builder authType(AuthType type) {
            this.authType = type;
            return this;
        }

        /** Which clock lifetimes, the pace and {@code Date} headers go by. */
        public Builder time(ManualTime clock) {
            return hosting(Hosting.plain(clock));
        }

        Builder hosting(Hosting place) {
            this.hosting = place;
            return this;
        }

        /** The application that is registered; unless set, {@code publictest} with a secret of no use. */
        public Builder application(String clientId, String clientSecret, String redirectUri) {
            this.application = new TeOAuth.Application(clientId, clientSecret, redirectUri);
            return this;
        }

        /** Verifies one-time tokens without an access token too; whether installations do is not published. */
        public Builder anonymousVerification() {
            this.anonymousVerification = true;
            return this;
        }

        /** Ends a back-office user's other tokens at each login and renewal; whether installations do is not published. */
        public Builder onePairPerUser() {
            this.onePairPerUser = true;
            return this;
        }

        /** Starts it on a free port. */
        public FakeTraderEvolution start() {
            return new FakeTraderEvolution(this);
        }
    }
}
