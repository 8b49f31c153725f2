package io.gatepass.matchtrader;

import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The settings that both facades have. For use by one thread. */
abstract sealed class Settings<B> permits MatchTraderBroker.Builder, MatchTraderPlatform.Builder {
    @Nullable OkHttpEngine engine;

    private final String baseUrl;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int callsPerMinute = CallLimits.VENDORS_MINUTE;
    private OptionalInt callsPerDay = OptionalInt.empty();
    private boolean plainHttp;

    Settings(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    abstract B self();

    /** Use this engine, which you close; without one the client makes its own. */
    public B engine(OkHttpEngine yours) {
        this.engine = yours;
        return self();
    }

    /** Send this header with every request, or replace {@code Accept-Language} or {@code User-Agent}. */
    public B header(String name, String value) {
        this.headers.put(name, value);
        return self();
    }

    /** Make at most so many calls in any minute; 500 unless set, which is the vendor's bound; 200 for bulk calls. */
    public B callsPerMinute(int most) {
        this.callsPerMinute = CallLimits.requirePositive("callsPerMinute", most);
        return self();
    }

    /** Make at most so many calls in any 24 hours; no bound unless set. */
    public B callsPerDay(int most) {
        this.callsPerDay = OptionalInt.of(CallLimits.requirePositive("callsPerDay", most));
        return self();
    }

    /** Allow plain HTTP to a host other than this machine. Keys, passwords and cookies can then be read on the way. */
    public B allowPlainHttp() {
        this.plainHttp = true;
        return self();
    }

    PlatformHttp transport(OkHttpEngine used, String... reserved) {
        PlatformHttp.Builder transport = PlatformHttp.builder(used, baseUrl).reserve(reserved);
        headers.forEach(transport::header);
        return (plainHttp ? transport.allowPlainHttp() : transport).build();
    }

    CallLimits limits(OkHttpEngine used) {
        return new CallLimits(callsPerMinute, callsPerDay, used.time());
    }
}
