package io.gatepass.autoshares;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns a refusal of any call but {@code /token} into the error that fits. It comes in six shapes whose member names
 * differ by a letter's case; what explains itself is believed before the status.
 */
final class AutosharesRefusals {
    private AutosharesRefusals() {}

    /**
     * The answer if it is a success: a status that says so and no errors, whatever {@code IsSucceed} says. {@code
     * unauthorized} explains a 401 or 403 that does not explain itself.
     */
    static Reply accepted(Reply reply, Function<Reply, AuthException> unauthorized) {
        if (!reply.isSuccess() || hasErrors(reply)) {
            throw refusal(reply, unauthorized);
        }
        if (reply.isHtml()) {
            throw reply.misconfigured("an HTML page where JSON belongs; is this the API?");
        }
        return reply;
    }

    /** The same for a call before anybody is signed in. */
    static Reply accepted(Reply reply) {
        return accepted(reply, AutosharesRefusals::nobodyAuthorized);
    }

    /** What a refused call before anybody is signed in fails with. */
    static AuthException refusal(Reply reply) {
        return refusal(reply, AutosharesRefusals::nobodyAuthorized);
    }

    /** Where nobody is signed in, neither 401 nor 403 can be about the user. */
    private static AuthException nobodyAuthorized(Reply reply) {
        return reply.misconfigured(
                "the app key is not accepted, or this deployment wants a signed-in user for this call");
    }

    /** Whether an answer of this status and with these words refuses the token, and not the application. */
    static boolean isTokenRefused(int status, Supplier<Sentence> said) {
        return status == 401 && said.get() != Sentence.APP_KEY_REFUSED;
    }

    private static AuthException refusal(Reply reply, Function<Reply, AuthException> unauthorized) {
        if (reply.status() == 429) {
            return reply.failure();
        }
        Sentence said = Sentence.in(reply);
        if (said == Sentence.APP_KEY_REFUSED) {
            return appKey(reply);
        }
        if (said == Sentence.LOGIN_TAKEN || said == Sentence.EMAIL_TAKEN) {
            return reply.rejected(Ground.ALREADY_REGISTERED, "the login or the e-mail address is taken");
        }
        if (hasErrors(reply) || hasMember(reply, "ModelState")) {
            return reply.rejected(Ground.FORM, "the form was refused");
        }
        boolean unexplained = reply.status() == 401 || reply.status() == 403;
        return unexplained && !reply.isHtml() ? unauthorized.apply(reply) : reply.failure();
    }

    static Misconfigured appKey(Reply reply) {
        return reply.misconfigured("the app key is not accepted");
    }

    private static boolean hasErrors(Reply reply) {
        return messagesOf(reply, "Errors").anyMatch(texts -> !texts.isEmpty());
    }

    private static boolean hasMember(Reply reply, String member) {
        return messagesOf(reply, member).findAny().isPresent();
    }

    private static Stream<List<String>> messagesOf(Reply reply, String member) {
        return reply.messages().entrySet().stream()
                .filter(message ->
                        message.getKey().equals(member) || message.getKey().startsWith(member + "."))
                .map(Map.Entry::getValue);
    }

    /**
     * The platform answers the same 401 to a token that has ended and to a user who may not. {@code sentWith} is the
     * token of the only attempt, or the current one if a renewal had its chance.
     */
    static AuthException unauthorized(Reply reply, TokenSession<AutosharesToken> user, AutosharesToken sentWith) {
        if (reply.status() != 401) {
            return reply.failure();
        }
        if (!(user instanceof RenewableSession)) {
            return reply.reauthentication(
                    "the token has ended, or the user may not do this: the platform does not tell which");
        }
        if (user.token().equals(sentWith)) {
            return reply.rejected(Ground.NOT_PERMITTED, "not permitted: refused with a token that should be good");
        }
        String message = reply.describe("the token had ended and has been replaced meanwhile, so repeat the call");
        return new Unavailable(message, reply.safe(), null);
    }
}
