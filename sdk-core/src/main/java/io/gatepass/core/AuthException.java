package io.gatepass.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a sign-in, a renewal or a call failed: seven kinds, one for each thing the caller does next.
 *
 * <p>Unchecked, because it crosses lambdas and futures; sealed, so a handler can be complete. No message and no
 * {@link Answer} contains a secret.
 */
public abstract sealed class AuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final transient @Nullable Answer answer;

    private AuthException(String message, @Nullable Answer answer, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
        this.answer = answer;
    }

    @Override
    public final String getMessage() {
        return message;
    }

    /** What the platform answered, made safe to show; empty if it never answered or the problem is local. */
    public final Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** The same failure for one more caller: its own stack trace, this one as the cause. */
    abstract AuthException again();

    /**
     * The safe part of an answer: secrets that were sent are masked, long token-like text too, and all is bounded.
     *
     * @param status the HTTP status
     * @param messages its sentences and codes by the path of their field, in its order; empty if it gave none
     * @param headers those that explain or identify a refusal, such as {@code X-RateLimit-Remaining}, in lower case
     * @param excerpt one short line about the body, or empty
     * @param retryAfter how long the platform asks to wait, if it says so
     */
    public record Answer(
            int status,
            Map<String, List<String>> messages,
            Map<String, String> headers,
            String excerpt,
            Optional<Duration> retryAfter) {}

    /** Why a platform said no. */
    public enum Ground {
        /** User name or password, or the platform does not say which of several reasons. */
        CREDENTIALS,
        /** A code or PIN was wrong, or one is demanded where none can be given. */
        SECOND_FACTOR,
        /** A one-time token is unknown, used or too old. */
        ONE_TIME_TOKEN,
        /** The account is blocked, locked, disabled or deleted. */
        BLOCKED,
        /** The e-mail address is not verified yet. */
        UNVERIFIED,
        /** The password must be changed first. */
        PASSWORD_EXPIRED,
        /** The e-mail address or login is taken. */
        ALREADY_REGISTERED,
        /** The user is known and may not do this. */
        NOT_PERMITTED,
        /** A field of a form is missing or unacceptable; {@link Rejected#fieldErrors()} says which. */
        FORM,
        /** None of the others could be told from the answer. */
        UNSPECIFIED
    }

    /**
     * The platform understood and said no, or the input could not be sent as it is. Show it and let the user correct
     * it; never retry by itself.
     */
    public static final class Rejected extends AuthException {
        private static final long serialVersionUID = 1L;

        private final Ground ground;
        private final transient Map<String, List<String>> fieldErrors;

        /** A refusal without an answer to show. */
        public Rejected(Ground ground, String message) {
            this(ground, message, Map.of());
        }

        /** A refusal by the platform; its messages become the field errors. */
        public Rejected(Ground ground, String message, Answer answer) {
            super(message, answer, null);
            this.ground = ground;
            this.fieldErrors = answer.messages();
        }

        private Rejected(Ground ground, String message, Map<String, List<String>> fieldErrors) {
            super(message, null, null);
            this.ground = ground;
            this.fieldErrors = fieldErrors;
        }

        private Rejected(Rejected first) {
            super(first.getMessage(), first.answer().orElse(null), first);
            this.ground = first.ground;
            this.fieldErrors = first.fieldErrors;
        }

        /** Input that was not sent: names the field and what is wrong with it, never the value. */
        public static Rejected form(String field, String problem) {
            return new Rejected(Ground.FORM, field + ": " + problem, Map.of(field, List.of(problem)));
        }

        /** Returns {@code value}, or throws {@link #form} if it is null or blank. */
        public static String requireText(String field, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw form(field, "must not be blank");
            }
            return value;
        }

        /** Returns {@code value}, or throws {@link #form} if it is null or blank. */
        public static Secret requireSecret(String field, @Nullable Secret value) {
            if (value == null || value.isBlank()) {
                throw form(field, "must not be blank");
            }
            return value;
        }

        /** Why. */
        public Ground ground() {
            return ground;
        }

        /** What is wrong by field path, in the platform's order; empty if it named no field. */
        public Map<String, List<String>> fieldErrors() {
            return fieldErrors;
        }

        @Override
        AuthException again() {
            return new Rejected(this);
        }
    }

    /** This session is over: renewal refused, token revoked, closed or logged out. Send the user to sign in. */
    public static final class ReauthenticationRequired extends AuthException {
        private static final long serialVersionUID = 1L;

        /** A session that ended without an answer to show. */
        public ReauthenticationRequired(String message) {
            super(message, null, null);
        }

        /** A session that ended with an answer, or because of another failure. */
        public ReauthenticationRequired(String message, @Nullable Answer answer, @Nullable Throwable cause) {
            super(message, answer, cause);
        }

        @Override
        ReauthenticationRequired again() {
            return new ReauthenticationRequired(getMessage(), answer().orElse(null), this);
        }
    }

    /** Told to slow down. Wait, then repeat. */
    public static final class RateLimited extends AuthException {
        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        /** A refusal for now; {@code retryAfter} is null if the platform gave no usable time. */
        public RateLimited(String message, @Nullable Duration retryAfter, @Nullable Answer answer) {
            super(message, answer, null);
            this.retryAfter = retryAfter;
        }

        private RateLimited(RateLimited first) {
            super(first.getMessage(), first.answer().orElse(null), first);
            this.retryAfter = first.retryAfter;
        }

        /** How long to wait, if the platform says so. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        @Override
        AuthException again() {
            return new RateLimited(this);
        }
    }

    /** Nothing took effect on the platform: it was not reached, or repeating the same request does no harm. */
    public static final class Unavailable extends AuthException {
        private static final long serialVersionUID = 1L;

        /** A failure before anything was sent, or of a request that may be repeated. */
        public Unavailable(String message) {
            super(message, null, null);
        }

        /** The same with an answer, such as a 503, or a cause. */
        public Unavailable(String message, @Nullable Answer answer, @Nullable Throwable cause) {
            super(message, answer, cause);
        }

        @Override
        AuthException again() {
            return new Unavailable(getMessage(), answer().orElse(null), this);
        }
    }

    /** The request was sent and may have taken effect, but no usable answer came. Look before repeating it. */
    public static final class OutcomeUnknown extends AuthException {
        private static final long serialVersionUID = 1L;

        /** A request whose answer was lost. */
        public OutcomeUnknown(String message) {
            super(message, null, null);
        }

        /** The same with what did come, such as a 502 from something in between. */
        public OutcomeUnknown(String message, @Nullable Answer answer, @Nullable Throwable cause) {
            super(message, answer, cause);
        }

        @Override
        AuthException again() {
            return new OutcomeUnknown(getMessage(), answer().orElse(null), this);
        }
    }

    /** Wrong base URL, app key, redirect, or something that is not the API answered. Page an operator. */
    public static final class Misconfigured extends AuthException {
        private static final long serialVersionUID = 1L;

        /** A setting that cannot work; the message names it. */
        public Misconfigured(String message) {
            super(message, null, null);
        }

        /** The same, seen in an answer. */
        public Misconfigured(String message, @Nullable Answer answer, @Nullable Throwable cause) {
            super(message, answer, cause);
        }

        @Override
        AuthException again() {
            return new Misconfigured(getMessage(), answer().orElse(null), this);
        }
    }

    /** An answer that fits neither the platform's description nor any other kind. Report it. */
    public static final class UnexpectedResponse extends AuthException {
        private static final long serialVersionUID = 1L;

        /** An answer that could not be used; the message names the field, never its value. */
        public UnexpectedResponse(String message, @Nullable Answer answer) {
            super(message, answer, null);
        }

        private UnexpectedResponse(UnexpectedResponse first) {
            super(first.getMessage(), first.answer().orElse(null), first);
        }

        /** The HTTP status, if there was an answer. */
        public OptionalInt status() {
            return answer().map(answer -> OptionalInt.of(answer.status())).orElseGet(OptionalInt::empty);
        }

        @Override
        AuthException again() {
            return new UnexpectedResponse(this);
        }
    }
}
