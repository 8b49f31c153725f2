package io.gatepass.testkit;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives fakes to JUnit tests: any parameter of type {@link FakePlatforms}, of a fake's own type, or {@link ManualTime}.
 *
 * <pre>{@code
 * @ExtendWith(FakePlatformsExtension.class)
 * class LoginTest {
 *     @Test
 *     void userSignsIn(FakeTts tts) {
 *         tts.addUser("alice@example.com", "correct horse 1");
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Each test gets fakes of its own, closed after it. If the constructor or a {@code @BeforeAll} method asked for a fake,
 * all tests of the class share those, closed after the last.
 */
public final class FakePlatformsExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(FakePlatformsExtension.class);
    private static final Map<Class<?>, Function<FakePlatforms, Object>> PARAMETERS = Map.of(
            FakePlatforms.class, fakes -> fakes,
            FakeTts.class, FakePlatforms::tts,
            FakeTraderEvolution.class, FakePlatforms::traderEvolution,
            FakeAutoshares.class, FakePlatforms::autoshares,
            FakeMatchTrader.class, FakePlatforms::matchTrader,
            ManualTime.class, FakePlatforms::time);

    /** Made by JUnit. */
    public FakePlatformsExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        FakePlatforms fakes = context.getStore(NAMESPACE)
                .computeIfAbsent(FakePlatforms.class, type -> FakePlatforms.start(), FakePlatforms.class);
        Function<FakePlatforms, Object> asked =
                PARAMETERS.get(parameter.getParameter().getType());
        if (asked == null) {
            throw new ParameterResolutionException("no fake is of this type");
        }
        return asked.apply(fakes);
    }
}
