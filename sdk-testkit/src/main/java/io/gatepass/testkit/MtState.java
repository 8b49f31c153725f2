package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import io.gatepass.testkit.FakeMatchTrader.Mail;
import io.gatepass.testkit.FakeMatchTrader.Offer;
import io.gatepass.testkit.FakeMatchTrader.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All that the fake remembers. Guarded by the journal's lock. */
final class MtState {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");

    final Journal journal;
    final ManualTime time;
    final String brokerId;
    final BrokerApi brokerApi;
    final MtSecrets secrets = new MtSecrets();
    final MtSettings settings = new MtSettings();
    final Set<MatchTraderQuirk> quirks = EnumSet.noneOf(MatchTraderQuirk.class);
    final Set<String> gone = new HashSet<>();
    final String branchUuid = secrets.uuid();
    final String roleUuid = secrets.uuid();
    final Map<String, List<Right>> brokerKeys = new HashMap<>();
    final List<MtTraderToken> traderTokens = new ArrayList<>();
    final List<MtUser> users = new ArrayList<>();
    final List<Offer> offers = new ArrayList<>();
    final List<Mail> mails = new ArrayList<>();
    final List<String> strays = new ArrayList<>();
    final List<MtSession> sessions = new ArrayList<>();
    final Map<String, MtOneTime> oneTimeTokens = new LinkedHashMap<>();
    final Map<String, MtRefreshToken> refreshTokens = new LinkedHashMap<>();
    Duration sessionLife = Duration.ofMinutes(15);
    Duration refreshLife = Duration.ofDays(1);
    Duration oneTimeLife = Duration.ofSeconds(60);
    String platformUrl = "";
    private int accountNumber = 700_000;

    MtState(FakeMatchTrader.Builder builder, Journal journal) {
        this.journal = journal;
        this.time = builder.hosting.time();
        this.brokerId = builder.brokerId;
        this.brokerApi = builder.brokerApi;
        addOffer("Demo USD", "USD");
    }

    /** A new secret, written down in the ledger. */
    String issue(String kind, String owner) {
        return issue(kind, owner, secrets.next(kind));
    }

    String issue(String kind, String owner, String secret) {
        journal.issued(kind, owner, secret);
        return secret;
    }

    boolean has(MatchTraderQuirk quirk) {
        return quirks.contains(quirk);
    }

    long endOf(Duration life) {
        return time.nanoTime() + life.toNanos();
    }

    boolean isOver(long end) {
        return time.nanoTime() - end >= 0;
    }

    String timestamp(Instant instant) {
        DateTimeFormatter format = has(MatchTraderQuirk.NANOSECOND_TIMES) ? NANOS : MILLIS;
        return format.format(instant.atZone(ZoneOffset.UTC));
    }

    String addBrokerKey(List<Right> rights) {
        String key = issue("broker-key", "broker");
        brokerKeys.put(key, rights);
        return key;
    }

    Offer addOffer(String name, String currency) {
        var offer = new Offer(secrets.uuid(), secrets.uuid(), branchUuid, name, currency);
        offers.add(offer);
        return offer;
    }

    Optional<Offer> offer(String uuid) {
        return offers.stream().filter(offer -> offer.uuid().equals(uuid)).findFirst();
    }

    MtUser addUser(String email, String password) {
        var user = new MtUser(this, email, password);
        users.add(user);
        return user;
    }

    MtAccount addAccount(MtUser user, Offer offer) {
        accountNumber++;
        return addAccount(user, String.valueOf(accountNumber), offer);
    }

    MtAccount addAccount(MtUser user, String id, Offer offer) {
        var account = new MtAccount(id, offer, this);
        user.accounts.add(account);
        return account;
    }

    /** The oldest living user with this address, in any case of letters. */
    Optional<MtUser> byEmail(String email) {
        return living(user -> user.email.equalsIgnoreCase(email));
    }

    Optional<MtUser> byUuid(String uuid) {
        return living(user -> user.uuid.equals(uuid));
    }

    /** Whom these credentials belong to, deleted users last; no user at all if they are wrong. */
    Optional<MtUser> byCredentials(String email, String password) {
        Predicate<MtUser> matching = user -> user.email.equalsIgnoreCase(email) && user.password.equals(password);
        return living(matching).or(() -> users.stream().filter(matching).findFirst());
    }

    private Optional<MtUser> living(Predicate<MtUser> matching) {
        return users.stream()
                .filter(user -> !user.deleted && matching.test(user))
                .findFirst();
    }

    /** Issues a one-time token; earlier ones of the user are good no more. */
    MtOneTime issueOneTime(MtUser user, Duration validity) {
        var token = new MtOneTime(this, user, validity);
        oneTimeTokens.put(token.token, token);
        user.newest = token;
        return token;
    }

    /** Redeems a one-time token, if it is the newest of a user, unspent and in time. */
    Optional<MtUser> redeem(String token) {
        MtOneTime known = oneTimeTokens.get(token);
        if (known == null) {
            return Optional.empty();
        }
        known.presented++;
        if (known.accepted > 0 || known.user.newest != known || isOver(known.end)) {
            return Optional.empty();
        }
        known.accepted++;
        return Optional.of(known.user);
    }

    /** The session that a session token belongs to, if the token is good. */
    Optional<MtSession> session(String token) {
        return sessions.stream()
                .filter(session -> session.tokens.containsKey(token) && !session.user.deleted)
                .filter(session -> !isOver(session.tokens.getOrDefault(token, time.nanoTime())))
                .findFirst();
    }
}
