package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.autoshares.AutosharesPins.Choice;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeAutoshares;
import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Shape;
import io.gatepass.testkit.FakeAutoshares.Throttle;
import io.gatepass.testkit.FakeAutoshares.WrongFactor;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole lives of users and tokens against a platform that remembers. */
class AutosharesLifeTest {
    private static final Secret PASSWORD = Secret.of("correct horse 1");
    private static final Secret NEW = Secret.of("next horse 2");
    private static final AutosharesNewPassword NEXT = new AutosharesNewPassword(NEW, NEW);
    private static final AutosharesCredentials ALICE = new AutosharesCredentials("alice", PASSWORD);
    private static final OkHttpClient BASE = new OkHttpClient();
    private static final String INFO = "/v1.0/users/@me/info";

    private final ManualTime time = ManualTime.create();
    private final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    private final FakeAutoshares fake =
            FakeAutoshares.builder().prefix("/api").time(time).start();
    private final AutosharesClient client = AutosharesClient.builder(fake.url(), Secret.of(fake.appKey()))
            .engine(engine)
            .webOrigin("https://trader.example.com")
            .build();
    private final AutosharesIdentity identity = client.identity();

    @AfterEach
    void stop() {
        engine.close();
        fake.close();
    }

    private Secret mailed() {
        return Secret.of(fake.lastCode("alice"));
    }

    private <C extends AutosharesChallenge> C challenged(Class<C> type) {
        return AutosharesTestBase.challenge(client.login(ALICE), type);
    }

    private TokenSession<AutosharesToken> signedIn() {
        return client.login(ALICE).orElseThrow();
    }

    private int tokens() {
        return fake.user("alice").orElseThrow().tokenCount();
    }

