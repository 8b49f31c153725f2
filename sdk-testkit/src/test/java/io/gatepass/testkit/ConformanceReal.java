package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceExchange.Place;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real platform, by system properties ({@code conformance.password}) or, for what must not be in a report, the
 * environment ({@code CONFORMANCE_PASSWORD}). Only read-only exchanges of its set-up are run unless a setting says
 * otherwise.
 */
final class ConformanceReal implements ConformanceTarget {
    private static final String PREFIX = "conformance.";
    private static final String BASE_URL = "baseUrl";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    private final Map<String, String> settings;

    /** {@code settings} are named as after the prefix: {@code password}. */
    ConformanceReal(Map<String, String> settings) {
        this.settings = settings;
        settings.forEach((name, value) -> {
            if (name.startsWith(BASE_URL)) {
                requireEncrypted(name, URI.create(value));
            }
        });
    }

    private static void requireEncrypted(String name, URI url) {
        boolean here = url.getHost() != null && THIS_MACHINE.contains(url.getHost());
        if (!"https".equals(url.getScheme()) && !here) {
            throw new AssertionError(PREFIX + name + ": must begin with https://");
        }
    }

    /** What the properties and the environment say; a property wins. */
    static Map<String, String> settings(Properties properties, Map<String, String> environment) {
        Map<String, String> settings = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("CONFORMANCE_"))
                .collect(Collectors.toMap(variable -> camel(variable.getKey()), Map.Entry::getValue));
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> settings.put(name.substring(PREFIX.length()), properties.getProperty(name)));
        return settings;
    }

    /** {@code CONFORMANCE_APP_KEY} as {@code appKey}. */
    private static String camel(String variable) {
        var name = new StringBuilder();
        for (String word :
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** The platform that the settings are about; empty if they name no base URL. */
    static Optional<PlatformName> platform(Map<String, String> settings) {
        if (settings.keySet().stream().noneMatch(name -> name.startsWith(BASE_URL))) {
            return Optional.empty();
        }
        String id = settings.getOrDefault("platform", "");
        for (PlatformName name : PlatformName.values()) {
            if (name.id().equals(id)) {
                return Optional.of(name);
            }
        }
        throw new AssertionError(PREFIX + "platform: must be the name of a conformance file");
    }

    @Override
    public Optional<String> objection(ConformanceExchange exchange) {
        if (exchange.destructive() && !Boolean.parseBoolean(settings.get("destructive"))) {
            return Optional.of("destructive");
        }
        if (!exchange.place().setUp().equals(settings.getOrDefault("setUp", ""))) {
            return Optional.of(
                    "for a server whose set-up is \"" + exchange.place().setUp() + "\"");
        }
        return settings.containsKey(baseUrlName(exchange.place()))
                ? Optional.empty()
                : Optional.of("no " + PREFIX + baseUrlName(exchange.place()));
    }

    private static String baseUrlName(Place place) {
        return place.api().isEmpty() ? BASE_URL : BASE_URL + "." + place.api().replace(' ', '-');
    }

    @Override
    public String baseUrl(Place place) {
        return settings.get(baseUrlName(place)).replaceFirst("/+$", "");
    }

    @Override
    public Optional<String> variable(Place place, String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isEmpty());
    }

    /** Nothing: the platform goes on. */
    @Override
    public void close() {}
}
