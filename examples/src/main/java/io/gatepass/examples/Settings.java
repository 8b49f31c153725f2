package io.gatepass.examples;

import java.util.Map;
import java.util.Optional;

/**
 * Where the examples find a real platform: in the environment. The library itself reads none of it.
 *
 * @param variables the environment
 */
record Settings(Map<String, String> variables) {
    Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    String require(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("set " + name + " as well"));
    }

    boolean says(String name, String value) {
        return find(name).filter(value::equalsIgnoreCase).isPresent();
    }
}
