package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.PlatformHttp.Request;
import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The PIN that some brokers want at sign-in. Each call blocks for one round trip and is never repeated by itself. Safe
 * for use by many threads. Vendor page: PIN Code.
 */
public final class AutosharesPins {
    /** Those that carry a body; the one that the vendor's page prints does not. */
    private static final List<String> METHODS = List.of("PUT", "POST", "PATCH");

    private static final String IMAGES = "/v1.0/assets/security-images";

    private final AutosharesCalls calls;
    private final String method;

    AutosharesPins(AutosharesCalls calls, String method) {
        this.calls = calls;
        this.method = method;
    }

    static String checkedMethod(String method) {
        if (!METHODS.contains(method)) {
            throw new Misconfigured("PIN method: must be one of " + METHODS);
        }
        return method;
    }

    /**
     * What a user chooses along with a PIN.
     *
     * @param pin the PIN
     * @param imageName one of {@link AutosharesPins#images}, shown at each sign-in
     * @param personalPhrase what is shown with it, by which the user recognises the platform
     */
    public record Choice(Secret pin, String imageName, Secret personalPhrase) {
        /**
         * Checks that a later sign-in can send the PIN.
         *
         * @throws Rejected naming the field if one is blank, or the PIN does not fit into a header
         */
        public Choice {
            Rejected.requireSecret("pin", pin).forHeader("pin");
            Rejected.requireText("imageName", imageName);
            Rejected.requireSecret("personalPhrase", personalPhrase);
        }

        /** Masks the image too: it is what the user recognises the platform by. */
        @Override
        public String toString() {
            return "Choice[pin=" + pin + ", imageName=██, personalPhrase=" + personalPhrase + "]";
        }
    }

    /**
     * Asks for the names of the images to choose from for a first PIN. The vendor does not document the answer's shape:
     * names in an array, or objects with a name, are understood.
     */
    public List<String> images(PinNotSetUp challenge) {
        Request request = calls.request("GET", IMAGES).repeatable();
        return names(AutosharesRefusals.accepted(
                AutosharesCalls.bearing(challenge.interimToken(), request).send()));
    }

    /** The same for a signed-in user who wants another PIN. */
    public List<String> images(TokenSession<AutosharesToken> session) {
        return names(calls.read(session, IMAGES));
    }

    private static List<String> names(Reply reply) {
        Stream<String> named =
                reply.list().stream().flatMap(image -> image.text("Name").or(() -> image.text("ImageName")).stream());
        return Stream.concat(reply.messages().getOrDefault("", List.of()).stream(), named)
                .toList();
    }

    /**
     * Sets up the first PIN of a user. Sign in again next.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the platform refuses the choice or the challenge is too old
     */
    public void setUp(PinNotSetUp challenge, Choice choice) {
        Request request = change(challenge.confirmationToken(), choice);
        AutosharesRefusals.accepted(
                AutosharesCalls.bearing(challenge.interimToken(), request).send());
    }

    /** Has a code sent to a signed-in user who wants another PIN; {@code user} is who asked. */
    public void sendCode(TokenSession<AutosharesToken> session, AutosharesUser user) {
        calls.write(session, calls.request("POST", "/v1.0/users/{}/pincode", user.id()));
    }

    /**
     * Shows the code to the platform, and returns what {@link #replace} takes.
     *
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if the code is wrong or too old
     */
    public Secret verify(Secret code) {
        return ResetCode.exchange(calls, "ResetPinCode", code);
    }

    /**
     * Sets another PIN with what {@link #verify} returned.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the platform refuses the choice or the verification is too old
     */
    public void replace(TokenSession<AutosharesToken> session, Secret verified, Choice choice) {
        calls.write(session, change(verified, choice));
    }

    private Request change(Secret token, Choice choice) {
        return calls.request(method, "/v1.0/users/pincode/change")
                .json(Map.of(
                        "Token", token,
                        "Pin", choice.pin(),
                        "ImageName", choice.imageName(),
                        "PersonalPhrase", choice.personalPhrase()));
    }
}
