package io.gatepass.benchmarks;

import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Row 2: one authenticated GET. The floor is a hand-written network interceptor that sets a constant header, at the place
 * where {@code attach} sets ours; a peer's token is set by the same interceptor, read anew for each request. Over a
 * loopback connection, and without any: an interceptor below all others then answers by itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark extends EverySubject {
    /** Who answers. */
    @Param({"local", "loopback"})
    public String target;

    private static final byte[] EMPTY = {};

    private RawServer server;
    private Call.Factory client;
    private Request request;

    /** Prepares the client. */
    @Setup
    public void open() throws Exception {
        server = RawServer.saying("{\"ok\":true}");
        request = new Request.Builder().url(server.url("/v1/accounts")).build();
        client = client(subject, target.equals("local"), request);
        run();
    }

    static OkHttpClient client(String subject, boolean local, Request request) {
        var endpoint = TokenEndpoint.answering(Duration.ZERO);
        if (subject.equals(Subjects.OURS)) {
            OkHttpClient attached = OkHttpEngine.attach(new OkHttpClient(), session(endpoint, request));
            return local ? answeringItself(attached) : attached;
        }
        Subject reader = Subjects.named(subject).open(endpoint, Duration.ofDays(2));
        String constant = "Bearer access-%033d".formatted(0);
        Header header = subject.equals(Subjects.FLOOR) ? () -> constant : reader::header;
        OkHttpClient client = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> place(chain, header))
                .build();
        return local ? answeringItself(client) : client;
    }

    private interface Header {
        String value() throws Exception;
    }

    private static Response place(Interceptor.Chain chain, Header header) throws IOException {
        try {
            return chain.proceed(chain.request()
                    .newBuilder()
                    .header("Authorization", header.value())
                    .build());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static RenewableSession<Ours.Pair> session(TokenEndpoint endpoint, Request request) {
        OkHttpEngine engine = OkHttpEngine.create();
        return Ours.planFor(engine, Origin.of(request.url().toString()))
                .renewer(spent -> Ours.renew(endpoint))
                .build()
                .resume(Ours.Pair.of(TokenEndpoint.earlier(Duration.ofDays(2))));
    }

    /**
     * Answers without a connection. Network interceptors need one, so those that place the credentials become application
     * interceptors below the others: the same objects, asked the same.
     */
    private static OkHttpClient answeringItself(OkHttpClient client) {
        OkHttpClient.Builder local = client.newBuilder();
        local.interceptors().addAll(client.networkInterceptors());
        local.networkInterceptors().clear();
        return local.addInterceptor(RequestBenchmark::answer).build();
    }

    private static Response answer(Interceptor.Chain chain) {
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(EMPTY, null))
                .build();
    }

    /** Ends what it started. */
    @TearDown
    public void close() {
        server.close();
    }

    /** One request and its answer. */
    @Benchmark
    public String run() throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }
}
