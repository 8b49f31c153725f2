package io.gatepass.testkit;

import io.gatepass.testkit.FakeAutoshares.Throttle;
import io.gatepass.testkit.FakeAutoshares.WrongFactor;
import java.time.Duration;

/** How the fake behaves where deployments differ or the vendor's pages do not agree. Guarded by the server's lock. */
abstract class AsSettings<S> {
    Duration tokenLife = Duration.ofHours(24);
    Duration interimLife = Duration.ofMinutes(10);
    Duration codeLife = Duration.ofMinutes(10);
    Duration oauthLife = Duration.ofMinutes(90);
    WrongFactor wrongFactor = WrongFactor.REFUSED;
    Throttle throttle = Throttle.NONE;
    boolean endsWhenIdle;
    int codeDigits = 16;
    int loginsPerMinute = 10;
    int validationStatus = 400;
    String pinStep = "SecutityPin"; // so on nearly every page of the vendor
    String pinMethod = "PUT";
    String expiredMember = "ConfirmationToken";
    String webHost = "trader.example.com";
    String streamerUrl = "";
    boolean webTerminal;
    boolean registrationWantsUser;
    boolean olderRegistration;
    boolean recoversAsText;
    boolean keepsRefreshTokens;

    abstract S self();

    /** How long tokens that are issued from now on are good; 24 hours unless set. */
    public S tokenLife(Duration life) {
        this.tokenLife = life;
        return self();
    }

    /** Whether each call begins a token's life anew, as one of the vendor's pages says; if not, it is counted from issue. */
    public S tokensEndWhenIdle(boolean whenIdle) {
        this.endsWhenIdle = whenIdle;
        return self();
    }

    /** How long interim tokens are good, and those for a PIN or a password that must be set; 10 minutes unless set. */
    public S interimLife(Duration life) {
        this.interimLife = life;
        return self();
    }

    /** How long codes are good; 10 minutes unless set. */
    public S codeLife(Duration life) {
        this.codeLife = life;
        return self();
    }

    /** How long access tokens of OAuth are good; 90 minutes unless set. */
    public S oauthTokenLife(Duration life) {
        this.oauthLife = life;
        return self();
    }

    /** How many digits codes have; 16 unless set, so that a leak is unmistakable. The platform itself sends 6. */
    public S codeDigits(int digits) {
        this.codeDigits = digits;
        return self();
    }

    /** What happens after a wrong code or PIN; refused unless set. */
    public S wrongFactor(WrongFactor reaction) {
        this.wrongFactor = reaction;
        return self();
    }

    /** Who stops too many sign-ins; nobody unless set. */
    public S throttle(Throttle who) {
        this.throttle = who;
        return self();
    }

    /** How many calls of {@code /token} a throttle lets through in 60 seconds; 10 unless set. */
    public S loginsPerMinute(int calls) {
        this.loginsPerMinute = calls;
        return self();
    }

    /** Whether the PIN step is spelled {@code SecurityPin}; if not, {@code SecutityPin}. */
    public S correctPinSpelling(boolean correct) {
        this.pinStep = correct ? "SecurityPin" : "SecutityPin";
        return self();
    }

    /** Which method sets a PIN; {@code PUT} unless set. The vendor prints one that cannot be. */
    public S pinChangeMethod(String method) {
        this.pinMethod = method;
        return self();
    }

    /** Which member carries the token to change an expired password with; {@code ConfirmationToken} unless set. */
    public S expiredPasswordMember(String member) {
        this.expiredMember = member;
        return self();
    }

    /** The status of answers that name invalid fields; 400 unless set, the vendor's description also has 422. */
    public S validationStatus(int status) {
        this.validationStatus = status;
        return self();
    }

    /** The host that {@code Origin} must name at registration; {@code trader.example.com} unless set. */
    public S webHost(String host) {
        this.webHost = host;
        return self();
    }

    /** Whether registration wants a signed-in user, as older pages say. */
    public S registrationWantsUser(boolean wanted) {
        this.registrationWantsUser = wanted;
        return self();
    }

    /** Whether registration is refused in the older of its two shapes. */
    public S olderRegistrationErrors(boolean older) {
        this.olderRegistration = older;
        return self();
    }

    /** Whether the id of a recovered streamer session is a bare string; if not, it is the member {@code Id}. */
    public S recoveredSessionAsText(boolean asText) {
        this.recoversAsText = asText;
        return self();
    }

    /** Which address the streamers are said to have; its own unless set. */
    public S streamerUrl(String url) {
        this.streamerUrl = url;
        return self();
    }

    /** Whether a refresh token of OAuth stays good after use; if not, each is good once. */
    public S keepsRefreshTokens(boolean keeps) {
        this.keepsRefreshTokens = keeps;
        return self();
    }

    /** Whether this is the web terminal instead, which is not the API: it redirects everything to a page. */
    public S webTerminal(boolean terminal) {
        this.webTerminal = terminal;
        return self();
    }
}
