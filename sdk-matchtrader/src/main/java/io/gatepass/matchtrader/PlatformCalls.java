package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The platform's calls at the paths that are configured, counted. */
final class PlatformCalls {
    private final PlatformHttp http;
    private final Map<MatchTraderEndpoint, String> overrides;
    private final CallLimits limits;

    PlatformCalls(PlatformHttp http, Map<MatchTraderEndpoint, String> overrides, CallLimits limits) {
        this.http = http;
        this.overrides = Map.copyOf(overrides);
        this.limits = limits;
        this.overrides.forEach(PlatformCalls::check);
    }

    private static void check(MatchTraderEndpoint endpoint, String path) {
        if (!path.matches("(/[A-Za-z0-9._~-]+)+") || path.contains("/.")) {
            throw new Misconfigured(
                    "path of " + endpoint + ": must begin with a slash, not end with one, and be plain");
        }
    }

    Origin origin() {
        return http.origin();
    }

    /** The base URL, with a slash at its end. */
    String baseUrl() {
        return http.url("/");
    }

    PlatformDetails details() {
        Reply reply = get(MatchTraderEndpoint.DETAILS).repeatable().send();
        if (!reply.isSuccess()) {
            throw PlatformRefusals.anonymous(reply);
        }
        Reply.Fields said = reply.fields();
        return new PlatformDetails(
                said.scalar("partnerId").filter(id -> !id.isBlank()),
                said.text("platformUrl"),
                said.text("brokerName"));
    }

    boolean has(MatchTraderEndpoint endpoint) {
        return find(endpoint).isPresent();
    }

    private PlatformHttp.Request get(MatchTraderEndpoint endpoint) {
        limits.count();
        return http.get(path(endpoint));
    }

    PlatformHttp.Request post(MatchTraderEndpoint endpoint) {
        limits.count();
        return http.post(path(endpoint));
    }

    /** A trading call; {@code resource} has been checked. */
    PlatformHttp.Request trading(String method, String systemUuid, String resource) {
        limits.count();
        return http.request(method, path(MatchTraderEndpoint.TRADING) + "/{}/" + resource, systemUuid);
    }

    String tradingUrl(String systemUuid, String resource) {
        return http.url(path(MatchTraderEndpoint.TRADING) + "/{}/" + resource, systemUuid);
    }

    /** The path as it is sent, with that of the base URL before it: the one that cookies are compared with. */
    String sentPath(MatchTraderEndpoint endpoint) {
        return URI.create(http.url(path(endpoint))).getRawPath();
    }

    private String path(MatchTraderEndpoint endpoint) {
        return find(endpoint)
                .orElseThrow(() -> new Misconfigured(
                        "path of " + endpoint + ": not documented by the vendor, and none is configured"));
    }

    private Optional<String> find(MatchTraderEndpoint endpoint) {
        return Optional.ofNullable(overrides.get(endpoint)).or(endpoint::defaultPath);
    }
}