    @Test
    void userRegistersSignsInCallsAndLogsOut() {
        // AS 50, 51, 61, 65
        AutosharesRegistration registration = identity.registration();
        AutosharesForm form = AutosharesForm.empty()
                .set("Credentials", "Login", "alice")
                .set("Credentials", "Email", "alice@example.com")
                .set("Credentials", "Password", PASSWORD)
                .set("Name", "FirstName", "Alice")
                .set("Name", "LastName", "Example");
        AutosharesUser registered = registration.register(registration.schema(), form);
        assertThat(fake.issued(Kind.TOKEN)).as("nobody is signed in by that").isEmpty();
        TokenSession<AutosharesToken> first = signedIn();
        TokenSession<AutosharesToken> second = signedIn();
        assertThat(identity.currentUser(first).id()).isEqualTo(registered.id());
        assertThat(tokens()).isEqualTo(2);
        assertThat(client.logout(first)).isEqualTo(LogoutOutcome.LOGGED_OUT);
        assertThat(tokens()).isEqualTo(1);
        assertThat(identity.currentUser(second).login()).isEqualTo("alice");
        Rejected taken =
                (Rejected) AutosharesTestBase.failure(() -> registration.register(registration.schema(), form));
        assertThat(taken.ground()).isEqualTo(Ground.ALREADY_REGISTERED);
        assertThat(AutosharesProblem.in(taken)).contains(AutosharesProblem.LOGIN_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void codeThenPinThenSession(boolean bySms) {
        // AS 22, 23, 24, 49
        fake.change(settings -> settings.correctPinSpelling(bySms));
        var alice = fake.addUser("alice", PASSWORD.reveal()).requirePin("9876");
        Code code = bySms ? asked(alice.requireCodeBySms()) : asked(alice.requireCode());
        Pin pin = AutosharesTestBase.challenge(client.answer(code, mailed()), Pin.class);
        assertThat(pin.personalPhrase()).isPresent();
        assertThat(pin.image()).isPresent();
        var session = client.answer(pin, Secret.of("9876")).orElseThrow();
        assertThat(identity.currentUser(session).id()).isEqualTo(alice.id());
        assertThat(fake.issued(Kind.INTERIM)).hasSize(2).allSatisfy(interim -> {
            assertThat(interim.presented()).isEqualTo(1);
            assertThat(interim.presentedAgain()).isZero();
        });
    }

    private Code asked(FakeAutoshares.User user) {
        assertThat(user.tokenCount()).isZero();
        return challenged(Code.class);
    }

    @ParameterizedTest
    @EnumSource(WrongFactor.class)
    void wrongCodeIsAnotherChanceOrTheEndAsThePlatformPleases(WrongFactor reaction) {
        // AS 25
        fake.change(settings -> settings.wrongFactor(reaction));
        fake.addUser("alice", PASSWORD.reveal()).requireCode();
        Code first = challenged(Code.class);
        Secret code = mailed();
        if (reaction == WrongFactor.REFUSED) {
            assertThat(AutosharesTestBase.groundOf(() -> client.answer(first, Secret.of("000000"))))
                    .isEqualTo(Ground.SECOND_FACTOR);
            assertThatThrownBy(() -> client.answer(first, code)).isInstanceOf(ReauthenticationRequired.class);
        } else {
            Code second = AutosharesTestBase.challenge(client.answer(first, Secret.of("000000")), Code.class);
            assertThat(second.isRepeated()).isTrue();
            assertThat(identity.currentUser(client.answer(second, code).orElseThrow())
                            .login())
                    .isEqualTo("alice");
        }
        assertThat(fake.issued(Kind.INTERIM))
                .allSatisfy(interim -> assertThat(interim.presentedAgain()).isZero());
    }

    @Test
    void interimTokenThatThePlatformForgotMeansToBeginAnew() {
        // AS 26, 47
        fake.change(settings -> settings.interimLife(Duration.ofMinutes(2)));
        fake.addUser("alice", PASSWORD.reveal()).requireCode();
        Code code = challenged(Code.class);
        time.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> client.answer(code, mailed()))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("interim token");
    }

    @Test
    void questionWaitsInAWebSessionAndIsAnsweredByAnotherRequest() throws Exception {
        // AS 46, 47
        fake.addUser("alice", PASSWORD.reveal()).requireCode();
        Code inWebSession = challenged(Code.class);
        time.advance(Duration.ofMinutes(4));
        List<Object> outcomes =
                Threads.run(1, () -> client.answer(inWebSession, mailed()).orElseThrow());
        assertThat(outcomes.get(0)).isInstanceOf(TokenSession.class);
    }

    @Test
    void resentCodeReplacesTheFirst() {
        // AS 48
        fake.addUser("alice", PASSWORD.reveal()).requireCode();
        Code first = challenged(Code.class);
        Secret old = mailed();
        time.advance(Duration.ofSeconds(30));
        Code second = AutosharesTestBase.challenge(client.resend(first), Code.class);
        assertThat(fake.inbox("alice")).hasSize(2);
        assertThat(mailed()).isNotEqualTo(old);
        assertThat(client.answer(second, mailed()).orElseThrow().token().value().isBlank())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void expiredPasswordIsReplacedOnTheWayIn(boolean inState) {
        // AS 28
        fake.addUser("alice", PASSWORD.reveal()).expirePassword(inState);
        identity.passwords().replaceExpired(challenged(PasswordExpired.class), NEXT);
        var session = client.login(new AutosharesCredentials("alice", NEW)).orElseThrow();
        assertThat(identity.currentUser(session).login()).isEqualTo("alice");
    }

    @Test
    void missingPinIsSetUpOnTheWayIn() {
        // AS 29
        fake.addUser("alice", PASSWORD.reveal()).requirePinThatIsNotSetUp();
        PinNotSetUp dead = challenged(PinNotSetUp.class);
        AutosharesPins pins = identity.pins();
        String image = pins.images(dead).get(0);
        pins.setUp(dead, new Choice(Secret.of("4711"), image, Secret.of("my boat")));
        Pin pin = challenged(Pin.class);
        assertThat(pin.image()).contains(Secret.of(image));
        assertThat(pin.personalPhrase()).contains(Secret.of("my boat"));
        assertThat(client.answer(pin, Secret.of("4711")).orElseThrow()).isNotNull();
    }

    @Test
    void pinIsReplacedByASignedInUser() {
        // AS 66
        var alice = fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> session = signedIn();
        AutosharesPins pins = identity.pins();
        assertThat(AutosharesTestBase.groundOf(() -> pins.sendCode(session, identity.currentUser(session))))
                .as("there is no PIN yet")
                .isEqualTo(Ground.FORM);
        alice.requirePin("1111");
        pins.sendCode(session, identity.currentUser(session));
        Secret verified = pins.verify(mailed());
        String image = pins.images(session).get(0);
        pins.replace(session, verified, new Choice(Secret.of("4711"), image, Secret.of("my boat")));
        assertThat(alice.pin()).contains("4711");
    }

    @Test
    void passwordForgottenAndReset() {
        // AS 38, 66
        var alice = fake.addUser("alice", PASSWORD.reveal()).requireAnswer("First pet?", "Rex");
        AutosharesPasswords passwords = identity.passwords();
        var forgotten = passwords.forgotten("alice");
        assertThat(forgotten.question()).contains("First pet?");
        assertThat(AutosharesTestBase.groundOf(() -> passwords.sendCode(forgotten, Optional.of(Secret.of("Tom")))))
                .isEqualTo(Ground.FORM);
        var sent = passwords.sendCode(forgotten, Optional.of(Secret.of("Rex")));
        assertThat(AutosharesTestBase.groundOf(() -> passwords.verify(sent, Secret.of("000000"))))
                .isEqualTo(Ground.ONE_TIME_TOKEN);
        passwords.reset(passwords.verify(sent, mailed()), NEXT);
        assertThat(alice.password()).isEqualTo(NEW.reveal());
    }

    @Test
    void changedPasswordEndsAllTokens() {
        // AS 52
        fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> here = signedIn();
        TokenSession<AutosharesToken> elsewhere = signedIn();
        identity.passwords().change(here, PASSWORD, NEXT);
        assertThat(tokens()).isZero();
        assertThatThrownBy(here::authorization).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(() -> identity.currentUser(elsewhere)).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void telephoneIsBoundWithACode() {
        // AS 68, 69
        var alice = fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> session = signedIn();
        AutosharesUser user = identity.currentUser(session);
        AutosharesPhones phones = identity.phones();
        var binding = phones.bind(session, user, "+13105550100");
        phones.confirm(session, binding, mailed());
        assertThat(alice.phone()).isEqualTo("+13105550100");
        assertThat(phones.current(session, user).state()).isEqualTo(AutosharesPhones.State.ACTIVE);
        phones.unbind(session, user);
        assertThat(phones.current(session, user).state()).isEqualTo(AutosharesPhones.State.NOT_LINKED);
    }

    @Test
    void agreementsSurfaceAndStayUnsigned() {
        // AS 54
        var alice = fake.addUser("alice", PASSWORD.reveal()).addAgreement("Market data");
        assertThat(identity.agreements(signedIn())).hasSize(1);
        assertThat(alice.agreements()).containsExactly("Market data");
    }

    @Test
    void fiftyRefusedCallsSignInOnceAndAllGoThrough() throws Exception {
        // AS 43
        var alice = fake.addUser("alice", PASSWORD.reveal());
        RenewableSession<AutosharesToken> session = client.loginKeepingCredentials(ALICE);
        alice.revokeTokens();
        time.advance(Duration.ofMinutes(10));
        List<Object> outcomes =
                Threads.run(50, () -> identity.currentUser(session).login());
        assertThat(outcomes).hasSize(50).containsOnly("alice");
        assertThat(fake.requests("/token")).hasSize(2);
        assertThat(session.token().value().reveal())
                .isEqualTo(fake.issued(Kind.TOKEN).get(1).value());
    }

    @Test
    void factorSwitchedOnMeanwhileEndsTheSilentLogins() {
        // AS 41
        var alice = fake.addUser("alice", PASSWORD.reveal());
        RenewableSession<AutosharesToken> session = client.loginKeepingCredentials(ALICE);
        alice.requireCode().revokeTokens();
        time.advance(Duration.ofMinutes(10));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> identity.currentUser(session)).isInstanceOf(ReauthenticationRequired.class);
        }
        assertThat(fake.requests(INFO)).hasSize(1);
        assertThat(fake.inbox("alice")).as("one code, not one for each call").hasSize(1);
    }

    @Test
    void okHttpClientBehindASessionStaysSignedIn() throws Exception {
        // AS 41, 44
        var alice = fake.addUser("alice", PASSWORD.reveal());
        OkHttpClient api = OkHttpEngine.attach(BASE, client.loginKeepingCredentials(ALICE));
        Request accounts = new Request.Builder()
                .url(fake.url() + "/v1.0/users/@me/accounts")
                .build();
        for (int i = 0; i < 2; i++) {
            try (Response response = api.newCall(accounts).execute()) {
                assertThat(response.code()).isEqualTo(200);
            }
            alice.revokeTokens();
            time.advance(Duration.ofMinutes(10));
        }
        assertThat(fake.requests("/v1.0/users/@me/accounts")).hasSize(3);
        assertThat(fake.requests("/token")).hasSize(2);
    }

    @Test
    void tokenServesUntilThePlatformEndsItWhateverItsPagesSay() {
        // AS 40
        fake.change(settings -> settings.tokenLife(Duration.ofMinutes(60)).tokensEndWhenIdle(true));
        fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> session = signedIn();
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofMinutes(59));
            assertThat(identity.currentUser(session).login()).isEqualTo("alice");
        }
        time.advance(Duration.ofMinutes(60));
        assertThatThrownBy(() -> identity.currentUser(session)).isInstanceOf(ReauthenticationRequired.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Throttle.class,
            names = {"PLATFORM", "GATEWAY"})
    void throttleIsToldApartFromAWrongPasswordWhoeverThrottles(Throttle who) {
        // AS 30, 31
        fake.change(settings -> settings.throttle(who).loginsPerMinute(3));
        fake.addUser("alice", PASSWORD.reveal());
        for (int i = 0; i < 3; i++) {
            signedIn();
        }
        assertThatThrownBy(() -> client.login(ALICE)).isInstanceOfSatisfying(RateLimited.class, limited -> {
            assertThat(limited.retryAfter()).isPresent();
            time.advance(limited.retryAfter().orElseThrow());
        });
        assertThat(signedIn()).as("after the pause that was told").isNotNull();
    }

