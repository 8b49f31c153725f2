package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a new user fills in: values by unit and field, named as the broker's {@link AutosharesSchema} names them. Units
 * and fields that the schema does not know are sent all the same. For use by one thread; prints names, never values.
 */
public final class AutosharesForm {
    /** What the user will sign in with: a header must carry it. */
    private static final Set<String> SIGNED_IN_WITH = Set.of("Credentials.Login", "Credentials.Password");

    private final Map<String, Map<String, Object>> units = new LinkedHashMap<>();

    private AutosharesForm() {}

    /** An empty form. */
    public static AutosharesForm empty() {
        return new AutosharesForm();
    }

    /**
     * Fills in a field, or replaces its value.
     *
     * @throws Rejected naming the field if it is the login in the unit {@code Credentials} and no later sign-in could
     *     send it
     */
    public AutosharesForm set(String unit, String field, String value) {
        Secret hidden = fit(unit + "." + field, Secret.of(value));
        return put(unit, field, field.equals("Password") ? hidden : value);
    }

    /**
     * Fills in a secret field, or replaces its value.
     *
     * @throws Rejected naming the field if it is the password in the unit {@code Credentials} and no later sign-in
     *     could send it: not ASCII, a control character, or blanks around it
     */
    public AutosharesForm set(String unit, String field, Secret value) {
        return put(unit, field, fit(unit + "." + field, value));
    }

    private static Secret fit(String path, Secret value) {
        if (SIGNED_IN_WITH.contains(path)) {
            value.forHeader(path);
        }
        return value;
    }

    private AutosharesForm put(String unit, String field, Object value) {
        units.computeIfAbsent(unit, name -> new LinkedHashMap<>()).put(field, value);
        return this;
    }

    /** The fields that {@code schema} requires and this form leaves blank, as {@code Unit.Field}. Sends nothing. */
    public List<String> missingFrom(AutosharesSchema schema) {
        return schema.required().filter(path -> !filled().contains(path)).toList();
    }

    private Set<String> filled() {
        var paths = new TreeSet<String>();
        units.forEach((unit, fields) -> fields.forEach((field, value) -> {
            boolean blank = value instanceof Secret secret
                    ? secret.isBlank()
                    : value.toString().isBlank();
            if (!blank) {
                paths.add(unit + "." + field);
            }
        }));
        return paths;
    }

    Map<String, ?> members() {
        return units;
    }

    @Override
    public String toString() {
        return "AutosharesForm" + filled();
    }
}
