package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.autoshares.SignInStep.Factor;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TimeSource;
import io.gatepass.core.spi.PlatformHttp.Request;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code POST /token}: every step of a sign-in. An answer is told apart by its body first and by its status second,
 * since the vendor documents the status of few of them.
 */
final class TokenEndpoint {
    /** The platform throttles sign-ins without saying for how long; sooner than this is too soon. */
    private static final Duration THROTTLED_AT_LEAST = Duration.ofSeconds(60);

    private static final int THROTTLE_JITTER_SECONDS = 15;

    private final AutosharesCalls calls;
    private final TimeSource time;
    private final Duration questionLife;

    TokenEndpoint(AutosharesCalls calls, TimeSource time, Duration questionLife) {
        this.calls = calls;
        this.time = time;
        this.questionLife = positive(questionLife);
    }

    private static Duration positive(Duration questionLife) {
        if (questionLife.isNegative() || questionLife.isZero()) {
            throw new IllegalArgumentException("questionLife: must be positive");
        }
        return questionLife;
    }

    SignIn<AutosharesToken, AutosharesChallenge> first(AutosharesCredentials credentials) {
        return read(request(credentials).send(), new SoFar(credentials, Optional.empty()));
    }

    SignIn<AutosharesToken, AutosharesChallenge> next(SignInStep step, Secret answer) {
        Request request = AutosharesCalls.bearing(step.interimToken(), request(step.credentials()))
                .header(step.factor().header(), answer);
        return read(request.send(), new SoFar(step.credentials(), Optional.of(step)));
    }

    /** A sign-in that nobody is there to help with. Where no code is sent, signing in again does no harm. */
    AutosharesToken unattended(AutosharesCredentials credentials) {
        Reply reply = request(credentials).repeatable().send();
        return read(reply, new SoFar(credentials, Optional.empty())).fold(token -> token, challenge -> {
            if (challenge instanceof PasswordExpired) {
                throw deadEnd(challenge);
            }
            throw new ReauthenticationRequired("the platform asks for a further factor, and nobody is there to answer");
        });
    }

    /** What a sign-in fails with that cannot go on by answering. */
    static Rejected deadEnd(AutosharesChallenge challenge) {
        return challenge instanceof PasswordExpired
                ? new Rejected(Ground.PASSWORD_EXPIRED, "the password has expired and must be replaced first")
                : new Rejected(Ground.SECOND_FACTOR, "a PIN is due that was never set up");
    }

    private Request request(AutosharesCredentials credentials) {
        return calls.request("POST", "/token")
                .header("Username", Secret.of(credentials.username()))
                .header("Password", credentials.password());
    }

    /** What was sent before the answer that is being read, and the question it answers, if any. */
    private record SoFar(AutosharesCredentials credentials, Optional<SignInStep> answered) {
        /** Far more than password, code and PIN take, each with a slip. */
        private static final int MOST_ANSWERS = 5;

        int answers() {
            return answered.map(step -> step.answers() + 1).orElse(0);
        }

        boolean isOutOfPatience() {
            return answers() >= MOST_ANSWERS;
        }

        boolean repeats(Factor factor) {
            return answered.map(SignInStep::factor).equals(Optional.of(factor));
        }
    }

    private SignIn<AutosharesToken, AutosharesChallenge> read(Reply reply, SoFar soFar) {
        Reply.Fields said = reply.isSuccess() ? reply.fields() : explained(reply);
        switch (Sentence.in(reply)) {
            case APP_KEY_REFUSED -> throw AutosharesRefusals.appKey(reply);
            case LOGINS_THROTTLED -> throw throttled(reply);
            case TICKET_CORRUPTED ->
                throw reply.reauthentication("the interim token is not valid any more; sign in again");
            case PASSWORD_EXPIRED -> {
                return new SignIn.Challenged<>(passwordExpired(reply, said));
            }
            case PIN_NOT_SET_UP -> {
                return new SignIn.Challenged<>(pinNotSetUp(reply, said));
            }
            default -> {
                return byState(reply, said, soFar);
            }
        }
    }

    /** The body of a refusal, if it is the platform's own. */
    private static Reply.Fields explained(Reply reply) {
        if (reply.status() / 100 == 3) {
            throw reply.misconfigured("a redirect" + target(reply) + ": this host is not the API");
        }
        return reply.tryFields().filter(said -> reply.status() != 429).orElseThrow(() -> byStatus(reply));
    }

    /** Scheme, host and port only, and not even that of a place on the same host. */
    private static String target(Reply reply) {
        try {
            return reply.header("Location")
                    .map(location -> " to " + Origin.of(location))
                    .orElse("");
        } catch (Misconfigured relative) {
            return "";
        }
    }

    /** A 401 here is about this sign-in, not about a session. */
    private static AuthException byStatus(Reply reply) {
        if (reply.status() != 401) {
            return reply.failure();
        }
        return reply.isHtml()
                ? reply.misconfigured("a page for people; is this the API?")
                : reply.rejected(Ground.UNSPECIFIED, "the sign-in was refused without a reason that is known");
    }