    @Test
    void loginWhoseAnswerIsLostWasTakenInAndIsNotRepeated() {
        // AS 16
        fake.addUser("alice", PASSWORD.reveal()).requireCode();
        fake.plan("/token", Fault.droppedAnswer());
        assertThatThrownBy(() -> client.login(ALICE)).isInstanceOf(OutcomeUnknown.class);
        assertThat(fake.inbox("alice")).as("one code went out").hasSize(1);
    }

    @Test
    void webTerminalIsNotTheApi() {
        // AS 15
        fake.change(settings -> settings.webTerminal(true));
        assertThatThrownBy(() -> client.login(ALICE)).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(identity::appSettings).isInstanceOf(Misconfigured.class);
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void wrongAppKeyIsFoundBeforeAnybodyTypesAPassword() {
        // AS 19
        AutosharesClient wrong = AutosharesClient.builder(fake.url(), Secret.of("another-key"))
                .engine(engine)
                .build();
        assertThatThrownBy(() -> wrong.identity().appSettings()).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> wrong.login(ALICE)).isInstanceOf(Misconfigured.class);
        assertThat(identity.appSettings().pinEnabled()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyShapeOfRefusalIsATypedErrorThatKeepsTheWords(Shape shape) {
        // AS 33, 34, 37
        fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> session = signedIn();
        fake.plan(INFO, FakeAutoshares.refusal(400, shape, "Quite another reason"));
        AuthException failure = AutosharesTestBase.failure(() -> identity.currentUser(session));
        boolean speaks = shape != Shape.HTML && shape != Shape.EMPTY;
        assertThat(failure).isInstanceOf(shape == Shape.HTML ? Misconfigured.class : Rejected.class);
        assertThat(failure.answer().orElseThrow().messages().values().stream()
                        .anyMatch(List.of("Quite another reason")::equals))
                .isEqualTo(speaks);
        fake.plan("/token", FakeAutoshares.refusal(401, shape, "Quite another reason"));
        assertThat(AutosharesTestBase.failure(() -> client.login(ALICE)))
                .isInstanceOf(shape == Shape.HTML ? Misconfigured.class : Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamerLetsInWhoeverHasTheHandshake(boolean asText) throws Exception {
        // AS 70, 71, 72, 73
        fake.change(settings -> settings.recoveredSessionAsText(asText));
        fake.addUser("alice", PASSWORD.reveal());
        TokenSession<AutosharesToken> session = signedIn();
        AutosharesUser user = identity.currentUser(session);
        AutosharesStreaming streaming = identity.streaming();
        for (var streamer : streaming.addresses(session)) {
            AutosharesHandshake handshake = streaming.handshake(session, streamer, user);
            String first = StreamerFrames.first(BASE, handshake.reveal());
            assertThat(handshake.accept(first).isBlank()).isFalse();
        }
        SeenRequest upgrade = fake.requests().stream()
                .filter(request -> request.path().equals("/CreateSession.txt"))
                .findFirst()
                .orElseThrow();
        assertThat(upgrade.headers()).doesNotContainKeys("Authorization", "Et-App-Key");
    }
}
