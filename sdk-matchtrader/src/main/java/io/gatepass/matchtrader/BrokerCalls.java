package io.gatepass.matchtrader;

import io.gatepass.core.Authorization;
import io.gatepass.core.Origin;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.matchtrader.BrokerApi.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of a broker's API at the paths of its generation, counted, with the key. */
final class BrokerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(MatchTraderBroker.class);

    private final BrokerApi api;
    private final PlatformHttp http;
    private final CallLimits limits;
    private final TokenSession<BrokerKey> session;

    BrokerCalls(MatchTraderBroker.Builder builder, OkHttpEngine engine) {
        this.api = builder.api;
        this.http = builder.transport(engine);
        this.limits = builder.limits(engine);
        BrokerKey.Form form = builder.form;
        this.session = TokenSession.of(
                new BrokerKey(builder.key, http.origin()), (key, out) -> place(key, form, out), http.origin());
        if (api == BrokerApi.V1) {
            LOG.warn("Broker API v1 ends with the year 2026; move to the CRM-API or to Broker API v2");
        }
    }

    private static void place(BrokerKey key, BrokerKey.Form form, Authorization.Fields out) {
        switch (form) {
            case BEARER -> out.header("Authorization", "Bearer", key.value());
            case RAW -> out.header("Authorization", key.value());
        }
    }

    BrokerApi api() {
        return api;
    }

    Origin origin() {
        return http.origin();
    }

    TokenSession<BrokerKey> session() {
        return session;
    }

    PlatformHttp.Request get(Call call, Object... segments) {
        return request("GET", call, segments);
    }

    PlatformHttp.Request post(Call call) {
        return request("POST", call);
    }

    PlatformHttp.Request request(String method, Call call, Object... segments) {
        limits.count();
        return http.request(method, api.path(call), segments).as(session);
    }
}
