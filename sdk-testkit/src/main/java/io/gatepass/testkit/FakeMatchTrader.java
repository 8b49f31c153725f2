package io.gatepass.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A broker's Match-Trader installation that remembers: users with several trading accounts, session cookies, rotating
 * refresh cookies, one-time tokens, broker keys and personal tokens. It listens on three loopback ports, one for each host
 * that must not see the others' secrets, and answers as the vendor's documents and known clients have it.
 *
 * <pre>{@code
 * try (FakeMatchTrader mt = FakeMatchTrader.start()) {
 *     mt.addUser("alice@example.com", "correct horse 1").account("700123");
 *     // … point a client at mt.platformUrl(), broker "0"
 * }
 * }</pre>
 *
 * <p>Everything can be changed while it runs. Safe for use by many threads; requests are acted on one at a time. Nothing
 * it holds is a secret.
 */
public final class FakeMatchTrader extends FakePlatform {
    private final MtState state;
    private final MtLimits limits;
    private final MtStrays strays;
    private final FakeServer platform;
    private final FakeServer broker;
    private final FakeServer trader;

    private FakeMatchTrader(Builder builder) {
        super(new Journal());
        this.state = new MtState(builder, journal);
        this.limits = new MtLimits(state);
        this.strays = new MtStrays(state);
        this.platform = host(builder, Host.PLATFORM, new MtPlatform(state)::answer);
        this.broker = host(builder, Host.BROKER, new MtBroker(state)::answer);
        this.trader = host(builder, Host.TRADER, new MtTraderApi(state)::answer);
        journal.change(() -> state.platformUrl = platform.url());
    }

    private FakeServer host(Builder builder, Host host, Function<FakeRequest, FakeAnswer> routes) {
        return new FakeServer(builder.hosting.of(host.id(), host.portOffset), journal, limited(host, routes));
    }

    private Function<FakeRequest, FakeAnswer> limited(Host host, Function<FakeRequest, FakeAnswer> routes) {
        return request -> {
            strays.note(host, request);
            return limits.refusal(host).orElseGet(() -> routes.apply(request));
        };
    }

    /** An installation of broker {@code 0} with the first Broker API. */
    public static FakeMatchTrader start() {
        return builder().start();
    }

    /** Starts an installation with another set-up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The origin of the platform host. */
    public String platformUrl() {
        return platform.url();
    }

    /** The origin of the broker host, whichever API it has. */
    public String brokerUrl() {
        return broker.url();
    }

    /** The origin of the Trader API, for personal tokens. */
    public String traderUrl() {
        return trader.url();
    }

    /** The offers, oldest first; one is there from the start. */
    public List<Offer> offers() {
        return journal.locked(() -> List.copyOf(state.offers));
    }

    /** Adds an offer, with a system of its own. */
    public Offer addOffer(String name, String currency) {
        return journal.locked(() -> state.addOffer(name, currency));
    }

    /** Adds a user without trading accounts. */
    public FakeMatchTraderUser addUser(String email, String password) {
        return journal.locked(() -> handle(state.addUser(email, password)));
    }

    /** The oldest user with this e-mail address who is not deleted, however the user came to be. */
    public Optional<FakeMatchTraderUser> user(String email) {
        return journal.locked(() -> state.byEmail(email).map(this::handle));
    }

    /** How many users there are, deleted ones and duplicates included. */
    public int userCount() {
        return journal.locked(() -> state.users.size());
    }

    private FakeMatchTraderUser handle(MtUser user) {
        return new FakeMatchTraderUser(journal, state, user);
    }

    /** Changes how it behaves, now or while it runs. */
    public FakeMatchTraderSettings settings() {
        return new FakeMatchTraderSettings(journal, state, limits);
    }

    /** Lets it behave in these ways too. */
    public FakeMatchTrader turnOn(MatchTraderQuirk... quirks) {
        journal.change(() -> state.quirks.addAll(List.of(quirks)));
        return this;
    }

    /** Lets it no more behave in these ways. */
    public FakeMatchTrader turnOff(MatchTraderQuirk... quirks) {
        journal.change(() -> List.of(quirks).forEach(state.quirks::remove));
        return this;
    }

    /** A key of the broker host with all rights. */
    public String addBrokerKey() {
        return addBrokerKey(Right.values());
    }

    /** A key of the broker host with these rights alone. */
    public String addBrokerKey(Right... rights) {
        return journal.locked(() -> state.addBrokerKey(List.of(rights)));
    }

    /** Makes a broker key invalid. */
    public void revokeBrokerKey(String key) {
        journal.locked(() -> Optional.ofNullable(state.brokerKeys.remove(key)));
    }

