package io.gatepass.tts;

import io.gatepass.core.Secret;

/**
 * What a user logs in with.
 *
 * @param email the e-mail address; blanks around it are dropped, the case of letters is kept
 * @param password the password, sent as it is
 */
public record TtsLogin(String email, Secret password) {
    /**
     * Checks what the backend would silently change or refuse.
     *
     * @throws io.gatepass.core.AuthException.Rejected naming the field if one is blank, or the password begins or ends
     *     with a blank or holds a NUL
     */
    public TtsLogin {
        email = TtsInput.email(email);
        password = TtsInput.password("password", password);
    }
}
