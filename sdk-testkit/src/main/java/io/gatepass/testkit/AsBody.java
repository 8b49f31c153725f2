package io.gatepass.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON body of a request. */
final class AsBody {
    private final Map<?, ?> members;

    private AsBody(Map<?, ?> members) {
        this.members = members;
    }

    /** What an application that expects an object gets; empty if the body is another thing, or none. */
    static Optional<AsBody> of(FakeRequest request) {
        try {
            return FakeJson.parse(request.bytes().utf8()) instanceof Map<?, ?> members
                    ? Optional.of(new AsBody(members))
                    : Optional.empty();
        } catch (FakeJson.Malformed e) {
            return Optional.empty();
        }
    }

    static AsBody none() {
        return new AsBody(Map.of());
    }

    Map<?, ?> members() {
        return members;
    }

    /** The members that are strings. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(String.valueOf(name), text);
            }
        });
        return texts;
    }

    /** A member that is a string; empty if it is absent or something else. */
    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    /** A member that is an object; without members if it is absent or something else. */
    AsBody object(String name) {
        return members.get(name) instanceof Map<?, ?> inner ? new AsBody(inner) : none();
    }
}
