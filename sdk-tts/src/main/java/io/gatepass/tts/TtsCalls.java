package io.gatepass.tts;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.spi.PlatformHttp;
import java.util.Map;

/** The backend's calls at the paths that are configured. */
final class TtsCalls {
    private final PlatformHttp http;
    private final Map<TtsEndpoint, String> overrides;

    TtsCalls(PlatformHttp http, Map<TtsEndpoint, String> overrides) {
        this.http = http;
        this.overrides = Map.copyOf(overrides);
        this.overrides.forEach(TtsCalls::check);
    }

    /** Without the slash at the end the backend redirects, which turns a POST into a GET elsewhere. */
    private static void check(TtsEndpoint endpoint, String path) {
        if (!path.startsWith("/") || path.startsWith("//") || !path.endsWith("/")) {
            throw new Misconfigured("path of " + endpoint + ": must begin and end with one slash");
        }
    }

    PlatformHttp.Request get(TtsEndpoint endpoint) {
        return http.get(path(endpoint));
    }

    PlatformHttp.Request post(TtsEndpoint endpoint) {
        return http.post(path(endpoint));
    }

    private String path(TtsEndpoint endpoint) {
        return overrides.getOrDefault(endpoint, endpoint.defaultPath());
    }
}
