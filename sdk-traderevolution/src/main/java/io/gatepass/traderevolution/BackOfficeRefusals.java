package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns a refusal of the back office into the error that fits: by its code first, by its status second. */
final class BackOfficeRefusals {
    /** The vendor blocks a token "for several seconds"; a pause without a stated length is at least this long. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    /** Statuses with which the back office refuses what it understood; 406 is an ordinary one of them. */
    private static final Set<Integer> FORM = Set.of(400, 404, 406, 409, 422);

    private BackOfficeRefusals() {}

    /** Whether an answer means that the access token has expired: a 401, unless its code says something else. */
    static boolean refusesToken(int status, Supplier<String> body) {
        return switch (BackOfficeCode.in(Reply.Fields.parse(body.get()))) {
            case TOKEN_EXPIRED -> true;
            case NO_API_ACCESS, TOO_FAST -> false;
            default -> status == 401;
        };
    }

    /** Whether an answer is a refusal: by its status, or by error codes in a success. */
    static boolean isRefusal(Reply reply) {
        return !reply.isSuccess() || code(reply) != BackOfficeCode.NONE;
    }

    /** Throws what a refused call of a signed-in user comes to; returns if it is not refused. */
    static void check(Reply reply) {
        if (isRefusal(reply)) {
            throw call(reply);
        }
    }

    private static AuthException call(Reply reply) {
        if (code(reply) == BackOfficeCode.TOKEN_EXPIRED) {
            return reply.reauthentication(reply.describe("the access token is not accepted"));
        }
        return byCode(reply).orElseGet(() -> byStatus(reply));
    }

    private static AuthException byStatus(Reply reply) {
        boolean explained = code(reply) != BackOfficeCode.NONE;
        boolean form = explained && (reply.isSuccess() || FORM.contains(reply.status()));
        if (form) {
            return reply.rejected(Ground.FORM, reply.describe("refused"));
        }
        return isUnexplained406(reply)
                ? reply.rejected(Ground.UNSPECIFIED, reply.describe("unacceptable values"))
                : reply.failure();
    }

    private static boolean isUnexplained406(Reply reply) {
        return reply.status() == 406 && !reply.isHtml();
    }

    /** A refused login and password. */
    static AuthException signIn(Reply reply) {
        return byCode(reply).orElseGet(() -> {
            boolean explained = code(reply) != BackOfficeCode.NONE;
            if (!Refusals.isFinal(reply, explained)) {
                return reply.failure();
            }
            boolean plain = !explained && (reply.status() == 400 || reply.status() == 401);
            return plain
                    ? reply.rejected(Ground.CREDENTIALS, "login and password were not accepted together")
                    : reply.rejected(Ground.UNSPECIFIED, reply.describe("the sign-in was refused"));
        });
    }

    /** A refused refresh token. */
    static AuthException renewal(Reply reply) {
        return byCode(reply).orElseGet(() -> {
            boolean explained = code(reply) != BackOfficeCode.NONE;
            return Refusals.isFinal(reply, explained)
                    ? reply.reauthentication(reply.describe("the refresh token is not accepted"))
                    : reply.failure();
        });
    }

    /** What means the same wherever it is said. */
    static Optional<AuthException> byCode(Reply reply) {
        return switch (code(reply)) {
            case BAD_LOGIN ->
                Optional.of(reply.rejected(Ground.CREDENTIALS, "login and password were not accepted together"));
            case NO_API_ACCESS ->
                Optional.of(reply.rejected(Ground.NOT_PERMITTED, "the user is known, but may not use the REST API"));
            case TOO_FAST -> Optional.of(tooFast(reply, ""));
            default -> reply.status() == 429 ? Optional.of(tooFast(reply, "")) : Optional.empty();
        };
    }

    static RateLimited tooFast(Reply reply, String advice) {
        return new RateLimited(
                reply.describe("too many requests for this collection" + advice),
                reply.retryAfter().orElse(LEAST_PAUSE),
                reply.safe());
    }

    static BackOfficeCode code(Reply reply) {
        return BackOfficeCode.in(reply.tryFields());
    }
}
