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
        Authorization authorization = request.tag(Authorization.class);
        if (authorization == null || !authorization.covers(Placements.originOf(request.url()))) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(Placements.place(request, authorization));
        // Whoever prints the answer's request must not find the credentials in it.
        return response.newBuilder().request(request).build();
    }
}
