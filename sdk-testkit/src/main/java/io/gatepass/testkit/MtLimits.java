package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.NO_RETRY_AFTER;
import static io.gatepass.testkit.MatchTraderQuirk.RETRY_AFTER_AS_DATE;

import io.gatepass.testkit.FakeMatchTrader.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Requests a minute for each host. Guarded by the server's lock. */
final class MtLimits {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final MtState state;
    private final Map<Host, Integer> perMinute = new EnumMap<>(Host.class);
    private final Map<Host, Deque<Long>> calls = new EnumMap<>(Host.class);

    MtLimits(MtState state) {
        this.state = state;
    }

    void set(Host host, int requests) {
        perMinute.put(host, requests);
    }

    /** Counts a request; the refusal, if it is one too many. */
    Optional<FakeAnswer> refusal(Host host) {
        Integer limit = perMinute.get(host);
        if (limit == null) {
            return Optional.empty();
        }
        long now = state.time.nanoTime();
        Deque<Long> past = calls.computeIfAbsent(host, h -> new ArrayDeque<>());
        past.removeIf(at -> now - at >= MINUTE);
        if (past.size() < limit) {
            past.add(now);
            return Optional.empty();
        }
        long first = past.isEmpty() ? now : past.getFirst();
        return Optional.of(refusal(Duration.ofNanos(first + MINUTE - now).toSeconds()));
    }

    private FakeAnswer refusal(long seconds) {
        FakeAnswer answer = MtAnswers.error(429, "Too many requests");
        if (state.has(NO_RETRY_AFTER)) {
            return answer;
        }
        String date = FakeServer.httpDate(state.time.now().plusSeconds(seconds));
        return answer.with("Retry-After", state.has(RETRY_AFTER_AS_DATE) ? date : String.valueOf(seconds));
    }
}
