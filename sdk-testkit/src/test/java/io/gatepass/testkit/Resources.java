package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Data files among the tests. */
final class Resources {
    private Resources() {}

    /** A file of JSON; one that is absent or malformed is an AssertionError. */
    static Object json(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new AssertionError("there is no " + name);
            }
            return FakeJson.parse(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FakeJson.Malformed e) {
            throw new AssertionError(name + ": is not JSON", e);
        }
    }
}
