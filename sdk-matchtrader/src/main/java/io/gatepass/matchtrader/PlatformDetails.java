package io.gatepass.matchtrader;

import java.util.Optional;

/**
 * What a platform says about itself to anybody. What it leaves out is empty.
 *
 * @param partnerId the broker's number, which a login names
 * @param platformUrl where the platform says that traders find it; this library never calls it
 * @param brokerName the broker's name
 */
public record PlatformDetails(Optional<String> partnerId, Optional<String> platformUrl, Optional<String> brokerName) {}
