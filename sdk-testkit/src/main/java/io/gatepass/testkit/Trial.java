package io.gatepass.testkit;

import io.gatepass.testkit.PlatformServer.Answer;
import org.jspecify.annotations.Nullable;

/** One call of one verb against a scripted server, and what came of it. */
final class Trial<S> implements AutoCloseable {
    static final String MARKER = "s3cr3t-Marker-4711";

    private final Verb<S> verb;
    private final World world;
    private int requestsBefore;
    private boolean prepared;
    private @Nullable S state;
    private volatile @Nullable Object result;
    private volatile @Nullable Throwable thrown;

    private Trial(Verb<S> verb, String secret) {
        this.verb = verb;
        this.world = World.start(ManualTime.create(), secret);
    }

    static <S> Trial<S> of(Verb<S> verb) {
        return of(verb, MARKER);
    }

    static <S> Trial<S> of(Verb<S> verb, String secret) {
        return new Trial<>(verb, secret);
    }

    void prepare() {
        verb.before(world.target()).forEach(world.server()::answers);
        state = verb.prepare(world.target());
        requestsBefore = world.server().requestCount();
        prepared = true;
    }

    @SuppressWarnings("NullAway") // the state is whatever the verb's own preparation returned
    void act(Answer... answers) {
        try {
            if (!prepared) {
                prepare();
            }
            world.server().answers(answers);
            result = verb.act(world.target(), state);
        } catch (Throwable t) {
            thrown = t;
        }
    }

    @Nullable Throwable thrown() {
        return thrown;
    }

    /** Returns the result, or throws what was thrown. */
    Object outcome() throws Exception {
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        return String.valueOf(result);
    }

    void awaitRequest() {
        if (world.server().requests().size() == requestsBefore) {
            world.server().awaitRequest();
        }
    }

    void expectOneRequest() {
        world.server().expect(requestsBefore + 1);
    }

    void expectNoRequest() {
        world.server().expect(requestsBefore);
    }

    @Override
    public void close() {
        world.close();
    }
}
