package io.gatepass.autoshares;

import io.gatepass.core.AuthException;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a user is, and what a broker wants to know of one. Each call blocks for one round trip and is never repeated by
 * itself, except a read after its session has signed in again. Safe for use by many threads.
 */
public final class AutosharesIdentity {
    private final AutosharesCalls calls;
    private final @Nullable String webOrigin;
    private final String pinMethod;

    AutosharesIdentity(AutosharesCalls calls, @Nullable String webOrigin, String pinMethod) {
        this.calls = calls;
        this.webOrigin = webOrigin == null ? null : AutosharesRegistration.asBrowsersWriteIt(webOrigin);
        this.pinMethod = AutosharesPins.checkedMethod(pinMethod);
    }

    /**
     * Asks for the settings of the company's application, with the app key alone: the way to check the key before
     * anybody types a password.
     *
     * @throws AuthException.Misconfigured if the key is not accepted
     */
    public AutosharesAppSettings appSettings() {
        Reply reply = AutosharesRefusals.accepted(calls.request("GET", "/v1.0/applications/mobile/settings")
                .repeatable()
                .send());
        Reply.Fields said = reply.fields();
        return new AutosharesAppSettings(said.flag("PinEnabled"), said.raw());
    }

    /**
     * Asks whose session this is, and so whether its token is still good.
     *
     * @throws AuthException.ReauthenticationRequired if the token has ended
     */
    public AutosharesUser currentUser(TokenSession<AutosharesToken> session) {
        return AutosharesUser.of(calls.read(session, "/v1.0/users/@me/info"));
    }

    /**
     * Asks which agreements the user has still to sign; none means clear to trade. The vendor makes this due after
     * every login. Nothing here signs one: that is the user's to do.
     */
    public List<AutosharesAgreement> agreements(TokenSession<AutosharesToken> session) {
        return calls.read(session, "/v1.0/users/@me/agreements").list().stream()
                .map(AutosharesAgreement::of)
                .toList();
    }

    /** Registration of new users with the app key alone, as newer deployments want it. Sends nothing. */
    public AutosharesRegistration registration() {
        return new AutosharesRegistration(calls, webOrigin, null);
    }

    /** Registration on behalf of a signed-in user, as older deployments want it. Sends nothing. */
    public AutosharesRegistration registration(TokenSession<AutosharesToken> session) {
        return new AutosharesRegistration(calls, webOrigin, session);
    }

    /** Passwords that are to be changed, forgotten or expired. Sends nothing. */
    public AutosharesPasswords passwords() {
        return new AutosharesPasswords(calls);
    }

    /** The PIN that some brokers want at sign-in. Sends nothing. */
    public AutosharesPins pins() {
        return new AutosharesPins(calls, pinMethod);
    }

    /** The telephone that codes may be sent to. Sends nothing. */
    public AutosharesPhones phones() {
        return new AutosharesPhones(calls);
    }

    /**
     * The way in to streamed quotes and orders. Sends nothing.
     *
     * @param moreDomains where streamers may be besides the vendor's own domain and that of the API, such as {@code
     *     acme.example}
     */
    public AutosharesStreaming streaming(String... moreDomains) {
        return new AutosharesStreaming(calls, List.of(moreDomains));
    }
}
