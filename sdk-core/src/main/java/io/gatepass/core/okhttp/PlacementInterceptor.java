package io.gatepass.core.okhttp;

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
        Prepared carried = Carried.by(chain.call());
        if (carried == null || !carried.covers(request.url())) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(carried.place(request));
        return carried.masked()
                ? response
                : response.newBuilder().request(request).build();
    }
}
