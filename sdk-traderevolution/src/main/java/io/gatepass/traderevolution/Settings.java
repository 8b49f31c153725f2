package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Token;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.Placement;
import io.gatepass.core.spi.PlatformHttp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The settings that both facades have. For use by one thread. */
abstract sealed class Settings<B, T extends Token>
        permits TraderEvolutionBackOffice.Builder, TraderEvolutionClient.Builder {
    final String baseUrl;

    @Nullable OkHttpEngine engine;

    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean plainHttp;
    private Tuning tuning = Tuning.DEFAULT.withMarginAtMost(Duration.ofSeconds(30));
    private BiConsumer<? super T, ? super T> onRenewed = (spent, fresh) -> {};

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

    /** Allow plain HTTP to a host other than this machine. Passwords and tokens can then be read on the way. */
    public B allowPlainHttp() {
        this.plainHttp = true;
        return self();
    }

    /** When to renew and how long to wait; unless set, a tenth of a token's life before its end, at most 30 s. */
    public B tuning(Tuning chosen) {
        this.tuning = chosen;
        return self();
    }

    /**
     * What to tell of each renewal, in order and after the session has the fresh tokens: the place to store them. Called
     * on an engine thread. If it throws, the calls that waited for the renewal fail with that exception; the session goes
     * on.
     */
    public B onRenewed(BiConsumer<? super T, ? super T> hook) {
        this.onRenewed = hook;
        return self();
    }

    /**
     * A transport for {@code url}.
     *
     * @throws Misconfigured naming what cannot work
     */
    PlatformHttp transport(OkHttpEngine shared, String url, String... reserved) {
        PlatformHttp.Builder transport =
                PlatformHttp.builder(shared, BaseUrls.requireApi(url)).reserve(reserved);
        headers.forEach(transport::header);
        return (plainHttp ? transport.allowPlainHttp() : transport).build();
    }

    /** Whether a token may go there at all. */
    boolean mayHold(Origin place) {
        return plainHttp || place.isEncrypted() || place.isLoopback();
    }

    Plan.Builder<T> plan(OkHttpEngine shared, Placement<T> placement, Set<Origin> audience) {
        return Plan.<T>builder(shared, placement, audience).tuning(tuning).onRenewed(onRenewed);
    }
}
