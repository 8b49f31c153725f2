package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.spi.Reply;
import java.util.Locale;

/**
 * Turns what a broker's API refuses into the error that fits. Its two forms of an error keep all their members, {@code
 * type} above all, as the messages of the exception.
 */
final class BrokerRefusals {
    private BrokerRefusals() {}

    static AuthException of(Reply reply) {
        return reply.status() / 100 == 4 ? refusal(reply) : reply.failure();
    }

    private static AuthException refusal(Reply reply) {
        if (reply.isHtml()) {
            return reply.misconfigured("blocked before the API; is this machine's address on the vendor's allow-list?");
        }
        if (reply.status() == 401 || blamesTheKey(reply)) {
            return reply.misconfigured("the API key is missing, wrong or revoked");
        }
        return switch (reply.status()) {
            case 403 -> reply.misconfigured("the API key lacks the right for this call");
            case 404 -> missing(reply);
            case 409 -> reply.rejected(Ground.UNSPECIFIED, reply.describe("in conflict with what is there"));
            case 422 -> reply.rejected(Ground.FORM, reply.describe("understood, but cannot be done"));
            default -> reply.failure();
        };
    }

    /** An answer in the API's own form means that the user is not there; a page, that the API is not. */
    private static AuthException missing(Reply reply) {
        return reply.tryFields().isPresent()
                ? reply.rejected(Ground.UNSPECIFIED, reply.describe("there is none"))
                : reply.failure();
    }

    /** The only sentence that is compared. */
    private static boolean blamesTheKey(Reply reply) {
        return reply.messages().values().stream()
                .flatMap(texts -> texts.stream())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("invalid apitoken"));
    }

    /** A refused creation, where a conflict means that the user is there. */
    static AuthException creation(Reply reply) {
        return reply.status() == 409 && !reply.isHtml()
                ? reply.rejected(Ground.ALREADY_REGISTERED, reply.describe("this e-mail address has an account"))
                : of(reply);
    }
}
