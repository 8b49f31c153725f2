package io.gatepass.tts;

import io.gatepass.core.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a new user registers with.
 *
 * @param fullName the user's name
 * @param email the e-mail address, later the login; blanks around it are dropped, the case of letters is kept
 * @param password the password, sent as it is; the backend alone judges its strength
 * @param subscribe whether the user agreed to the newsletter
 */
public record TtsRegistration(String fullName, String email, Secret password, boolean subscribe) {
    /**
     * Checks what the backend would silently change or refuse.
     *
     * @throws io.gatepass.core.AuthException.Rejected naming the field if one is blank or holds a NUL, or the password
     *     begins or ends with a blank
     */
    public TtsRegistration {
        fullName = TtsInput.text("full_name", fullName);
        email = TtsInput.email(email);
        password = TtsInput.password("password", password);
    }

    /** A registration without the newsletter: consent is not assumed. */
    public static TtsRegistration of(String fullName, String email, Secret password) {
        return new TtsRegistration(fullName, email, password, false);
    }

    /** One password in all four fields: the vendor's example has two pairs and does not say which one counts. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("full_name", fullName);
        fields.put("email", email);
        fields.put("password", password);
        fields.put("confirm_password", password);
        fields.put("subscribe", subscribe);
        fields.put("password1", password);
        fields.put("password2", password);
        return fields;
    }
}
