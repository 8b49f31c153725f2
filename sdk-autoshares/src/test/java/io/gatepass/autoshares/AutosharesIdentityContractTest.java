package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.autoshares.AutosharesPasswords.CodeSent;
import io.gatepass.autoshares.AutosharesPasswords.Forgotten;
import io.gatepass.autoshares.AutosharesPasswords.Verified;
import io.gatepass.autoshares.AutosharesPhones.Binding;
import io.gatepass.autoshares.AutosharesPhones.Phone;
import io.gatepass.autoshares.AutosharesPins.Choice;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The same for everything around the identity: registration, passwords, PINs and telephones. */
class AutosharesIdentityContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-secret");
    private static final AutosharesNewPassword NEXT = new AutosharesNewPassword(FINE, FINE);
    private static final AutosharesSchema SCHEMA = new AutosharesSchema(List.of());
    private static final String MODEL = "{\"Model\":\"reset-token\",\"Errors\":[]}";

    @Override
    protected List<Verb<?>> verbs() {
        return Stream.concat(forms().stream(), deadEnds().stream()).toList();
    }

    private static List<Verb<?>> forms() {
        return List.of(
                withKey("appSettings", AutosharesIdentity::appSettings, "{\"PinEnabled\":true}")
                        .with(Trait.ACCEPTS_ANY_OBJECT, Trait.REPEATABLE),
                withKey(
                                "registration.schema",
                                identity -> identity.registration().schema(),
                                "[{\"UnitName\":\"Credentials\",\"Fields\":[]}]")
                        .with(Trait.REPEATABLE),
                call("registration.register", AutosharesIdentityContractTest::register)
                        .answeredBy(() -> PlatformServer.json(200, "{\"UserId\":7,\"Login\":\"alice\"}"))
                        .with(Trait.SECRET_IN_HEADER),
                call(
                                "passwords.forgotten",
                                (target, me) ->
                                        me.passwords().forgotten(target.secret().reveal()))
                        .with(Trait.ACCEPTS_ANY_OBJECT, Trait.REPEATABLE),
                call("passwords.sendCode", AutosharesIdentityContractTest::sendCode)
                        .with(Trait.IGNORES_BODY),
                call("passwords.verify", (target, me) -> me.passwords().verify(new CodeSent(), target.secret())),
                quiet("passwords.reset", (target, me) -> me.passwords().reset(new Verified(FINE), chosen(target)))
                        .with(Trait.SECRET_IN_HEADER),
                quiet(
                        "passwords.reset with its token",
                        (target, me) -> me.passwords().reset(new Verified(target.secret()), NEXT)),
                quiet(
                        "passwords.change",
                        (target, me) -> me.passwords().change(session(target), target.secret(), NEXT)));
    }

    private static List<Verb<?>> deadEnds() {
        return List.of(
                stuck("passwords.replaceExpired", PasswordExpired.class, (target, challenge) -> {
                    identity(target).passwords().replaceExpired(challenge, NEXT);
                    return "done";
                }),
                stuck(
                                "pins.images",
                                PinNotSetUp.class,
                                (target, challenge) -> identity(target).pins().images(challenge))
                        .with(Trait.REPEATABLE),
                stuck("pins.setUp", PinNotSetUp.class, (target, challenge) -> {
                    identity(target).pins().setUp(challenge, choice(target.secret()));
                    return "done";
                }),
                call("pins.verify", (target, me) -> me.pins().verify(target.secret())),
                quiet("pins.replace", (target, me) -> me.pins().replace(session(target), FINE, choice(target.secret())))
                        .with(Trait.SECRET_IN_HEADER),
                quiet("phones.confirm", AutosharesIdentityContractTest::confirm));
    }

    /** The application's key is the secret. */
    private static Verb<AutosharesIdentity> withKey(String name, Function<AutosharesIdentity, ?> action, String body) {
        Function<Target, AutosharesIdentity> prepare =
                target -> AutosharesClient.builder(target.baseUrl(), target.secret())
                        .engine(target.engine())
                        .build()
                        .identity();
        return Verb.of(name, prepare, (target, identity) -> action.apply(identity))
                .answeredBy(() -> PlatformServer.json(200, body));
    }

    private static Verb<AutosharesIdentity> call(String name, BiFunction<Target, AutosharesIdentity, ?> action) {
        return Verb.of(name, AutosharesIdentityContractTest::identity, action)
                .answeredBy(() -> PlatformServer.json(200, MODEL));
    }

    /** For calls that return nothing and read nothing but errors. */
    private static Verb<AutosharesIdentity> quiet(String name, BiConsumer<Target, AutosharesIdentity> action) {
        return call(name, (target, identity) -> {
                    action.accept(target, identity);
                    return "done";
                })
                .with(Trait.IGNORES_BODY);
    }

    /** A sign-in that came to a dead end, whose tokens are the secret; what follows reads nothing but errors. */
    private static <C extends AutosharesChallenge> Verb<C> stuck(
            String name, Class<C> type, BiFunction<Target, C, ?> action) {
        Function<Target, C> prepare = target ->
                AutosharesTestBase.challenge(client(target).login(new AutosharesCredentials("alice", FINE)), type);
        return Verb.of(name, prepare, action)
                .answeredBy(() -> PlatformServer.json(200, "[]"))
                .after(target -> List.of(deadEnd(type, target.secret().reveal())))
                .with(Trait.IGNORES_BODY);
    }

    private static Answer deadEnd(Class<?> type, String token) {
        String reason = type == PasswordExpired.class ? "Your Password has expired" : "PIN code is not init";
        return PlatformServer.json(
                202,
                "{\"State\":\"Expecting\",\"Reason\":\"" + reason + "\",\"Token\":\"" + token
                        + "\",\"ConfirmationToken\":\"" + token + "\"}");
    }

    private static AutosharesClient client(Target target) {
        return AutosharesClient.builder(target.baseUrl(), AutosharesTestBase.APP_KEY)
                .engine(target.engine())
                .webOrigin("https://trade.acme.example")
                .build();
    }

    private static AutosharesIdentity identity(Target target) {
        return client(target).identity();
    }

    private static TokenSession<AutosharesToken> session(Target target) {
        return client(target).resume(new AutosharesToken(FINE, Origin.of(target.baseUrl())));
    }

    private static Object register(Target target, AutosharesIdentity identity) {
        AutosharesForm form = AutosharesForm.empty().set("Credentials", "Password", target.secret());
        return identity.registration().register(SCHEMA, form);
    }

    private static Object sendCode(Target target, AutosharesIdentity identity) {
        return identity.passwords()
                .sendCode(new Forgotten("alice", Optional.of("First pet?")), Optional.of(target.secret()));
    }

    private static void confirm(Target target, AutosharesIdentity identity) {
        var binding = new Binding(7, 5, new Phone("+13105550100", AutosharesPhones.State.NOT_VERIFIED));
        identity.phones().confirm(session(target), binding, target.secret());
    }

    private static AutosharesNewPassword chosen(Target target) {
        return new AutosharesNewPassword(target.secret(), target.secret());
    }

    private static Choice choice(Secret pin) {
        return new Choice(pin, "lighthouse", FINE);
    }
}
