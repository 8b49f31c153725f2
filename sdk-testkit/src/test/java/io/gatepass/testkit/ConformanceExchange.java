package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A documented exchange, as a conformance file has it.
 *
 * @param name what it shows; no other exchange of the file is called so
 * @param page where it is documented
 * @param destructive whether it changes anything that outlives the run, or sends a message
 * @param place which server it is for
 * @param repeat how many times the request is sent, each time with the same answer
 * @param request what is sent
 * @param answer what must come back
 * @param capture where in the answer the values are that later exchanges need, by their name
 */
record ConformanceExchange(
        String name,
        String page,
        boolean destructive,
        Place place,
        int repeat,
        Map<?, ?> request,
        Map<?, ?> answer,
        Map<?, ?> capture) {
    private static final Set<String> MEMBERS =
            Set.of("name", "page", "effect", "setUp", "api", "repeat", "request", "answer", "capture");
    private static final Set<String> REQUEST =
            Set.of("method", "path", "headers", "basic", "body", "form", "text", "base64");
    private static final Set<String> ANSWER = Set.of("status", "headers", "body", "text", "exact");

    /**
     * A server.
     *
     * @param setUp the set-up it must have; empty for the usual one
     * @param api which of the platform's APIs; empty if it has only one
     */
    record Place(String setUp, String api) {}

    /** The exchanges of a platform's file, in their order. A file that is not well formed is an AssertionError. */
    static List<ConformanceExchange> of(PlatformName platform) {
        Object file = Resources.json("/conformance/" + platform.id() + ".json");
        var exchanges = new ArrayList<ConformanceExchange>();
        var names = new HashSet<String>();
        for (Object item : (List<?>) file) {
            ConformanceExchange exchange = of((Map<?, ?>) item);
            if (!names.add(exchange.name())) {
                throw new AssertionError("two exchanges are called \"" + exchange.name() + "\"");
            }
            exchanges.add(exchange);
        }
        return exchanges;
    }

    static ConformanceExchange of(Map<?, ?> item) {
        String name = text(item, "name", "");
        Map<?, ?> request = object(item, "request");
        Map<?, ?> answer = object(item, "answer");
        check(name, item, MEMBERS);
        check(name, request, REQUEST);
        check(name, answer, ANSWER);
        String effect = text(item, "effect", "");
        boolean complete = !name.isEmpty() && !text(item, "page", "").isEmpty() && answer.containsKey("status");
        if (!complete || !Set.of("read-only", "destructive").contains(effect)) {
            throw new AssertionError(name + ": needs name, page, effect and status");
        }
        return new ConformanceExchange(
                name,
                text(item, "page", ""),
                effect.equals("destructive"),
                new Place(text(item, "setUp", ""), text(item, "api", "")),
                item.get("repeat") instanceof Double times ? times.intValue() : 1,
                request,
                answer,
                object(item, "capture"));
    }

    private static void check(String name, Map<?, ?> members, Set<String> known) {
        if (!known.containsAll(members.keySet())) {
            throw new AssertionError(name + ": members other than " + known + ": " + members.keySet());
        }
    }

    private static String text(Map<?, ?> item, String member, String otherwise) {
        return item.get(member) instanceof String text ? text : otherwise;
    }

    private static Map<?, ?> object(Map<?, ?> item, String member) {
        return item.get(member) instanceof Map<?, ?> object ? object : Map.of();
    }
}
