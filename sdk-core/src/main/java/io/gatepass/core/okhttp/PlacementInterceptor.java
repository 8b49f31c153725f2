package io.gatepass.core.okhttp;

import io.gatepass.core.Authorization;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Places credentials on each hop that may have them. A network interceptor: only it sees every hop of a redirect, and
 * only it can merge cookies with those of the application's own jar.
 */
final class PlacementInterceptor implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Authorization authorization = Carried.by(chain.call());
        if (authorization == null || !authorization.covers(Placements.originOf(request.url()))) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(Placements.place(request, authorization));
        return isMaskedByOkHttp(authorization)
                ? response
                : response.newBuilder().request(request).build();
    }

    /** Whoever prints the answer's request must not find the credentials in it; OkHttp sees to that for these two. */
    private static boolean isMaskedByOkHttp(Authorization authorization) {
        for (String name : authorization.headers().keySet()) {
            if (!name.equals("Authorization") && !name.equals("Cookie")) {
                return false;
            }
        }
        return true;
    }
}
