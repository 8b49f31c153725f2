package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of the fake's user table. Guarded by the server's lock. */
final class AsUser {
    final int id;
    final String login;
    final List<String> agreements = new ArrayList<>();
    final Set<String> disabledScopes = new HashSet<>();
    String email;
    String password;
    boolean pinDue;
    boolean expired;
    boolean expiredInState;
    String question = "";
    String answer = "";
    String phone = "";
    String phoneState = "NotLinked";
    Map<String, ?> name = Map.of("FirstName", "Alice", "LastName", "Example");

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
}
