package io.gatepass.core.okhttp;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** What a call carries, from the interceptor that asks the session to the one that writes each hop: a tag of the call. */
final class Carried {
    private volatile @Nullable Prepared authorization;

    private Carried() {}

    static void put(Call call, Prepared authorization) {
        call.tag(Carried.class, Carried::new).authorization = authorization;
    }

    static @Nullable Prepared by(Call call) {
        Carried carried = call.tag(Carried.class);
        return carried == null ? null : carried.authorization;
    }
}
