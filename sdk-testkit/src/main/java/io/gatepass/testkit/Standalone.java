package io.gatepass.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * All fakes as a program of its own, for programs in any language: prints where they listen and who can sign in, and stops
 * on a signal.
 *
 * <pre>{@code
 * java -jar sdk-testkit-standalone.jar --port 8100
 * java -jar sdk-testkit-standalone.jar --https authority.pem
 * }</pre>
 */
public final class Standalone {
    private static final String USAGE =
            "usage: [--port <first port>] [--https <file to write the authority's certificate to>]";

    private Standalone() {}

    /** Runs until the process is asked to end. Exits with 2 if the arguments make no sense. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        FakePlatforms fakes;
        try {
            fakes = settings(List.of(arguments)).start();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        var end = new CountDownLatch(1);
        Control control = Control.start(fakes);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            control.close();
            fakes.close();
            end.countDown();
        }));
        describe(control, System.out);
        end.await();
    }

    private static FakePlatforms.Builder settings(List<String> arguments) throws IOException {
        FakePlatforms.Builder settings = FakePlatforms.builder().time(ManualTime.running());
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(i) + ": needs a value");
            }
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--port" -> settings.ports(port(value));
                case "--https" -> {
                    FakeAuthority authority = FakeAuthority.create();
                    Files.writeString(Path.of(value), authority.certificatePem());
                    settings.https(authority);
                }
                default -> throw new IllegalArgumentException(arguments.get(i) + ": is not known");
            }
        }
        return settings;
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port: must be a number", e);
        }
    }

    private static void describe(Control control, PrintStream out) {
        var lines = new ArrayList<String>();
        lines.add("control and status page  " + control.url() + "/");
        control.desks().forEach(desk -> {
            lines.add("");
            desk.platform().addresses().forEach((api, url) -> lines.add("%s %s  %s".formatted(desk.id(), api, url)));
            desk.users()
                    .forEach(user ->
                            lines.add("  %-28s %-22s %s".formatted(user.login(), user.password(), user.about())));
        });
        lines.forEach(out::println);
        out.flush();
    }
}
