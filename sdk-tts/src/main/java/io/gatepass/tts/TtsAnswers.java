package io.gatepass.tts;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.Optional;

/** Reads what the backend answers when it does not refuse. */
final class TtsAnswers {
    /** The backend's default; a site may have set another time. */
    private static final Duration MFA_LIFE = Duration.ofMinutes(5);

    private final Origin issuer;

    TtsAnswers(Origin issuer) {
        this.issuer = issuer;
    }

    /** Five shapes of success are known; only one of them is a session. */
    TtsRegistered registered(Reply reply) {
        if (reply.status() == 204) {
            return new TtsRegistered.LoginNeeded();
        }
        Optional<Reply.Fields> said = reply.tryFields().filter(fields -> !fields.has("key"));
        if (said.isPresent() && said.get().has("access")) {
            return new TtsRegistered.LoginNeeded();
        }
        if (said.isPresent() && said.get().text("detail").isPresent()) {
            return new TtsRegistered.VerificationPending();
        }
        try {
            return new TtsRegistered.SignedIn(session(reply));
        } catch (AuthException unreadable) {
            // Any other kind would hide a user that probably exists.
            String message = "registered, it seems, but " + unreadable.getMessage();
            throw new OutcomeUnknown(message, unreadable.answer().orElse(null), unreadable);
        }
    }

    SignIn<TokenSession<TtsKey>, TtsMfa> signIn(Reply reply) {
        if (reply.status() == 204) {
            throw reply.misconfigured("the backend signs in by cookie only and issues no key");
        }
        Reply.Fields said = reply.fields();
        if (said.flag("mfa_required").orElse(false)) {
            return new SignIn.Challenged<>(
                    new TtsMfa(said.requireSecret("ephemeral_token"), reply.endsAfter(MFA_LIFE)));
        }
        if (!said.has("key") && said.has("access")) {
            throw reply.misconfigured(
                    "the backend issues JWT pairs instead of keys, which this client does not support");
        }
        return new SignIn.Complete<>(session(reply));
    }

    TokenSession<TtsKey> session(Reply reply) {
        Secret key = reply.fields().requireSecret("key");
        if (key.reveal().indexOf(' ') >= 0) {
            throw reply.unexpected("field 'key' contains a blank");
        }
        return session(new TtsKey(key, issuer));
    }

    TokenSession<TtsKey> session(TtsKey key) {
        if (!key.issuer().equals(issuer)) {
            throw new Misconfigured("the key was issued by " + key.issuer() + ", not by " + issuer);
        }
        return TokenSession.of(key, (held, out) -> out.header("Authorization", "Token", held.value()), issuer);
    }

    /** The vendor does not document this answer, so nothing in it is required. */
    static TtsUser user(Reply reply) {
        Reply.Fields user = reply.fields();
        return new TtsUser(
                user.scalar("pk").or(() -> user.scalar("id")),
                user.text("email").filter(email -> !email.isBlank()),
                user.text("full_name").filter(name -> !name.isBlank()),
                user.raw());
    }

    static LogoutOutcome logout(Reply reply) {
        if (reply.isSuccess()) {
            return LogoutOutcome.LOGGED_OUT;
        }
        if (reply.status() == 404 || reply.status() == 405) {
            return LogoutOutcome.NOT_SUPPORTED;
        }
        AuthException refusal = TtsRefusals.signedIn(reply);
        boolean wasOut = refusal instanceof ReauthenticationRequired
                || (reply.status() == 400 && reply.tryFields().isPresent());
        if (wasOut) {
            return LogoutOutcome.ALREADY_LOGGED_OUT;
        }
        throw refusal;
    }
}
