package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The domain of a cookie that one host sets for another: their nearest common parent, if one owner has all below it. */
final class CookieDomain {
    private CookieDomain() {}

    /** Empty if there is but one host, which then needs no domain. */
    static Optional<String> of(List<Origin> origins) {
        List<String> hosts = origins.stream().map(Origin::host).distinct().toList();
        if (hosts.size() == 1) {
            return Optional.empty();
        }
        String common = hosts.stream().reduce(CookieDomain::common).orElseThrow();
        boolean owned = !common.isEmpty()
                && new Origin("https", common, 443).registrableDomain().isPresent();
        if (!owned) {
            throw new Misconfigured(
                    "portal URL: shares no domain of its own with the platform, so no cookie can be handed over; use a link");
        }
        return Optional.of(common);
    }

    private static String common(String one, String other) {
        return parents(one)
                .filter(parent -> parents(other).anyMatch(parent::equals))
                .findFirst()
                .orElse("");
    }

    /** The host itself first, then its parents. */
    private static Stream<String> parents(String host) {
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        return Stream.iterate(0, i -> i < labels.size(), i -> i + 1)
                .map(i -> String.join(".", labels.subList(i, labels.size())));
    }
}
