package io.gatepass.testkit;

import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformContract.Trait;
import io.gatepass.testkit.PlatformServer.Answer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One verb of a facade, for {@link PlatformContract} to try: how to get ready for it, how to call it, and what the
 * platform answers when all is well.
 *
 * @param <S> what the verb needs: a session, a challenge, or nothing but the client
 */
public final class Verb<S> {
    private final String name;
    private final Function<Target, ? extends S> preparation;
    private final BiFunction<Target, S, ?> action;
    private Supplier<Answer> success = () -> PlatformServer.json(200, "{}");
    private Function<Target, List<Answer>> before = target -> List.of();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    private Verb(String name, Function<Target, ? extends S> preparation, BiFunction<Target, S, ?> action) {
        this.name = name;
        this.preparation = preparation;
        this.action = action;
    }

    /**
     * Where to call it and with what.
     *
     * @param baseUrl the scripted server
     * @param engine the engine the client must use
     * @param secret what to use as password, code, token or key
     */
    public record Target(String baseUrl, OkHttpEngine engine, Secret secret) {}

    /** A verb: prepared by {@code preparation}, called by {@code action}, which sends exactly one request. */
    public static <S> Verb<S> of(
            String name, Function<Target, ? extends S> preparation, BiFunction<Target, S, ?> action) {
        return new Verb<>(name, preparation, action);
    }

    /** What the platform answers when all is well; an empty JSON object unless set. */
    public Verb<S> answeredBy(Supplier<Answer> answer) {
        this.success = answer;
        return this;
    }

    /** What the server answers while the verb is prepared; issue {@link Target#secret()} as the session's own. */
    public Verb<S> after(Function<Target, List<Answer>> answers) {
        this.before = answers;
        return this;
    }

    /** Says what is special about it. */
    public Verb<S> with(Trait... special) {
        traits.addAll(Set.of(special));
        return this;
    }

    String name() {
        return name;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    Answer success() {
        return success.get();
    }

    List<Answer> before(Target target) {
        return before.apply(target);
    }

    S prepare(Target target) {
        return preparation.apply(target);
    }

    Object act(Target target, S prepared) {
        return String.valueOf(action.apply(target, prepared));
    }
}
