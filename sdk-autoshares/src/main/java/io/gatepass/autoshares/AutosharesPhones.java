package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.Locale;

/**
 * The telephone that codes may be sent to. Whether codes are wanted at all, and whether by e-mail or telephone, is set
 * in the platform's own terminal; nothing switches that here. Each call blocks for one round trip and is never repeated
 * by itself, except a read after its session has signed in again. Safe for use by many threads.
 */
public final class AutosharesPhones {
    private static final String PATH = "/v1.0/users/{}/subscriptions/settings/phonenumber";

    private final AutosharesCalls calls;

    AutosharesPhones(AutosharesCalls calls) {
        this.calls = calls;
    }

    /**
     * A user's telephone.
     *
     * @param number the number, empty if none is linked
     * @param state whether codes go there
     */
    public record Phone(String number, State state) {
        static Phone of(Reply.Fields said) {
            return new Phone(
                    said.text("PhoneNumber").orElse(""),
                    State.of(said.text("PhoneNumberState").orElse("")));
        }
    }

    /** Whether codes go to a telephone. */
    public enum State {
        /** There is none. */
        NOT_LINKED,
        /** They do. */
        ACTIVE,
        /** They do not for now. */
        SUSPENDED,
        /** They will, once the user has confirmed the number with a code. */
        NOT_VERIFIED,
        /** The platform said something else. */
        UNKNOWN;

        static State of(String said) {
            return switch (said.toLowerCase(Locale.ROOT)) {
                case "notlinked" -> NOT_LINKED;
                case "active" -> ACTIVE;
                case "suspended" -> SUSPENDED;
                case "notverified" -> NOT_VERIFIED;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * A telephone that waits for the code which was sent to it.
     *
     * @param userId whose it is
     * @param tokenId what the platform knows the waiting by
     * @param phone the telephone
     */
    public record Binding(long userId, long tokenId, Phone phone) {}

    /**
     * Links a telephone to the user who is signed in, and has a code sent to it.
     *
     * @param number the number with its country, such as {@code +13105550100}
     * @throws Rejected on ground {@link Ground#FORM} if the platform refuses the number
     */
    public Binding bind(TokenSession<AutosharesToken> session, AutosharesUser user, String number) {
        Reply reply = calls.write(
                session,
                calls.request("PUT", PATH, user.id())
                        .query(
                                "phoneNumber",
                                Rejected.requireText("phoneNumber", number).strip()));
        Reply.Fields pair = reply.fields();
        long tokenId =
                pair.number("m_Item2").orElseThrow(() -> reply.unexpected("field 'm_Item2' is missing or not usable"));
        Phone phone = pair.object("m_Item1")
                .map(Phone::of)
                .orElseThrow(() -> reply.unexpected("field 'm_Item1' is missing or not usable"));
        return new Binding(user.id(), tokenId, phone);
    }

    /**
     * Confirms a telephone with the code that was sent to it.
     *
     * @param code what the user typed; blanks around it are dropped
     * @throws Rejected on ground {@link Ground#FORM} if the code is wrong or too old
     */
    public void confirm(TokenSession<AutosharesToken> session, Binding binding, Secret code) {
        String typed = Rejected.requireSecret("code", code).reveal().strip();
        calls.write(
                session,
                calls.request("PUT", PATH + "/token/{}", binding.userId(), binding.tokenId())
                        .query("tokenValue", Secret.of(typed)));
    }

    /** Asks which telephone is linked to the user who is signed in. */
    public Phone current(TokenSession<AutosharesToken> session, AutosharesUser user) {
        return Phone.of(calls.read(session, PATH, user.id()).fields());
    }

    /** Unlinks the telephone of the user who is signed in. */
    public void unbind(TokenSession<AutosharesToken> session, AutosharesUser user) {
        calls.write(session, calls.request("DELETE", PATH, user.id()));
    }
}
