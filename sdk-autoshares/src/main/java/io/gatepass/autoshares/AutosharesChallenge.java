package io.gatepass.autoshares;

import io.gatepass.core.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * The platform does not let the user in yet. A {@link Question} is put to the user and answered with {@link
 * AutosharesClient#answer(Code, Secret) answer}; the two others are dead ends, and say what has to be done before the
 * next sign-in. Nobody is signed in so far.
 *
 * <p>Keep it in memory where the user's next request finds it. It holds an interim token, and a question the
 * credentials too, which it drops when it is answered or abandoned, or when somebody touches it after its time. It
 * never prints them and cannot be serialised. Safe for use by many threads. Vendor page: Two-Factor Authentication.
 */
public abstract sealed class AutosharesChallenge {
    private final String said;

    private AutosharesChallenge(String said) {
        this.said = said;
    }

    /** The platform's own words, made safe to show, perhaps in another language; often empty. */
    public final String said() {
        return said;
    }

    @Override
    public String toString() {
        return "AutosharesChallenge." + getClass().getSimpleName() + "[said=" + said + "]";
    }

    /** Something that the user can answer, once: a wrong answer leads to a new question or to a refusal. */
    public abstract static sealed class Question extends AutosharesChallenge {
        private final Pending<SignInStep> pending;
        private final boolean repeated;

        private Question(String said, boolean repeated, Pending<SignInStep> pending) {
            super(said);
            this.pending = pending;
            this.repeated = repeated;
        }

        /** Whether the same was asked just before, so that the last answer was wrong. */
        public final boolean isRepeated() {
            return repeated;
        }

        /** When it lapses here, on this machine's wall clock; the platform's own time is not documented. */
        public final Instant expiresAbout() {
            return pending.lapsesAbout();
        }

        /** Drops what it holds; an answer then fails without being sent. Harmless twice. Sends nothing. */
        public final void abandon() {
            pending.drop();
        }

        final Pending<SignInStep> pending() {
            return pending;
        }
    }

    /** A code was sent to the user; the platform does not say where to. */
    public static final class Code extends Question {
        Code(String said, boolean repeated, Pending<SignInStep> pending) {
            super(said, repeated, pending);
        }
    }

    /** The user's PIN is wanted. Show phrase and image first, by which the user recognises the platform. */
    public static final class Pin extends Question {
        private final Optional<Secret> personalPhrase;
        private final Optional<Secret> image;

        Pin(Question asked, Optional<Secret> personalPhrase, Optional<Secret> image) {
            super(asked.said(), asked.repeated, asked.pending);
            this.personalPhrase = personalPhrase;
            this.image = image;
        }

        /** The phrase the user chose when the PIN was set up. */
        public Optional<Secret> personalPhrase() {
            return personalPhrase;
        }

        /** The image the user chose, as the platform names it. */
        public Optional<Secret> image() {
            return image;
        }
    }

    /** A PIN is due that was never set up: {@link AutosharesPins#setUp} it, then sign in again. */
    public static final class PinNotSetUp extends AutosharesChallenge {
        private final Secret interimToken;
        private final Secret confirmationToken;

        PinNotSetUp(String said, Secret interimToken, Secret confirmationToken) {
            super(said);
            this.interimToken = interimToken;
            this.confirmationToken = confirmationToken;
        }

        Secret interimToken() {
            return interimToken;
        }

        Secret confirmationToken() {
            return confirmationToken;
        }
    }

    /**
     * The password is too old: {@link AutosharesPasswords#replaceExpired replace} it, then sign in with the new one.
     */
    public static final class PasswordExpired extends AutosharesChallenge {
        private final Secret confirmationToken;

        PasswordExpired(String said, Secret confirmationToken) {
            super(said);
            this.confirmationToken = confirmationToken;
        }

        Secret confirmationToken() {
            return confirmationToken;
        }
    }
}
