package io.gatepass.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of the fake's user table. Guarded by the server's lock. */
final class AsUser {
    final int id;
    final String login;
    final Map<String, String> profile = new LinkedHashMap<>(Map.of("FirstName", "Alice", "LastName", "Example"));
    final List<String> accounts = new ArrayList<>();
    final Map<Integer, String> agreements = new LinkedHashMap<>();
    final Set<String> disabledScopes = new HashSet<>();
    Map<?, ?> tradingSettings = Map.of("DefaultQuantity", 100);
    String email;
    String password;
    Instant added = Instant.EPOCH;
    boolean pinDue;
    boolean expired;
    boolean expiredInState;
    String question = "";
    String answer = "";
    String phone = "";
    String phoneState = "NotLinked";

    @Nullable String channel;

    @Nullable String pin;

    @Nullable String phrase;

    @Nullable String image;

    AsUser(int id, String login, String password) {
        this.id = id;
        this.login = login;
        this.email = login.contains("@") ? login : login + "@example.com";
        this.password = password;
    }

    /** Sets a new password; all tokens of the old one must end. */
    void change(String newPassword) {
        password = newPassword;
        expired = false;
    }
}
