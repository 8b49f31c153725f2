package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The extension, used by test classes that are run on purpose. */
class FakePlatformsExtensionTest {
    private static final List<FakeTts> GIVEN = new ArrayList<>();

    private static Events run(Class<?> tests) {
        GIVEN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    private static void assertAllClosed() {
        assertThat(GIVEN)
                .isNotEmpty()
                .allSatisfy(fake -> org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                                new Socket("localhost", URI.create(fake.url()).getPort()))
                        .isInstanceOf(ConnectException.class));
    }

    @Test
    void eachTestHasFakesOfItsOwn() {
        run(PerTest.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates();
        assertAllClosed();
    }

    @Test
    void classThatAskedOnceSharesItsFakes() {
        run(PerClass.class).assertStatistics(stats -> stats.succeeded(2));
        assertThat(GIVEN).hasSize(3).containsOnly(GIVEN.get(0));
        assertAllClosed();
    }

    @Test
    void parameterOfAnotherTypeIsLeftToOthers() {
        run(Unknown.class)
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("No ParameterResolver")))));
    }

    @ExtendWith(FakePlatformsExtension.class)
    static class PerTest {
        private int userCount;

        @BeforeEach
        void seed(FakeTts tts, FakePlatforms fakes) {
            tts.addUser("alice@example.com", "correct horse 1");
            userCount = fakes.tts().userCount();
        }

        @Test
        void one(FakeTts tts, ManualTime time, FakePlatforms fakes) {
            given(tts, time, fakes);
        }

        @Test
        void two(FakeTts tts, ManualTime time, FakePlatforms fakes) {
            given(tts, time, fakes);
        }

        private void given(FakeTts tts, ManualTime time, FakePlatforms fakes) {
            GIVEN.add(tts);
            assertThat(tts).isSameAs(fakes.tts());
            assertThat(time).isSameAs(fakes.time());
            assertThat(userCount).isEqualTo(1);
        }
    }

    @ExtendWith(FakePlatformsExtension.class)
    static class PerClass {
        @BeforeAll
        static void seed(FakeTts tts) {
            GIVEN.add(tts);
        }

        @Test
        void one(FakeTts tts) {
            GIVEN.add(tts);
        }

        @Test
        void two(FakeTts tts) {
            GIVEN.add(tts);
        }
    }

    @ExtendWith(FakePlatformsExtension.class)
    static class Unknown {
        @Test
        void one(Runnable runnable) {
            runnable.run();
        }
    }
}
