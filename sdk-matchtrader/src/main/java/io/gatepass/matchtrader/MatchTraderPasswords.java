package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.Map;

/**
 * Forgotten and new passwords of traders. The vendor documents neither call; they are those of its own web application.
 * Never repeated by itself. Safe for use by many threads.
 */
public final class MatchTraderPasswords {
    private final PlatformCalls calls;
    private final BrokerId brokerId;

    MatchTraderPasswords(PlatformCalls calls, BrokerId brokerId) {
        this.calls = calls;
        this.brokerId = brokerId;
    }

    /**
     * Mails a link for a new password, if the address is known: one round trip, two the first time if no broker id is
     * configured.
     *
     * @param pageUrl the page that the link opens, where the trader types the new password
     * @throws Rejected naming the field, also if the page is not encrypted
     */
    public void requestReset(String email, String pageUrl) {
        requireEncrypted(pageUrl);
        var body = new JsonObject()
                .put("partnerId", brokerId.asNumber())
                .put("email", Rejected.requireText("email", email).strip())
                .put("systemLink", pageUrl);
        Reply reply = calls.post(MatchTraderEndpoint.PASSWORD_RESET)
                .json(body.members())
                .send();
        if (!reply.isSuccess()) {
            throw PlatformRefusals.anonymous(reply);
        }
    }

    private static void requireEncrypted(String pageUrl) {
        Origin page = Origin.of(pageUrl);
        if (!page.isEncrypted() && !page.isLoopback()) {
            throw Rejected.form("systemLink", "must be https");
        }
    }

    /**
     * Changes the password of a signed-in trader: one round trip, two if the session is over its time. Sessions go on; one
     * that kept the old password cannot sign in again with it.
     *
     * @throws Rejected if the platform refuses the old password or the new one
     * @throws AuthException.OutcomeUnknown if no usable answer came: try to log in with the new password
     */
    public void change(TokenSession<MatchTraderTokens> session, Secret current, Secret fresh) {
        Reply reply = calls.post(MatchTraderEndpoint.PASSWORD_CHANGE)
                .json(Map.of(
                        "currentPassword", Rejected.requireSecret("currentPassword", current),
                        "newPassword", Rejected.requireSecret("newPassword", fresh)))
                .as(session)
                .send();
        if (!reply.isSuccess()) {
            throw PlatformRefusals.signedIn(reply);
        }
    }
}
