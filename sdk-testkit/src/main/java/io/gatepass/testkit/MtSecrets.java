package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Ids and secrets: the same in every run, and never found in a log by chance. Guarded by the server's lock. */
final class MtSecrets {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Random random = new Random(8714);
    private final Map<String, Integer> counts = new HashMap<>();

    String next(String kind) {
        int count = counts.merge(kind, 1, Integer::sum);
        return String.format("mt-%s-%04d-%016x", kind, count, random.nextLong());
    }

    String uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    /** A JSON Web Token with these claims; its signature is a marker. */
    String jwt(String claims) {
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        return BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(claims.getBytes(UTF_8)) + "."
                + next("session-token");
    }
}