    private static RateLimited throttled(Reply reply) {
        Duration pause =
                THROTTLED_AT_LEAST.plusSeconds(ThreadLocalRandom.current().nextInt(THROTTLE_JITTER_SECONDS + 1));
        return new RateLimited(reply.describe("too many sign-ins"), pause, reply.safe());
    }

    private static PasswordExpired passwordExpired(Reply reply, Reply.Fields said) {
        Secret token = said.secret("ConfirmationToken")
                .or(() -> said.secret("Token"))
                .orElseThrow(() -> reply.rejected(
                        Ground.PASSWORD_EXPIRED, "the password has expired; replace it as a forgotten one"));
        return new PasswordExpired(reason(reply), token);
    }

    private static PinNotSetUp pinNotSetUp(Reply reply, Reply.Fields said) {
        return new PinNotSetUp(reason(reply), said.requireSecret("Token"), said.requireSecret("ConfirmationToken"));
    }

    private SignIn<AutosharesToken, AutosharesChallenge> byState(Reply reply, Reply.Fields said, SoFar soFar) {
        String state = said.text("State").orElse("").toLowerCase(Locale.ROOT);
        if (reply.status() == 200 && !state.equals("succeeded")) {
            throw reply.unexpected("a success without State 'Succeeded'");
        }
        return switch (state) {
            case "succeeded" -> new SignIn.Complete<>(token(reply, said));
            case "expecting" -> new SignIn.Challenged<>(question(reply, said, soFar));
            case "failed" -> new SignIn.Challenged<>(secondChance(reply, said, soFar));
            default -> throw reply.isSuccess() ? unsupported(reply) : byStatus(reply);
        };
    }

    /** 202 is a success to HTTP and a question to this platform. */
    private AutosharesToken token(Reply reply, Reply.Fields said) {
        if (reply.status() != 200) {
            throw reply.unexpected("State 'Succeeded' with a status that does not mean it");
        }
        Secret token = said.requireSecret("Token");
        if (token.reveal().startsWith(AutosharesToken.OAUTH_MARK)) {
            throw reply.unexpected("field 'Token' holds a token of the OAuth API");
        }
        return new AutosharesToken(token, calls.origin());
    }

    /** The platform repeats a question by sending a token along, sometimes with a refusal. */
    private AutosharesChallenge secondChance(Reply reply, Reply.Fields said, SoFar soFar) {
        Optional<Factor> factor = factor(said);
        if (factor.isPresent() && said.secret("Token").isPresent()) {
            return question(reply, said, soFar);
        }
        throw refusal(reply, said, factor);
    }

    private static Rejected refusal(Reply reply, Reply.Fields said, Optional<Factor> factor) {
        if (factor.isPresent()) {
            String what = factor.get() == Factor.CODE ? "the code" : "the PIN";
            return reply.rejected(Ground.SECOND_FACTOR, what + " was not accepted; sign in again");
        }
        boolean credentials = Sentence.in(reply) == Sentence.BAD_CREDENTIALS
                || said.text("Step").orElse("").equalsIgnoreCase("BaseAuthentication");
        return credentials
                ? reply.rejected(Ground.CREDENTIALS, "user name and password were not accepted together")
                : reply.rejected(Ground.UNSPECIFIED, "the sign-in was refused without a reason that is known");
    }

    private AutosharesChallenge question(Reply reply, Reply.Fields said, SoFar soFar) {
        Factor factor = factor(said).orElseThrow(() -> unsupported(reply));
        if (soFar.isOutOfPatience()) {
            throw reply.rejected(Ground.SECOND_FACTOR, "the platform keeps asking; sign in again");
        }
        var step = new SignInStep(soFar.credentials(), said.requireSecret("Token"), factor, soFar.answers());
        var code = new Code(reason(reply), soFar.repeats(factor), new Pending<>(step, time, questionLife));
        return factor == Factor.CODE ? code : new Pin(code, said.secret("PersonalPhrase"), said.secret("Image"));
    }

    /** The vendor writes "SecutityPin" nearly everywhere, and once as it should be. */
    private static Optional<Factor> factor(Reply.Fields said) {
        return switch (said.text("Step").orElse("").toLowerCase(Locale.ROOT)) {
            case "verificationcode" -> Optional.of(Factor.CODE);
            case "secutitypin", "securitypin" -> Optional.of(Factor.PIN);
            default -> Optional.empty();
        };
    }

    private static AuthException unsupported(Reply reply) {
        return reply.unexpected(
                "unsupported challenge, State '" + shown(reply, "State") + "', Step '" + shown(reply, "Step") + "'");
    }

    private static String reason(Reply reply) {
        return shown(reply, "Reason");
    }

    private static String shown(Reply reply, String member) {
        return String.join(" ", reply.safe().messages().getOrDefault(member, List.of()));
    }
}
