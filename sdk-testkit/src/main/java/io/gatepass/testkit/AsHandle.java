package io.gatepass.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a test can see of a user and do to one. */
abstract class AsHandle<H> {
    private final Journal journal;
    private final AsState state;
    private final AsUser user;

    AsHandle(Journal journal, AsState state, AsUser user) {
        this.journal = journal;
        this.state = state;
        this.user = user;
    }

    abstract H self();

    /** The user's number. */
    public int id() {
        return user.id;
    }

    /** Has codes sent by e-mail at sign-in. */
    public H requireCode() {
        return changed(() -> user.channel = "email");
    }

    /** Has codes sent to the telephone at sign-in, whose number is bound. */
    public H requireCodeBySms() {
        return changed(() -> {
            user.channel = "sms";
            user.phone = "+13105550100";
            user.phoneState = "Active";
        });
    }

    /** Asks for a PIN at sign-in, after the code if there is one, and shows a phrase and an image with the question. */
    public H requirePin(String pin) {
        return changed(() -> {
            user.pinDue = true;
            user.pin = pin;
            user.phrase = "a quiet harbour before dawn";
            user.image = AsPins.IMAGES.get(0);
        });
    }

    /** Shows neither phrase nor image with the question for a PIN. */
    public H withoutPhraseAndImage() {
        return changed(() -> {
            user.phrase = null;
            user.image = null;
        });
    }

    /** Asks for a PIN at sign-in that was never set up. */
    public H requirePinThatIsNotSetUp() {
        return changed(() -> {
            user.pinDue = true;
            user.pin = null;
        });
    }

    /** Asks for nothing but the password at sign-in. */
    public H requireNothing() {
        return changed(() -> {
            user.channel = null;
            user.pinDue = false;
        });
    }

    /** Makes the password too old; {@code inState} puts the step where one of the vendor's pages puts it. */
    public H expirePassword(boolean inState) {
        return changed(() -> {
            user.expired = true;
            user.expiredInState = inState;
        });
    }

    /** Asks {@code question} before a forgotten password is reset. */
    public H requireAnswer(String question, String answer) {
        return changed(() -> {
            user.question = question;
            user.answer = answer;
        });
    }

    /** Adds an agreement to sign. */
    public H addAgreement(String title) {
        return changed(() -> user.agreements.put(301 + user.agreements.size(), title));
    }

    /** Adds a trading account; every user has one. */
    public H addAccount(String number) {
        return changed(() -> user.accounts.add(number));
    }

    /** Takes a scope of OAuth back from every application. */
    public H disableScope(String scope) {
        return changed(() -> user.disabledScopes.add(scope));
    }

    /** Gives a scope back to the applications that were granted it. */
    public H enableScope(String scope) {
        return changed(() -> user.disabledScopes.remove(scope));
    }

    /** Sets another password, which ends all tokens. */
    public H changePassword(String password) {
        return changed(() -> {
            user.change(password);
            state.endTokens(user);
        });
    }

    /** Ends all tokens, as the platform may at any time. */
    public H revokeTokens() {
        return changed(() -> state.endTokens(user));
    }

    /** How many tokens are good now, without those of OAuth. */
    public int tokenCount() {
        return seen(() -> state.tokensOf(user));
    }

    /** The password. */
    public String password() {
        return seen(() -> user.password);
    }

    /** The PIN; empty if none is set up. */
    public Optional<String> pin() {
        return seen(() -> Optional.ofNullable(user.pin));
    }

    /** The number that is bound, or about to be; empty if there is none. */
    public String phone() {
        return seen(() -> user.phone);
    }

    /** The telephone's state, in the platform's words. */
    public String phoneState() {
        return seen(() -> user.phoneState);
    }

    /** The numbers of the trading accounts. */
    public List<String> accounts() {
        return seen(() -> List.copyOf(user.accounts));
    }

    /** The agreements that are still to sign. */
    public List<String> agreements() {
        return seen(() -> List.copyOf(user.agreements.values()));
    }

    private <R> R seen(Supplier<R> look) {
        return journal.locked(look);
    }

    private H changed(Runnable change) {
        return journal.locked(() -> {
            change.run();
            return self();
        });
    }
}
