package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Map;

/**
 * Verifies one-time tokens in the ways that {@link TraderEvolutionBackOffice#verify} does not. Each call blocks for one
 * round trip, sends the token exactly once, and fails closed as described there. Safe for use by many threads.
 */
public final class TerminalTokenChecks {
    private static final String NEW_LINK = "; the one-time token counts as used: ask for a new link";
    private static final List<String> BAD_IF_TRUE = List.of("isExpired", "expired");
    private static final List<String> BAD_UNLESS_TRUE = List.of("isValid", "valid", "verified");

    private final PlatformHttp http;

    TerminalTokenChecks(PlatformHttp http) {
        this.http = http;
    }

    /**
     * The same call without a session, for an installation that wants none: the guide does not say whether it does.
     *
     * @throws AuthException as {@link TraderEvolutionBackOffice#verify}
     */
    public TerminalUser anonymous(TerminalToken token) {
        return judged(request(token));
    }

    /**
     * The older call {@code GET /auth/pfixtoken/verify}, for an installation that has only that. The guide does not
     * mention it; it is known from a client.
     *
     * @throws Rejected also if the token cannot travel in a header
     * @throws AuthException as {@link TraderEvolutionBackOffice#verify}
     */
    public TerminalUser older(TerminalToken token) {
        return judged(http.get("/auth/pfixtoken/verify")
                .header("Cache-Control", "no-store")
                .header("token", token.value()));
    }

    TerminalUser signedIn(RenewableSession<BackOfficeTokens> session, TerminalToken token) {
        PlatformHttp.Request request = request(token).as(session);
        try {
            session.renewIfDue();
        } catch (OutcomeUnknown | UnexpectedResponse doubt) {
            // Its own kind would speak of the one-time token, which is still unused.
            throw new Unavailable(
                    "the one-time token was not sent, since the session could not be renewed first: "
                            + doubt.getMessage(),
                    doubt.answer().orElse(null),
                    doubt);
        }
        return judged(request);
    }

    private PlatformHttp.Request request(TerminalToken token) {
        return http.post("/external/token/verify").json(Map.of("token", token.value()));
    }

    private static TerminalUser judged(PlatformHttp.Request request) {
        try {
            return judge(request.send());
        } catch (OutcomeUnknown doubt) {
            throw new OutcomeUnknown(
                    doubt.getMessage() + NEW_LINK, doubt.answer().orElse(null), doubt);
        }
    }

    /** Good is only what says so in every respect that is known; the vendor publishes no example. */
    private static TerminalUser judge(Reply reply) {
        if (reply.status() != 200 || BackOfficeRefusals.isRefusal(reply)) {
            throw refusal(reply);
        }
        Reply.Fields said = reply.fields();
        Map<String, Object> raw = said.raw();
        boolean bad = BAD_IF_TRUE.stream().anyMatch(flag -> differs(raw, flag, false))
                || BAD_UNLESS_TRUE.stream().anyMatch(flag -> differs(raw, flag, true));
        String login = said.text("login").orElse("");
        if (bad || login.isBlank()) {
            throw invalid(reply);
        }
        return new TerminalUser(login, raw);
    }

    /** Whether a flag is there and says anything else, in whatever type. */
    private static boolean differs(Map<String, Object> raw, String flag, boolean good) {
        Object value = raw.get(flag);
        return value != null && !value.equals(good);
    }

    private static AuthException refusal(Reply reply) {
        int status = reply.status();
        return switch (BackOfficeRefusals.code(reply)) {
            case TOO_FAST -> BackOfficeRefusals.tooFast(reply, NEW_LINK);
            case TOKEN_EXPIRED -> notAccepted(reply);
            case NO_API_ACCESS ->
                reply.rejected(Ground.NOT_PERMITTED, "the session's user may not use the REST API" + NEW_LINK);
            case NONE -> unexplained(reply);
            default -> status < 500 && status != 429 ? invalid(reply) : unexplained(reply);
        };
    }

    private static AuthException unexplained(Reply reply) {
        return switch (reply.status()) {
            case 401 -> notAccepted(reply);
            case 429 -> BackOfficeRefusals.tooFast(reply, NEW_LINK);
            case 400, 406, 409, 422 -> reply.isHtml() ? reply.failure() : invalid(reply);
            default -> reply.isSuccess() ? invalid(reply) : reply.failure();
        };
    }

    /** The token was on its way all the same, and nobody says what became of it. */
    private static OutcomeUnknown notAccepted(Reply reply) {
        return new OutcomeUnknown(reply.describe("the call itself was not accepted"), reply.safe(), null);
    }

    private static Rejected invalid(Reply reply) {
        return reply.rejected(
                Ground.ONE_TIME_TOKEN, "the one-time token is unknown, used or too old: ask for a new link");
    }
}
