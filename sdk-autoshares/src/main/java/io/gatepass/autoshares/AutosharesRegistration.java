package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.PlatformHttp.Request;
import io.gatepass.core.spi.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registration of new users. Each call blocks for one round trip and is never repeated by itself. Safe for use by many
 * threads. Vendor page: Registration.
 */
public final class AutosharesRegistration {
    private final AutosharesCalls calls;
    private final @Nullable String webOrigin;
    private final @Nullable TokenSession<AutosharesToken> session;

    AutosharesRegistration(
            AutosharesCalls calls, @Nullable String webOrigin, @Nullable TokenSession<AutosharesToken> session) {
        this.calls = calls;
        this.webOrigin = webOrigin;
        this.session = session;
    }

    /** Asks what the broker wants to know of a new user. */
    public AutosharesSchema schema() {
        String path = "/v1.0/registration/schema";
        Reply reply = session == null
                ? AutosharesRefusals.accepted(
                        calls.request("GET", path).repeatable().send())
                : calls.read(session, path);
        return AutosharesSchema.of(reply);
    }

    /**
     * Registers a user. Nobody is signed in by that: log in next.
     *
     * @throws Rejected before anything is sent, on ground {@link Ground#FORM}, naming the first required field that is
     *     blank and listing all; from the platform on {@link Ground#ALREADY_REGISTERED} or {@link Ground#FORM}, where
     *     {@link AutosharesProblem#in(Rejected)} may say more
     * @throws Misconfigured if no web origin is configured
     */
    public AutosharesUser register(AutosharesSchema schema, AutosharesForm form) {
        List<String> missing = form.missingFrom(schema);
        if (!missing.isEmpty()) {
            throw Rejected.form(missing.get(0), "is required; missing are " + missing);
        }
        Request request = calls.request("POST", "/v1.0/registration/")
                .header("Origin", origin())
                .json(form.members());
        return AutosharesUser.of(
                session == null ? AutosharesRefusals.accepted(request.send()) : calls.write(session, request));
    }

    private String origin() {
        if (webOrigin == null) {
            throw new Misconfigured("web origin: not configured; it is the web host of the company");
        }
        return webOrigin;
    }

    /** Without a path, and without a port that goes without saying. */
    static String asBrowsersWriteIt(String url) {
        Origin origin = Urls.origin("web origin", url);
        boolean usual = origin.port() == (origin.isEncrypted() ? 443 : 80);
        return usual ? origin.toString().replaceFirst(":\\d+$", "") : origin.toString();
    }
}
