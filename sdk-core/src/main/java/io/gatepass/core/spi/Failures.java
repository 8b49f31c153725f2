package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Unavailable;
import java.util.Map;
import okhttp3.HttpUrl;

/** Which of the seven kinds an answer is when nothing platform-specific explains it. Total: every answer has one. */
final class Failures {
    /** Statuses that say that the request went to the wrong place or in the wrong form, which no user can mend. */
    private static final Map<Integer, String> WRONG_PLACE = Map.of(
            404, "nothing is at this path; is the base URL right?",
            405, "method not allowed",
            406, "this representation is not offered",
            407, "the proxy wants credentials",
            413, "the request is too large for the server",
            414, "the request is too large for the server",
            415, "this content type is not accepted",
            431, "the request is too large for the server");

    private Failures() {}

    static AuthException noObject(Reply reply, String wanted) {
        if (reply.answer().end() == Answer.End.CUT_OFF) {
            return lost(reply, "the answer was cut off");
        }
        if (reply.isHtml()) {
            return reply.misconfigured("an HTML page where JSON belongs; is this the API?");
        }
        return reply.unexpected("not " + wanted);
    }

    static AuthException byStatus(Reply reply) {
        int status = reply.status();
        return switch (status) {
            case 401 -> reply.reauthentication(reply.describe("the credentials of this call are not accepted"));
            case 403 -> forbidden(reply);
            case 400, 409, 422 -> refused(reply);
            case 408 -> lost(reply, "the server gave up waiting");
            case 429 ->
                new RateLimited(
                        reply.describe("too many requests"), reply.retryAfter().orElse(null), reply.safe());
            default -> WRONG_PLACE.containsKey(status) ? wrongPlace(reply) : byClass(reply, status / 100);
        };
    }

    private static AuthException wrongPlace(Reply reply) {
        String allowed = reply.header("Allow")
                .map(methods -> ", allowed: " + reply.scrubber().clean(methods))
                .orElse("");
        return reply.misconfigured(WRONG_PLACE.get(reply.status()) + allowed);
    }

    private static AuthException byClass(Reply reply, int statusClass) {
        return switch (statusClass) {
            case 3 ->
                reply.misconfigured("a redirect" + target(reply)
                        + ", which is never followed; check scheme, host and trailing slash of the base URL");
            case 5 -> lost(reply, "the server failed");
            default -> reply.unexpected("unexpected answer");
        };
    }

    private static AuthException forbidden(Reply reply) {
        return reply.isHtml()
                ? reply.misconfigured("blocked before the API, perhaps by a firewall or an IP allow-list")
                : reply.rejected(Ground.NOT_PERMITTED, reply.describe("not permitted"));
    }

    private static AuthException refused(Reply reply) {
        if (reply.isHtml()) {
            return reply.misconfigured("refused by something before the API");
        }
        Ground ground = reply.messages().isEmpty() ? Ground.UNSPECIFIED : Ground.FORM;
        return reply.rejected(ground, reply.describe("refused"));
    }

    /** It did answer, but did it act? Only a request that may be repeated need not care. */
    private static AuthException lost(Reply reply, String what) {
        String message = reply.describe(what);
        return reply.asked().repeatable()
                ? new Unavailable(message, reply.safe(), null)
                : new OutcomeUnknown(message, reply.safe(), null);
    }

    /** Host and path only: the query of a redirect may hold a token. */
    private static String target(Reply reply) {
        return reply.header("Location")
                .map(reply.answer().url()::resolve)
                .map(url -> " to " + place(reply, url))
                .orElse("");
    }

    private static String place(Reply reply, HttpUrl url) {
        return url.scheme() + "://" + url.host() + ":" + url.port()
                + reply.scrubber().clean(url.encodedPath());
    }
}
