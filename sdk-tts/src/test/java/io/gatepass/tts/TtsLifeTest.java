package io.gatepass.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTts;
import io.gatepass.testkit.FakeTts.Profile;
import io.gatepass.testkit.FakeTts.Stack;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import io.gatepass.tts.TtsRegistered.Challenged;
import io.gatepass.tts.TtsRegistered.LoginNeeded;
import io.gatepass.tts.TtsRegistered.SignedIn;
import io.gatepass.tts.TtsRegistered.VerificationPending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole lives of users and keys against a backend that remembers. */
class TtsLifeTest {
    private static final Secret PASSWORD = Secret.of("correct horse 1");
    private static final TtsRegistration FORM = TtsRegistration.of("Alice", "alice@example.com", PASSWORD);
    private static final TtsLogin ALICE = new TtsLogin("alice@example.com", PASSWORD);
    private static final OkHttpClient BASE = new OkHttpClient();

    private final ManualTime time = ManualTime.create();
    private final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    private final List<FakeTts> backends = new ArrayList<>();

    @AfterEach
    void stop() {
        engine.close();
        backends.forEach(FakeTts::close);
    }

    private FakeTts backend(Profile profile, Stack stack) {
        FakeTts backend =
                FakeTts.builder().profile(profile).stack(stack).time(time).start();
        backends.add(backend);
        return backend;
    }

    private FakeTts backend(Profile profile) {
        return backend(profile, Stack.A);
    }

    private TtsClient client(FakeTts backend) {
        return TtsClient.builder(backend.url()).engine(engine).build();
    }

    @Test
    void userRegistersLogsInCallsAndLogsOut() {
        // TTS 23, 72, 89
        FakeTts backend = backend(Profile.TOKEN);
        TtsClient tts = client(backend);
        TokenSession<TtsKey> first = ((SignedIn) tts.register(FORM)).session();
        TokenSession<TtsKey> second = tts.login(ALICE).orElseThrow();
        assertThat(second.token()).as("one key per user").isEqualTo(first.token());
        assertThat(tts.currentUser(second).email()).contains("alice@example.com");
        assertThat(tts.logout(second)).isEqualTo(LogoutOutcome.LOGGED_OUT);
        assertThatThrownBy(() -> tts.currentUser(first)).isInstanceOf(ReauthenticationRequired.class);
        TokenSession<TtsKey> third = tts.login(ALICE).orElseThrow();
        assertThat(third.token()).isNotEqualTo(first.token());
        assertThat(backend.requests()).extracting(SeenRequest::method).containsOnly("GET", "POST");
    }

