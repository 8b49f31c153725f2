package io.gatepass.testkit;

import io.gatepass.testkit.FakePlatform.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the set-ups of all fakes have in common: ways to say what the variables of their files are. */
final class ConformanceSetUps {
    private ConformanceSetUps() {}

    /** Variables that never change: a name and a value on each line. */
    static Map<String, Supplier<String>> variables(String lines) {
        var variables = new HashMap<String, Supplier<String>>();
        lines.lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            variables.put(parts[0], () -> parts[1]);
        });
        return variables;
    }

    /** Part of the last message that was sent; null if there is none yet. */
    static Supplier<String> mailed(FakePlatform fake, String part) {
        return () -> {
            List<SentMessage> sent = fake.messages();
            return sent.isEmpty() ? null : sent.get(sent.size() - 1).content().get(part);
        };
    }

    /** Looked up when it is first asked for, the same from then on. */
    static Supplier<String> once(Supplier<String> lookUp) {
        var found = new ArrayList<String>();
        return () -> {
            if (found.isEmpty()) {
                found.add(lookUp.get());
            }
            return found.get(0);
        };
    }

    static AssertionError unknown(String setUp) {
        return new AssertionError("there is no set-up \"" + setUp + "\"");
    }
}
