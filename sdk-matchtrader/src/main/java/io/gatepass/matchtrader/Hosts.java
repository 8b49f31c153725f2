package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import java.util.regex.Pattern;

/** Keeps the traders' platform and the broker's API apart: neither may ever see the other's credentials. */
final class Hosts {
    private static final Pattern BROKER_APIS =
            Pattern.compile("(broker-api|crm-api|trader-api)[a-z0-9-]*\\.match-trader\\.com");

    private Hosts() {}

    static void requireNoBrokerApi(Origin platform) {
        if (BROKER_APIS.matcher(platform.host()).matches()) {
            throw new Misconfigured("base URL: this is an API of the vendor for others than traders, not a platform");
        }
    }

    /** On one machine, as in tests, the port tells them apart. */
    static void requireApart(Origin platform, Origin broker) {
        boolean same = platform.isLoopback()
                ? platform.equals(broker)
                : platform.host().equals(broker.host());
        if (same) {
            throw new Misconfigured("broker and platform: the same host is configured for both");
        }
    }
}
