package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;

/**
 * The three generations of the broker's API: the same calls at other hosts and paths. Which one a broker has follows from
 * the key it was given.
 */
public enum BrokerApi {
    /** Broker API, which the vendor retires at the end of 2026: {@code broker-api.match-trader.com}. */
    V1("https://broker-api-demo.match-trader.com"),
    /** CRM-API, for brokers that use the vendor's CRM; its host is handed out with the key. */
    CRM("https://crm-api-demo.match-trader.com"),
    /**
     * Broker API v2, for any other CRM: {@code broker-api-v2-<client>.match-trader.com}. The schema of its accounts is not
     * published: what is not e-mail address and password goes into {@link NewAccount#withMembers}.
     */
    V2("https://broker-api-v2-demo.match-trader.com");

    private final String sandboxUrl;

    BrokerApi(String sandboxUrl) {
        this.sandboxUrl = sandboxUrl;
    }

    /** The vendor's sandbox, which all integrators share. */
    public String sandboxUrl() {
        return sandboxUrl;
    }

    /** The path of a call; each {@code {}} takes a segment. */
    String path(Call call) {
        String path = this == V2 ? call.pathInV2 : call.path;
        if (path.isEmpty()) {
            throw new Misconfigured("broker API " + this + ": has no call for " + call);
        }
        return path;
    }

    /** What a broker's API is asked. */
    enum Call {
        CREATE("/v1/accounts", "/v1/user-accounts"),
        BY_EMAIL("/v1/accounts/by-email/{}", "/v1/user-accounts/email/{}"),
        BY_UUID("/v1/accounts/by-uuid/{}", "/v1/user-accounts/{}"),
        CHANGE_PASSWORD("/v1/change-password", "/v1/user-accounts/{}/change-password"),
        ONE_TIME_TOKEN("/v1/one-time-token", "/v1/one-time-token"),
        OFFERS("/v1/offers", "");

        private final String path;
        private final String pathInV2;

        Call(String path, String pathInV2) {
            this.path = path;
            this.pathInV2 = pathInV2;
        }
    }
}