    /** Whether the platform takes this session token now. */
    public boolean accepts(String sessionToken) {
        return journal.locked(() -> state.session(sessionToken).isPresent());
    }

    /** What was issued, presented and presented again so far. */
    public FakeMatchTraderLedger tally() {
        return journal.locked(() -> FakeMatchTraderLedger.of(state));
    }

    /** The mails to this address, oldest first. */
    public List<Mail> inbox(String email) {
        return journal.locked(() -> state.mails.stream()
                .filter(mail -> mail.to().equalsIgnoreCase(email))
                .toList());
    }

    /** Every request to a host so far, in the order they came in. */
    public List<SeenRequest> requests(Host host) {
        return journal.requests(host.id());
    }

    /** Lets the next request to {@code path} of a host meet {@code fault}; several are met in the order planned. */
    public void plan(Host host, String path, Fault fault) {
        journal.change(() -> journal.faults().add(host.id(), path, new FaultPlan.Due(1, fault)));
    }

    /** An edge in front of a host asks whoever calls to prove that they are human: 403, HTML. */
    public static Fault challenge() {
        return Fault.answer(MtAnswers.challenge());
    }

    @Override
    public Map<String, String> addresses() {
        return new TreeMap<>(Map.of("platform", platformUrl(), "broker", brokerUrl(), "trader", traderUrl()));
    }

    @Override
    public List<SentMessage> messages() {
        return journal.locked(() -> state.mails.stream().map(Mail::toMessage).toList());
    }

    @Override
    List<FakeServer> servers() {
        return List.of(platform, broker, trader);
    }

    @Override
    void add(String login, String password) {
        addUser(login, password).account("700" + (100 + userCount()));
    }

    @Override
    List<ReadyUser> addReadyUsers() {
        addUser("alice@example.com", "correct horse 1").account("700123");
        var alice = new ReadyUser("alice@example.com", "correct horse 1", "trader with account 700123, broker id 0");
        return List.of(alice, new ReadyUser("broker", addBrokerKey(), "API key of the broker host"));
    }

    /** The hosts of an installation. */
    public enum Host {
        /** Where traders sign in and trade. */
        PLATFORM(0),
        /** Where the broker's own systems create users and one-time tokens. */
        BROKER(1),
        /** Where personal tokens are good. */
        TRADER(2);

        private final int portOffset;

        Host(int portOffset) {
            this.portOffset = portOffset;
        }

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the broker host offers. */
    public enum BrokerApi {
        /** The first Broker API: {@code /v1/accounts}, keys with or without {@code Bearer}. */
        V1,
        /** The CRM-API: the same paths, keys with {@code Bearer}. */
        CRM,
        /** The second Broker API: {@code /v1/user-accounts}, keys with {@code Bearer}. */
        V2
    }

    /** What a broker key may do. */
    public enum Right {
        /** Everything but one-time tokens. */
        API_ACCESS,
        /** One-time tokens for existing users. */
        CREATE_ONE_TIME_TOKEN
    }

    /**
     * What a trading account is opened by.
     *
     * @param uuid its id
     * @param systemUuid the system in the paths of trading calls
     * @param branchUuid the branch it assigns
     * @param name its name
     * @param currency the currency of its accounts
     */
    public record Offer(String uuid, String systemUuid, String branchUuid, String name, String currency) {}

    /**
     * A mail for a new password.
     *
     * @param to the address
     * @param link the link that was asked for, with the token
     * @param token the token
     */
    public record Mail(String to, String link, String token) {
        private SentMessage toMessage() {
            return new SentMessage(to, "password reset", Map.of("link", link, "token", token));
        }
    }

    /** What cannot change while an installation runs. For use by one thread. */
    public static final class Builder {
        Hosting hosting = Hosting.plain(ManualTime.create());
        String brokerId = "0";
        BrokerApi brokerApi = BrokerApi.V1;

        private Builder() {}

        /** Which clock lifetimes, limits and {@code Date} headers go by. */
        public Builder time(ManualTime clock) {
            return hosting(Hosting.plain(clock));
        }

        Builder hosting(Hosting place) {
            this.hosting = place;
            return this;
        }

        /** The broker's id, also called partner id; digits. */
        public Builder brokerId(String id) {
            this.brokerId = id;
            return this;
        }

        /** Which API the broker host has. */
        public Builder brokerApi(BrokerApi api) {
            this.brokerApi = api;
            return this;
        }

        /** Starts it on free ports. */
        public FakeMatchTrader start() {
            return new FakeMatchTrader(this);
        }
    }
}
