package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What every platform module owes its users: signing in, and the calls of a user who has. */
class AutosharesContractTest extends PlatformContract {
    private static final AutosharesUser USER = AutosharesContractTest.user();

    @Override
    protected List<Verb<?>> verbs() {
        return Stream.concat(signIns().stream(), calls().stream()).toList();
    }

    private static List<Verb<?>> signIns() {
        return List.of(
                before("login", (target, client) -> client.login(credentials(target)), success())
                        .with(Trait.SECRET_IN_HEADER),
                before("signIn", (target, client) -> client.signIn(credentials(target), question -> fine()), success())
                        .with(Trait.SECRET_IN_HEADER),
                before("loginKeepingCredentials", AutosharesContractTest::keeping, success())
                        .with(Trait.SECRET_IN_HEADER, Trait.REPEATABLE),
                asked(
                        "answer with a code",
                        Code.class,
                        (target, code) -> client(target).answer(code, target.secret())),
                asked(
                                "answer with a PIN",
                                Pin.class,
                                (target, pin) -> client(target).answer(pin, target.secret()))
                        .with(Trait.SECRET_IN_HEADER),
                asked(
                                "answer with an interim token",
                                Code.class,
                                (target, code) -> client(target).answer(code, fine()))
                        .after(target ->
                                List.of(question(Code.class, target.secret().reveal()))),
                Verb.of("resend", AutosharesContractTest::askedForCode, AutosharesContractTest::resend)
                        .answeredBy(success())
                        .after(target -> List.of(question(Code.class, "i-1"))));
    }

    private static List<Verb<?>> calls() {
        return List.of(
                signedIn("logout", (target, session) -> client(target).logout(session), "{}")
                        .with(Trait.REPEATABLE, Trait.IGNORES_BODY, Trait.TOLERATES_REFUSAL),
                signedIn("currentUser", (target, session) -> identity(target).currentUser(session), infoJson())
                        .with(Trait.REPEATABLE),
                signedIn("agreements", (target, session) -> identity(target).agreements(session), "[]")
                        .with(Trait.REPEATABLE, Trait.IGNORES_BODY), // an empty array is an answer
                signedIn("phones.bind", AutosharesContractTest::bind, "{\"m_Item1\":{},\"m_Item2\":5}"),
                signedIn("phones.current", AutosharesContractTest::phone, "{\"PhoneNumber\":\"\"}")
                        .with(Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT),
                signedIn(
                                "phones.unbind",
                                done((target, session) ->
                                        identity(target).phones().unbind(session, USER)),
                                "{}")
                        .with(Trait.IGNORES_BODY),
                signedIn(
                                "pins.sendCode",
                                done((target, session) ->
                                        identity(target).pins().sendCode(session, USER)),
                                "{}")
                        .with(Trait.IGNORES_BODY),
                signedIn("streaming.addresses", AutosharesContractTest::addresses, "{\"QuoteAddresses\":[]}")
                        .with(Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT),
                signedIn("streaming.handshake", AutosharesContractTest::handshake, "{\"Id\":\"8c5e-1\"}")
                        .with(Trait.REPEATABLE));
    }

    private static Verb<AutosharesClient> before(
            String name, BiFunction<Target, AutosharesClient, ?> action, Supplier<Answer> answer) {
        return Verb.of(name, AutosharesContractTest::client, action).answeredBy(answer);
    }

    private static <C extends AutosharesChallenge> Verb<C> asked(
            String name, Class<C> type, BiFunction<Target, C, ?> action) {
        Function<Target, C> prepare = target -> AutosharesTestBase.challenge(
                client(target).login(new AutosharesCredentials("alice@example.com", fine())), type);
        return Verb.of(name, prepare, action).answeredBy(success()).after(target -> List.of(question(type, "i-1")));
    }

    private static Answer question(Class<?> type, String interimToken) {
        return AutosharesTestBase.expecting(type == Code.class ? "VerificationCode" : "SecutityPin", interimToken);
    }

    private static Code askedForCode(Target target) {
        return AutosharesTestBase.challenge(client(target).login(credentials(target)), Code.class);
    }

    private static Verb<TokenSession<AutosharesToken>> signedIn(
            String name, BiFunction<Target, TokenSession<AutosharesToken>, ?> action, String body) {
        return Verb.of(name, AutosharesContractTest::session, action)
                .answeredBy(() -> PlatformServer.json(200, body))
                .with(Trait.SECRET_IN_HEADER);
    }

    /** For calls that return nothing. */
    private static BiFunction<Target, TokenSession<AutosharesToken>, Object> done(Call call) {
        return (target, session) -> {
            call.make(target, session);
            return "done";
        };
    }

    private interface Call {
        void make(Target target, TokenSession<AutosharesToken> session);
    }

    private static AutosharesClient client(Target target) {
        return AutosharesClient.builder(target.baseUrl(), AutosharesTestBase.APP_KEY)
                .engine(target.engine())
                .build();
    }

    private static AutosharesIdentity identity(Target target) {
        return client(target).identity();
    }

    private static TokenSession<AutosharesToken> session(Target target) {
        return client(target).resume(new AutosharesToken(target.secret(), Origin.of(target.baseUrl())));
    }

    private static AutosharesCredentials credentials(Target target) {
        return new AutosharesCredentials("alice@example.com", target.secret());
    }

    private static Secret fine() {
        return Secret.of("fine-1-secret");
    }

    private static Object keeping(Target target, AutosharesClient client) {
        return client.loginKeepingCredentials(credentials(target));
    }

    private static Object resend(Target target, Code code) {
        ((ManualTime) target.engine().time()).advance(Duration.ofSeconds(31));
        return client(target).resend(code);
    }

    private static Object bind(Target target, TokenSession<AutosharesToken> session) {
        return identity(target).phones().bind(session, USER, "+13105550100");
    }

    private static Object phone(Target target, TokenSession<AutosharesToken> session) {
        return identity(target).phones().current(session, USER);
    }

    private static Object addresses(Target target, TokenSession<AutosharesToken> session) {
        return identity(target).streaming().addresses(session);
    }

    private static Object handshake(Target target, TokenSession<AutosharesToken> session) {
        var streamer = new AutosharesStreaming.Streamer(
                AutosharesStreaming.Kind.DATA, "wss://x.etnasoft.us", "", Optional.empty());
        return identity(target).streaming().handshake(session, streamer, USER);
    }

    private static Supplier<Answer> success() {
        return () -> AutosharesTestBase.succeeded("fine-final-token");
    }

    private static String infoJson() {
        return "{\"UserId\":7,\"Login\":\"alice\"}";
    }

    static AutosharesUser user() {
        var none = Optional.<String>empty();
        return new AutosharesUser(7, "alice", none, none, none, none, Optional.empty(), Optional.empty(), Map.of());
    }
}
