package io.gatepass.testkit;

import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the fake remembers. Guarded by the server's lock. */
final class TeState {
    final AuthType authType;
    final ManualTime time;
    final Journal journal;
    final boolean anonymousVerification;
    final boolean onePairPerUser;
    final Map<String, TeUser> users = new LinkedHashMap<>();
    final Map<String, TeTrader> traders = new LinkedHashMap<>();
    final Map<String, Pass> accessTokens = new HashMap<>();
    final Map<String, Refresh> refreshTokens = new HashMap<>();
    final Map<String, OneTime> oneTimeTokens = new HashMap<>();
    final Map<String, Code> codes = new HashMap<>();
    Duration accessLife = Duration.ofMinutes(5);
    Duration refreshLife = Duration.ofHours(1);
    int renewals;
    int spentPresented;
    int codesPresentedAgain;

    private final Random random = new Random(4711);
    private int issued;

    /** Whose an access token is, and until when. */
    record Pass(Api api, String login, Instant end) {}

    /** The two APIs, whose tokens are not interchangeable. */
    enum Api {
        BACK_OFFICE,
        CLIENT
    }

    /** A refresh token, kept after it was spent so that it is recognised. */
    static final class Refresh {
        final Pass pass;
        final String accessToken;
        boolean spent;

        Refresh(Pass pass, String accessToken) {
            this.pass = pass;
            this.accessToken = accessToken;
        }
    }

    /** A token for an external page, kept after it was used. */
    static final class OneTime {
        final String login;
        final Instant end;
        int presented;

        OneTime(String login, Instant end) {
            this.login = login;
            this.end = end;
        }
    }

    /** An authorization code, bound to the request it was issued for. */
    static final class Code {
        final String login;
        final Map<String, String> request;
        final Instant end;
        boolean spent;

        Code(String login, Map<String, String> request, Instant end) {
            this.login = login;
            this.request = request;
            this.end = end;
        }
    }

    TeState(FakeTraderEvolution.Builder settings, Journal journal) {
        this.journal = journal;
        this.authType = settings.authType;
        this.time = settings.hosting.time();
        this.anonymousVerification = settings.anonymousVerification;
        this.onePairPerUser = settings.onePairPerUser;
    }

    /** A word nobody can guess; the number keeps it unique and tells tokens apart in a failing test. */
    String secret(String kind, String owner) {
        issued++;
        String secret = "%s%d.%016x.%016x".formatted(kind.charAt(0), issued, random.nextLong(), random.nextLong());
        journal.issued(kind, owner, secret);
        return secret;
    }

    int nextId() {
        issued++;
        return 1000 + issued;
    }

    String newAccess(Api api, String login) {
        String token = secret("access", login);
        accessTokens.put(token, new Pass(api, login, time.now().plus(accessLife)));
        return token;
    }

    String newRefresh(Api api, String login, String access) {
        String token = secret("refresh", login);
        refreshTokens.put(token, new Refresh(new Pass(api, login, time.now().plus(refreshLife)), access));
        return token;
    }

    /** Whose access token this is, if it is good now. */
    Optional<Pass> holder(Api api, @Nullable String token) {
        return Optional.ofNullable(accessTokens.get(token)).filter(pass -> pass.api() == api && !isOver(pass.end()));
    }

    /** Takes a refresh token: once. */
    Optional<Pass> spend(Api api, @Nullable String token) {
        Refresh refresh = refreshTokens.get(token);
        if (refresh == null || refresh.pass.api() != api) {
            return Optional.empty();
        }
        if (refresh.spent) {
            spentPresented++;
            return Optional.empty();
        }
        if (isOver(refresh.pass.end())) {
            return Optional.empty();
        }
        refresh.spent = true;
        renewals++;
        return Optional.of(refresh.pass);
    }

    void endAccess(Predicate<Pass> which) {
        accessTokens.values().removeIf(which);
    }

    void end(Predicate<Pass> which) {
        endAccess(which);
        refreshTokens.values().removeIf(refresh -> which.test(refresh.pass));
    }

    boolean isOver(Instant end) {
        return !time.now().isBefore(end);
    }

    /** The token after the word Bearer; null if there is none. */
    static @Nullable String bearer(FakeRequest request) {
        String[] parts = request.header("Authorization").orElse("").split(" ", -1);
        return parts.length == 2 && parts[0].equalsIgnoreCase("Bearer") ? parts[1] : null;
    }
}
