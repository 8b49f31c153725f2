package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import java.util.Map;

/**
 * The three generations of the broker's API: the same calls at other hosts and paths. Which one a broker has follows from
 * the key it was given.
 */
public enum BrokerApi {
    /** Broker API, which the vendor retires at the end of 2026: {@code broker-api.match-trader.com}. */
    V1("https://broker-api-demo.match-trader.com", Paths.ACCOUNTS),
    /** CRM-API, for brokers that use the vendor's CRM; its host is handed out with the key. */
    CRM("https://crm-api-demo.match-trader.com", Paths.ACCOUNTS),
    /**
     * Broker API v2, for any other CRM: {@code broker-api-v2-<client>.match-trader.com}. The schema of its accounts is not
     * published: what is not e-mail address and password goes into {@link NewAccount#withMembers}.
     */
    V2("https://broker-api-v2-demo.match-trader.com", Paths.USER_ACCOUNTS);

    private final String sandboxUrl;
    private final Map<Call, String> paths;

    BrokerApi(String sandboxUrl, Map<Call, String> paths) {
        this.sandboxUrl = sandboxUrl;
        this.paths = paths;
    }

    /** The vendor's sandbox, which all integrators share. */
    public String sandboxUrl() {
        return sandboxUrl;
    }

    /** The path of a call; each {@code {}} takes a segment. */
    String path(Call call) {
        String path = paths.get(call);
        if (path == null) {
            throw new Misconfigured("broker API " + this + ": has no call for " + call);
        }
        return path;
    }

    /** What a broker's API is asked. */
    enum Call {
        CREATE,
        BY_EMAIL,
        BY_UUID,
        CHANGE_PASSWORD,
        ONE_TIME_TOKEN,
        OFFERS
    }

    private static final class Paths {
        private static final String TOKEN = "/v1/one-time-token";
        static final Map<Call, String> ACCOUNTS = Map.of(
                Call.CREATE, "/v1/accounts",
                Call.BY_EMAIL, "/v1/accounts/by-email/{}",
                Call.BY_UUID, "/v1/accounts/by-uuid/{}",
                Call.CHANGE_PASSWORD, "/v1/change-password",
                Call.ONE_TIME_TOKEN, TOKEN,
                Call.OFFERS, "/v1/offers");
        static final Map<Call, String> USER_ACCOUNTS = Map.of(
                Call.CREATE, "/v1/user-accounts",
                Call.BY_EMAIL, "/v1/user-accounts/email/{}",
                Call.BY_UUID, "/v1/user-accounts/{}",
                Call.CHANGE_PASSWORD, "/v1/user-accounts/{}/change-password",
                Call.ONE_TIME_TOKEN, TOKEN);
    }
}
