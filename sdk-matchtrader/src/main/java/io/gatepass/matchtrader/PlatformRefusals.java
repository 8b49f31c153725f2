package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.spi.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns what the platform refuses into the error that fits. The vendor's list of errors cannot be read in full: what is not
 * recognised keeps its words and falls back to a neutral kind.
 */
final class PlatformRefusals {
    private static final Set<Integer> REFUSED_TOKEN = Set.of(400, 401, 409, 410, 422);

    private PlatformRefusals() {}

    /** What the platform's words mean; the only place where they are compared. */
    private enum Word {
        UNVERIFIED("EMAIL_UNVERIFIED"),
        DELETED("ACCOUNT_DELETED"),
        FACTOR("(?<![A-Za-z])[tm2]fa(?![a-z])|(?<![A-Z])[TM2](FA|fa)(?![a-z])"
                + "|(?i:captcha|two.?factor|second.?factor|verification.?code)");

        private final Pattern pattern;

        Word(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        boolean isIn(Reply reply) {
            return reply.messages().entrySet().stream()
                    .filter(said -> !said.getValue().contains("false"))
                    .flatMap(said -> Stream.concat(Stream.of(said.getKey()), said.getValue().stream()))
                    .anyMatch(text -> pattern.matcher(text).find());
        }
    }

    /** A login that was refused. */
    static AuthException login(Reply reply) {
        return worded(reply).orElseGet(() -> switch (reply.status()) {
            case 401 -> reply.rejected(Ground.CREDENTIALS, "e-mail address and password were not accepted together");
            case 403 -> forbidden(reply, "the broker may have switched the API off");
            default -> reply.failure();
        });
    }

    /** A refused one-time token. Used up or not, it is of no use any more. */
    static AuthException redemption(Reply reply) {
        return worded(reply)
                .orElseGet(() -> REFUSED_TOKEN.contains(reply.status()) && !reply.isHtml()
                        ? reply.rejected(Ground.ONE_TIME_TOKEN, "the one-time token was not accepted")
                        : reply.failure());
    }

    /** A refused registration. */
    static AuthException registration(Reply reply) {
        return reply.status() == 409 && !reply.isHtml()
                ? reply.rejected(Ground.ALREADY_REGISTERED, "this e-mail address is registered already")
                : anonymous(reply);
    }

    /** A refused call without credentials: a 401 here is nobody's wrong password. */
    static AuthException anonymous(Reply reply) {
        return worded(reply)
                .orElseGet(() -> reply.status() == 401
                        ? reply.unexpected("the platform wants credentials where none are due")
                        : reply.failure());
    }

    /** A refused call of a signed-in trader, or a refused renewal. */
    static AuthException signedIn(Reply reply) {
        return worded(reply)
                .orElseGet(() -> reply.status() == 403
                        ? forbidden(reply, "the broker may have switched this off for the trader")
                        : reply.failure());
    }

    /** A success that is none: the platform's own status says no. */
    static Optional<AuthException> business(Reply reply) {
        return reply.tryFields()
                .flatMap(said -> said.text("status"))
                .filter(status -> !status.equalsIgnoreCase("OK"))
                .map(no -> worded(reply)
                        .orElseGet(() -> reply.rejected(
                                Ground.UNSPECIFIED, reply.describe("the platform says no within a success"))));
    }

    /** A success without a session: the platform says no, or demands something that a person must do. */
    static Optional<AuthException> demand(Reply reply) {
        return business(reply).or(() -> factor(reply));
    }

    private static Optional<AuthException> worded(Reply reply) {
        boolean unasked = reply.status() == 401 || reply.status() == 403;
        if (unasked && (reply.isHtml() || reply.header("cf-mitigated").isPresent())) {
            return Optional.of(
                    reply.misconfigured("blocked before the API, by a firewall that challenges this machine"));
        }
        if (reply.status() == 429 || reply.status() >= 500) {
            return Optional.empty();
        }
        if (Word.UNVERIFIED.isIn(reply)) {
            return Optional.of(reply.rejected(Ground.UNVERIFIED, "the e-mail address is not verified yet"));
        }
        if (Word.DELETED.isIn(reply)) {
            return Optional.of(reply.rejected(Ground.BLOCKED, "the account is deleted"));
        }
        return factor(reply);
    }

    private static Optional<AuthException> factor(Reply reply) {
        return Word.FACTOR.isIn(reply)
                ? Optional.of(reply.rejected(
                        Ground.SECOND_FACTOR, reply.describe("the platform demands a further verification")))
                : Optional.empty();
    }

    private static AuthException forbidden(Reply reply, String why) {
        return reply.rejected(Ground.NOT_PERMITTED, reply.describe("not permitted; " + why));
    }
}
