package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of a trader's accounts, with the credentials that are its own.
 *
 * @param id its number
 * @param apiToken what trading calls for it carry in {@code Auth-trading-api}; without it there are none
 * @param systemUuid the trading system it is on, part of every trading URL
 * @param accountToken a further token that some brokers' platforms issue; see {@link AccountTokenUse}
 * @param uuid its uuid
 * @param branchUuid the branch it belongs to
 * @param created when it was created
 * @param offer what it was opened with
 */
public record TradingAccount(
        TradingAccountId id,
        Optional<Secret> apiToken,
        Optional<String> systemUuid,
        Optional<Secret> accountToken,
        Optional<String> uuid,
        Optional<String> branchUuid,
        Optional<Instant> created,
        Optional<TradingOffer> offer) {
    private static final Pattern UUID_LIKE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    /**
     * Checks what goes into headers and URLs.
     *
     * @throws Rejected naming the component; never repeats a token
     */
    public TradingAccount {
        apiToken.ifPresent(token -> token.forHeader("apiToken"));
        accountToken.ifPresent(token -> token.forCookie("accountToken"));
        if (!systemUuid.map(TradingAccount::isUuidLike).orElse(true)) {
            throw Rejected.form("systemUuid", "must be letters, digits and hyphens");
        }
    }

    static boolean isUuidLike(String text) {
        return UUID_LIKE.matcher(text).matches();
    }

    /**
     * What an account was opened with. What the platform leaves out is empty.
     *
     * @param uuid its uuid
     * @param name its name
     * @param currency the account's currency
     * @param demo whether the money is play money
     * @param partnerId the broker's number
     */
    public record TradingOffer(
            Optional<String> uuid,
            Optional<String> name,
            Optional<String> currency,
            Optional<Boolean> demo,
            Optional<String> partnerId) {}
}
