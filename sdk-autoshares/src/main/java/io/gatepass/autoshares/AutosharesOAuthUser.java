package io.gatepass.autoshares;

import io.gatepass.core.spi.Reply;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who a token of the OAuth API stands for, and what it may do.
 *
 * @param userId the user, in letters and digits
 * @param appName the application, as the user knows it
 * @param grantedScopes what the user granted to the token
 * @param enabledScopes what the user has left switched on since
 */
public record AutosharesOAuthUser(
        String userId, Optional<String> appName, Set<String> grantedScopes, Set<String> enabledScopes) {
    static AutosharesOAuthUser of(Reply.Fields said) {
        return new AutosharesOAuthUser(
                said.requireText("userId"),
                said.text("appName"),
                Set.copyOf(said.texts("grantedScopes")),
                Set.copyOf(said.texts("enabledScopes")));
    }

    /** What the token may do now: granted and still switched on. */
    public Set<String> effectiveScopes() {
        var effective = new LinkedHashSet<>(grantedScopes);
        effective.retainAll(enabledScopes);
        return Set.copyOf(effective);
    }
}
