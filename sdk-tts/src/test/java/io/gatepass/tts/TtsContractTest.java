package io.gatepass.tts;

import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import java.util.List;
import java.util.function.BiFunction;

/** What every platform module owes its users. */
class TtsContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-password");

    @Override
    protected List<Verb<?>> verbs() {
        return List.of(
                Verb.of("register", TtsContractTest::client, TtsContractTest::register)
                        .answeredBy(TtsContractTest::key)
                        .with(Trait.ACCEPTS_NO_CONTENT),
                Verb.of("login", TtsContractTest::client, TtsContractTest::login)
                        .answeredBy(TtsContractTest::key)
                        .with(Trait.REPEATABLE),
                Verb.of("answer", TtsContractTest::challenge, TtsContractTest::answer)
                        .answeredBy(TtsContractTest::key)
                        .after(target -> List.of(mfa(target.secret()))),
                signedIn("currentUser", (target, session) -> client(target).currentUser(session), user())
                        .with(Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT),
                signedIn("logout", (target, session) -> client(target).logout(session), detail())
                        .with(Trait.REPEATABLE, Trait.IGNORES_BODY, Trait.TOLERATES_REFUSAL),
                signedIn("changePassword", TtsContractTest::changePassword, detail())
                        .with(Trait.IGNORES_BODY),
                recovery("requestPasswordReset", (target, recovery) -> {
                            recovery.requestPasswordReset("alice@example.com");
                            return "done";
                        })
                        .with(Trait.NO_SECRET),
                recovery("resetPassword", (target, recovery) -> {
                    recovery.resetPassword(new TtsPasswordReset("1", target.secret(), FINE));
                    return "done";
                }),
                recovery("resendVerification", (target, recovery) -> {
                            recovery.resendVerification("alice@example.com");
                            return "done";
                        })
                        .with(Trait.NO_SECRET),
                recovery("verifyEmail", (target, recovery) -> recovery.verifyEmail(target.secret()))
                        .with(Trait.TOLERATES_REFUSAL));
    }

    private static Verb<TokenSession<TtsKey>> signedIn(
            String name, BiFunction<Target, TokenSession<TtsKey>, ?> action, String body) {
        return Verb.of(name, TtsContractTest::session, action)
                .answeredBy(() -> PlatformServer.json(200, body))
                .with(Trait.SECRET_IN_HEADER);
    }

    private static Verb<TtsRecovery> recovery(String name, BiFunction<Target, TtsRecovery, ?> action) {
        return Verb.of(name, target -> client(target).recovery(), action)
                .answeredBy(() -> PlatformServer.json(200, detail()))
                .with(Trait.IGNORES_BODY);
    }

    private static TtsClient client(Target target) {
        return TtsClient.builder(target.baseUrl()).engine(target.engine()).build();
    }

    private static TokenSession<TtsKey> session(Target target) {
        return client(target).resume(new TtsKey(target.secret(), Origin.of(target.baseUrl())));
    }

    private static Object register(Target target, TtsClient client) {
        return client.register(TtsRegistration.of("Alice", "alice@example.com", target.secret()));
    }

    private static Object login(Target target, TtsClient client) {
        return client.login(new TtsLogin("alice@example.com", target.secret()));
    }

    private static TtsMfa challenge(Target target) {
        return client(target)
                .login(new TtsLogin("alice@example.com", FINE))
                .fold(
                        session -> {
                            throw new AssertionError("no second factor was asked for");
                        },
                        asked -> asked);
    }

    private static Object answer(Target target, TtsMfa challenge) {
        return client(target).answer(challenge, target.secret());
    }

    private static Object changePassword(Target target, TokenSession<TtsKey> session) {
        client(target).recovery().changePassword(session, TtsPasswordChange.of(target.secret(), FINE));
        return "done";
    }

    private static Answer key() {
        return PlatformServer.json(200, "{\"key\":\"0123456789abcdef0123456789abcdef01234567\"}");
    }

    private static Answer mfa(Secret token) {
        return PlatformServer.json(200, "{\"ephemeral_token\":\"" + token.reveal() + "\",\"mfa_required\":true}");
    }

    private static String user() {
        return "{\"pk\":1,\"email\":\"alice@example.com\",\"full_name\":\"\"}";
    }

    private static String detail() {
        return "{\"detail\":\"ok\"}";
    }
}
