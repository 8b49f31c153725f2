package io.gatepass.tts;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns a refusal into the error that fits. The backend says most things in sentences, which a site may translate: what is
 * not recognised falls back to a neutral kind.
 */
final class TtsRefusals {
    private TtsRefusals() {}

    /** What a sentence says; the only place where the backend's sentences are compared. */
    private enum Sentence {
        BAD_CREDENTIALS,
        BLOCKED,
        UNVERIFIED,
        TAKEN,
        COOKIE_SENT,
        HEADER_MISSING,
        HEADER_MALFORMED,
        TOKEN_INVALID,
        USER_INACTIVE,
        OTHER;

        static Sentence in(String text) {
            String said = text.toLowerCase(Locale.ROOT).replace('’', '\'').replace("e-mail", "email");
            if (said.startsWith("csrf failed")) {
                return COOKIE_SENT;
            }
            if (said.startsWith("authentication credentials were not provided")) {
                return HEADER_MISSING;
            }
            if (said.startsWith("invalid token header")) {
                return HEADER_MALFORMED;
            }
            if (said.startsWith("invalid token")) {
                return TOKEN_INVALID;
            }
            if (said.startsWith("user inactive or deleted")) {
                return USER_INACTIVE;
            }
            return inForm(said);
        }

        private static Sentence inForm(String said) {
            if (said.contains("unable to log in with provided credentials")) {
                return BAD_CREDENTIALS;
            }
            if (said.contains("account has been blocked") || said.contains("account is disabled")) {
                return BLOCKED;
            }
            if (said.contains("email is not verified")) {
                return UNVERIFIED;
            }
            boolean taken = said.contains("already in use") || said.contains("already registered");
            return taken ? TAKEN : OTHER;
        }
    }

    /** A refused registration. */
    static AuthException registration(Reply reply) {
        if (!isForm(reply)) {
            return anonymous(reply);
        }
        boolean taken = reply.messages().getOrDefault("email", List.of()).stream()
                .anyMatch(text -> Sentence.in(text) == Sentence.TAKEN);
        return taken
                ? reply.rejected(Ground.ALREADY_REGISTERED, "this e-mail address is registered already")
                : form(reply, "the registration");
    }

    /** A refused login. */
    static AuthException login(Reply reply) {
        if (!isForm(reply)) {
            return anonymous(reply);
        }
        Map<Sentence, String> said = reply.messages().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Sentence::in, text -> text, (first, second) -> first));
        if (said.containsKey(Sentence.BLOCKED)) {
            return reply.rejected(Ground.BLOCKED, "the account is blocked");
        }
        if (said.containsKey(Sentence.UNVERIFIED)) {
            return reply.rejected(Ground.UNVERIFIED, "the e-mail address is not verified yet");
        }
        if (said.containsKey(Sentence.BAD_CREDENTIALS)) {
            return reply.rejected(
                    Ground.CREDENTIALS,
                    "e-mail address and password were not accepted together; the account may also be inactive");
        }
        boolean named = reply.messages().keySet().stream().anyMatch(field -> !field.equals("non_field_errors"));
        return named ? form(reply, "the login") : reply.rejected(Ground.UNSPECIFIED, "the login was refused");
    }

    /** A refused second factor. */
    static AuthException secondFactor(Reply reply) {
        return isForm(reply)
                ? reply.rejected(Ground.SECOND_FACTOR, "the code was not accepted, or the question has lapsed")
                : anonymous(reply);
    }

    /** A refused form around passwords and addresses. */
    static AuthException form(Reply reply) {
        return isForm(reply) ? form(reply, "the form") : anonymous(reply);
    }

    private static AuthException form(Reply reply, String what) {
        return reply.rejected(Ground.FORM, what + " was refused");
    }

    /** A refused call of a signed-in user. */
    static AuthException signedIn(Reply reply) {
        if (isForm(reply)) {
            return form(reply, "the form");
        }
        return switch (detailOf(reply)) {
            case TOKEN_INVALID -> reply.reauthentication("the key is not valid any more");
            case USER_INACTIVE -> reply.reauthentication("the user is inactive or deleted");
            case HEADER_MISSING ->
                reply.reauthentication(
                        "the backend saw no key although one was sent; something on the way may strip the header");
            case HEADER_MALFORMED -> reply.misconfigured("the backend cannot read the Authorization header");
            case COOKIE_SENT -> cookieSent(reply);
            default -> reply.failure();
        };
    }

    /** A refused call without credentials: a 401 here is nobody's wrong password. */
    private static AuthException anonymous(Reply reply) {
        if (detailOf(reply) == Sentence.COOKIE_SENT) {
            return cookieSent(reply);
        }
        boolean askedForCredentials =
                reply.status() == 401 || (reply.status() == 403 && detailOf(reply) != Sentence.OTHER);
        if (askedForCredentials) {
            return reply.unexpected("the backend wants credentials where none are due");
        }
        return reply.status() == 400 && !reply.isHtml()
                ? reply.unexpected("the backend could not read the request")
                : reply.failure();
    }

    private static AuthException cookieSent(Reply reply) {
        return reply.misconfigured("CSRF check failed: something on the way added a cookie");
    }

    /** Whether the answer explains itself field by field, on whatever 4xx status but a throttle. */
    private static boolean isForm(Reply reply) {
        boolean refusal = reply.status() / 100 == 4 && reply.status() != 429;
        return refusal && reply.messages().keySet().stream().anyMatch(field -> !isAboutTheCall(field));
    }

    private static boolean isAboutTheCall(String field) {
        return field.isEmpty() || field.equals("detail") || field.equals("code") || field.startsWith("messages");
    }

    private static Sentence detailOf(Reply reply) {
        return reply.messages().getOrDefault("detail", List.of()).stream()
                .findFirst()
                .map(Sentence::in)
                .orElse(Sentence.OTHER);
    }
}
