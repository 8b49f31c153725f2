package io.gatepass.testkit;

/** A back-office user. Guarded by the server's lock. */
final class TeUser {
    final String login;
    String password;
    boolean apiAccess = true;

    TeUser(String login, String password) {
        this.login = login;
        this.password = password;
    }
}