    @Test
    void okHttpClientBehindASessionMakesAuthenticatedCalls() throws Exception {
        // TTS 11, 46
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        var session = client(backend).login(ALICE).orElseThrow();
        OkHttpClient api = OkHttpEngine.attach(BASE, session);
        Request request = new Request.Builder()
                .url(backend.url() + "/authentication/user/")
                .build();
        try (Response response = api.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        backend.user("alice@example.com").orElseThrow().revokeKey();
        try (Response response = api.newCall(request).execute()) {
            assertThat(response.code())
                    .as("nothing to renew: the refusal is the caller's")
                    .isEqualTo(401);
        }
        assertThat(backend.requests()).hasSize(3);
    }

    @Test
    void registrationWhoseAnswerIsLostIsSentOnceAndLoggingInTells() {
        // TTS 61, 68
        FakeTts backend = backend(Profile.TOKEN);
        backend.plan("/auth/registration/", Fault.droppedAnswer());
        TtsClient tts = client(backend);
        assertThatThrownBy(() -> tts.register(FORM)).isInstanceOf(OutcomeUnknown.class);
        assertThat(backend.requests()).hasSize(1);
        assertThat(backend.userCount()).isEqualTo(1);
        assertThat(tts.login(ALICE).orElseThrow()).isNotNull();
    }

    @Test
    void registerOrLoginFindsItsWayOut() {
        // TTS 68
        FakeTts backend = backend(Profile.TOKEN);
        TtsClient tts = client(backend);
        assertThat(tts.registerOrLogin(FORM)).isInstanceOf(SignedIn.class);
        assertThat(tts.registerOrLogin(FORM)).as("taken").isInstanceOf(SignedIn.class);
        var bob = TtsRegistration.of("Bob", "bob@example.com", PASSWORD);
        backend.plan("/auth/registration/", Fault.page(500));
        assertThatThrownBy(() -> tts.registerOrLogin(bob))
                .as("unknown, and the login says that there is no such user")
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.CREDENTIALS));
        backend.plan("/auth/registration/", Fault.droppedAnswer());
        assertThat(tts.registerOrLogin(bob)).isInstanceOf(SignedIn.class);
        backend.user("bob@example.com").orElseThrow().requireCode("123456");
        assertThat(tts.registerOrLogin(bob)).isInstanceOf(Challenged.class);
        var weak = TtsRegistration.of("Carol", "carol@example.com", Secret.of("12345"));
        assertThatThrownBy(() -> tts.registerOrLogin(weak)).isInstanceOf(Rejected.class);
        assertThat(backend.userCount()).isEqualTo(2);
    }

    @Test
    void loginAndUserFailuresAreRetryableButNeverRetriedByItself() {
        // TTS 62, 63 (adapted: nothing is retried by itself, the error says that repeating is safe)
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        for (Fault fault : List.of(Fault.page(503), Fault.droppedRequest(), Fault.truncated())) {
            backend.plan("/auth/login/", fault);
            assertThatThrownBy(() -> tts.login(ALICE)).isInstanceOf(Unavailable.class);
        }
        var session = tts.login(ALICE).orElseThrow();
        for (Fault fault : List.of(Fault.page(502), Fault.droppedRequest())) {
            backend.plan("/authentication/user/", fault);
            assertThatThrownBy(() -> tts.currentUser(session)).isInstanceOf(Unavailable.class);
        }
        assertThat(backend.requests()).hasSize(6);
    }

    @Test
    void timeoutsAndBoundsHold() {
        // TTS 64, 65
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        try (var hasty = OkHttpEngine.builder()
                .client(BASE)
                .connectTimeout(Duration.ofMillis(500))
                .readTimeout(Duration.ofMillis(300))
                .deadline(Duration.ofMillis(400))
                .maxAnswerBytes(10)
                .build()) {
            TtsClient tts = TtsClient.builder(backend.url()).engine(hasty).build();
            backend.plan("/auth/login/", Fault.stalled());
            assertThatThrownBy(() -> tts.login(ALICE)).isInstanceOf(Unavailable.class);
            backend.plan("/auth/login/", Fault.trickled(Duration.ofMillis(200)));
            assertThatThrownBy(() -> tts.login(ALICE)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> tts.login(ALICE))
                    .isInstanceOf(UnexpectedResponse.class)
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void interruptedLoginEndsPromptlyWithItsFlag() throws Exception {
        // TTS 66
        FakeTts backend = backend(Profile.TOKEN);
        backend.plan("/auth/login/", Fault.stalled());
        var heard = new CompletableFuture<AuthException>();
        var flag = new CompletableFuture<Boolean>();
        Thread caller = new Thread(() -> {
            heard.complete(catchThrowableOfType(
                    AuthException.class, () -> client(backend).login(ALICE)));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        while (backend.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        assertThat(heard.get()).isInstanceOf(Unavailable.class).hasMessageContaining("interrupted");
        assertThat(flag.get()).isTrue();
    }

    @Test
    void oneClientServesManyUsersAtOnce() throws Exception {
        // TTS 67
        FakeTts backend = backend(Profile.TOKEN);
        TtsClient tts = client(backend);
        for (int i = 0; i < 20; i++) {
            backend.addUser("user" + i + "@example.com", "password of " + i);
        }
        var next = new java.util.concurrent.atomic.AtomicInteger();
        List<Object> outcomes = Threads.run(20, () -> {
            int i = next.getAndIncrement();
            String email = "user" + i + "@example.com";
            var session = tts.login(new TtsLogin(email, Secret.of("password of " + i)))
                    .orElseThrow();
            return tts.currentUser(session).email().orElseThrow().equals(email);
        });
        assertThat(outcomes).hasSize(20).containsOnly(true);
    }

    @Test
    void successDoesNotProveThatTheAddressWasNew() {
        // TTS 69
        FakeTts backend = backend(Profile.TOKEN, Stack.B);
        TtsClient tts = client(backend);
        var first = ((SignedIn) tts.register(FORM)).session();
        var second = ((SignedIn) tts.register(FORM)).session();
        assertThat(backend.userCount()).isEqualTo(2);
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void closingSendsNothing() {
        // TTS 70
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsKey key;
        try (TtsClient tts = client(backend);
                var session = tts.login(ALICE).orElseThrow()) {
            key = session.token();
        }
        assertThat(backend.requests()).hasSize(1);
        TtsClient tts = client(backend);
        assertThat(tts.currentUser(tts.resume(key)).email()).contains("alice@example.com");
    }

    @Test
    void logoutIsHonestAndMayBeRepeated() {
        // TTS 71
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        TtsKey key = tts.login(ALICE).orElseThrow().token();
        assertThat(tts.logout(tts.resume(key))).isEqualTo(LogoutOutcome.LOGGED_OUT);
        assertThat(tts.logout(tts.resume(key))).isEqualTo(LogoutOutcome.ALREADY_LOGGED_OUT);
        backend.plan("/auth/logout/", Fault.page(404));
        assertThat(tts.logout(tts.resume(key))).isEqualTo(LogoutOutcome.NOT_SUPPORTED);
        backend.plan("/auth/logout/", Fault.page(500));
        var session = tts.resume(key);
        assertThatThrownBy(() -> tts.logout(session)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(session::token)
                .as("closed whatever came of it")
                .isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void logoutThatTheBackendDidNotRecogniseIsAlreadyLoggedOut() {
        // TTS 71
        try (var server = io.gatepass.testkit.PlatformServer.start()) {
            TtsClient tts = TtsClient.builder(server.url()).engine(engine).build();
            TtsKey key = new TtsKey(Secret.of("k"), Origin.of(server.url()));
            server.answers(io.gatepass.testkit.PlatformServer.json(
                    400, "{\"detail\":\"You should be logged in to logout. Check whether the token is passed.\"}"));
            assertThat(tts.logout(tts.resume(key))).isEqualTo(LogoutOutcome.ALREADY_LOGGED_OUT);
            server.answers(io.gatepass.testkit.PlatformServer.json(200, "{\"detail\":\"Successfully logged out.\"}"));
            assertThat(tts.logout(tts.resume(key))).isEqualTo(LogoutOutcome.LOGGED_OUT);
        }
    }

    @Test
    void passwordChangeKeepsTheKey() {
        // TTS 73
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        var session = tts.login(ALICE).orElseThrow();
        assertThatThrownBy(() -> tts.recovery()
                        .changePassword(session, TtsPasswordChange.of(Secret.of("wrong"), Secret.of("new horse 2"))))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("old_password"));
        tts.recovery().changePassword(session, TtsPasswordChange.of(PASSWORD, Secret.of("new horse 2")));
        assertThat(tts.currentUser(session).email()).isPresent();
        assertThatThrownBy(() -> tts.login(ALICE)).isInstanceOf(Rejected.class);
        assertThat(tts.login(new TtsLogin("alice@example.com", Secret.of("new horse 2")))
                        .orElseThrow()
                        .token())
                .isEqualTo(session.token());
    }

    @Test
    void forgottenPasswordIsResetWithTheMailedLink() {
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        tts.recovery().requestPasswordReset("nobody@example.com");
        tts.recovery().requestPasswordReset("alice@example.com");
        FakeTts.Mail mail = backend.inbox("alice@example.com").get(0);
        assertThat(backend.inbox("nobody@example.com")).isEmpty();
        assertThatThrownBy(() -> tts.recovery()
                        .resetPassword(new TtsPasswordReset(mail.uid(), Secret.of("bad"), Secret.of("new horse 2"))))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("token"));
        var reset = new TtsPasswordReset(mail.uid(), Secret.of(mail.key()), Secret.of("new horse 2"));
        tts.recovery().resetPassword(reset);
        assertThat(tts.login(new TtsLogin("alice@example.com", Secret.of("new horse 2")))
                        .orElseThrow())
                .isNotNull();
        assertThatThrownBy(() -> tts.recovery().resetPassword(reset)).isInstanceOf(Rejected.class);
    }

    @Test
    void addressIsVerifiedBeforeTheFirstLoginWhereItMustBe() {
        // TTS 25, 41
        FakeTts backend = backend(Profile.MANDATORY_VERIFICATION);
        TtsClient tts = client(backend);
        assertThat(tts.register(FORM)).isInstanceOf(VerificationPending.class);
        assertThatThrownBy(() -> tts.login(ALICE))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.UNVERIFIED));
        tts.recovery().resendVerification("alice@example.com");
        tts.recovery().resendVerification("nobody@example.com");
        List<FakeTts.Mail> mails = backend.inbox("alice@example.com");
        assertThat(mails).hasSize(2);
        assertThat(tts.recovery().verifyEmail(Secret.of("nonsense"))).contains(false);
        assertThat(tts.recovery().verifyEmail(Secret.of(mails.get(1).key()))).contains(true);
        assertThat(tts.login(ALICE).orElseThrow()).isNotNull();
        backend.plan("/auth/registration/verify-email/", Fault.page(404));
        assertThat(tts.recovery().verifyEmail(Secret.of("x"))).isEqualTo(Optional.empty());
    }

    @Test
    void backendThatPutsCookiesFirstWorksWithoutThem() {
        // TTS 26, 48, 84
        FakeTts backend = backend(Profile.SESSION);
        TtsClient tts = client(backend);
        assertThat(tts.register(FORM)).isInstanceOf(LoginNeeded.class);
        var session = tts.login(ALICE).orElseThrow();
        assertThat(tts.currentUser(session).email()).contains("alice@example.com");
        assertThat(tts.logout(session)).isEqualTo(LogoutOutcome.LOGGED_OUT);
        var stale = tts.resume(new TtsKey(Secret.of("deadbeef"), Origin.of(backend.url())));
        assertThatThrownBy(() -> tts.currentUser(stale)).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void oneThrottleCoversLoginAndRegistration() {
        // TTS 54, 55
        FakeTts backend = backend(Profile.THROTTLED);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        for (int i = 0; i < 3; i++) {
            tts.login(ALICE);
        }
        var session = tts.resume(new TtsKey(
                Secret.of(backend.user("alice@example.com").orElseThrow().key().orElseThrow()),
                Origin.of(backend.url())));
        assertThatThrownBy(() -> tts.register(FORM))
                .isInstanceOfSatisfying(
                        AuthException.RateLimited.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(60)));
        assertThat(tts.currentUser(session).email()).as("not in the throttle").isPresent();
        time.advance(Duration.ofSeconds(60));
        assertThat(tts.login(ALICE).orElseThrow()).isNotNull();
    }

    @Test
    void blockedUserIsToldApartFromAWrongPassword() {
        // TTS 41, 47
        FakeTts backend = backend(Profile.TOKEN);
        FakeTts.User alice = backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        var session = tts.login(ALICE).orElseThrow();
        alice.block();
        assertThatThrownBy(() -> tts.login(ALICE))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.BLOCKED));
        assertThatThrownBy(() -> tts.currentUser(session))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("inactive");
    }

    @Test
    void secondFactorIsAskedAndAnswered() {
        // TTS 28
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1").requireCode("123456");
        TtsClient tts = client(backend);
        TtsMfa challenge = tts.login(ALICE).fold(session -> null, asked -> asked);
        assertThatThrownBy(() -> tts.answer(challenge, Secret.of("000000")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.SECOND_FACTOR));
        assertThat(tts.currentUser(tts.answer(challenge, Secret.of("123456"))).email())
                .isPresent();
        TtsMfa late = tts.login(ALICE).fold(session -> null, asked -> asked);
        time.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> tts.answer(late, Secret.of("123456"))).isInstanceOf(Rejected.class);
    }

    @Test
    void nothingDependsOnTheClientsClock() {
        // TTS 90
        FakeTts backend = backend(Profile.TOKEN);
        backend.addUser("alice@example.com", "correct horse 1");
        TtsClient tts = client(backend);
        var session = tts.login(ALICE).orElseThrow();
        time.stepWallClock(Duration.ofDays(-4000));
        assertThat(tts.currentUser(session).email()).isPresent();
        time.stepWallClock(Duration.ofDays(9000));
        time.advance(Duration.ofDays(3000));
        assertThat(tts.currentUser(session).email()).isPresent();
    }

    @Test
    void backendInJwtModeIsToldApart() {
        // TTS 29
        for (Profile profile : List.of(Profile.JWT, Profile.JWT_COOKIE)) {
            FakeTts backend = backend(profile);
            TtsClient tts = client(backend);
            assertThat(tts.register(FORM)).isInstanceOf(LoginNeeded.class);
            assertThatThrownBy(() -> tts.login(ALICE))
                    .isInstanceOf(AuthException.Misconfigured.class)
                    .hasMessageContaining("JWT");
        }
    }
}
