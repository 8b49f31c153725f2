package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Runs a flow with marker secrets and searches everything it leaves behind: log events at the most verbose level, what
 * it printed, its result, its whole exception chain and the names of threads.
 *
 * <p>SLF4J must be at TRACE and print to the console, which {@code slf4j-simple} does with {@code
 * org.slf4j.simpleLogger.defaultLogLevel=trace}. Replaces {@code System.out} and {@code System.err} for a moment, so only
 * one probe runs at a time.
 */
public final class LeakProbe {
    private final Map<String, String> markers = new LinkedHashMap<>();

    private LeakProbe() {}

    /** A probe for these secrets, in every spelling in which they could appear. Each must be unmistakable: 8 characters up. */
    public static LeakProbe watching(String... secrets) {
        var probe = new LeakProbe();
        for (String secret : secrets) {
            if (secret.length() < 8) {
                throw new IllegalArgumentException("a marker must be at least 8 characters long");
            }
            probe.markers.putIfAbsent(secret, "as it is");
            probe.markers.putIfAbsent(URLEncoder.encode(secret, UTF_8), "percent-encoded");
            probe.markers.putIfAbsent(
                    Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)), "in base64");
        }
        return probe;
    }

    /**
     * Runs {@code flow} and searches what it left behind; a failing flow is searched too, not rethrown.
     *
     * @throws AssertionError if a secret was found, saying where and in which spelling
     */
    public void run(Callable<?> flow) {
        requireVerboseLogging();
        var places = new LinkedHashMap<String, String>();
        var printed = new ByteArrayOutputStream();
        var events = new Events();
        PrintStream out = System.out;
        PrintStream err = System.err;
        Logger root = Logger.getLogger("");
        Logger okhttp = Logger.getLogger("okhttp3");
        try (var recorder = new PrintStream(printed, true, UTF_8)) {
            System.setOut(recorder);
            System.setErr(recorder);
            root.addHandler(events);
            okhttp.setLevel(Level.ALL);
            places.put("result", outcome(flow));
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.removeHandler(events);
            okhttp.setLevel(null);
        }
        places.put("printed text or log", printed.toString(UTF_8));
        places.put("log of java.util.logging", events.lines.toString());
        places.put("thread names", Thread.getAllStackTraces().keySet().toString());
        search(places);
    }

    private static void requireVerboseLogging() {
        org.slf4j.Logger logger = LoggerFactory.getLogger("io.gatepass");
        if (!(logger instanceof NOPLogger) && !logger.isTraceEnabled()) {
            throw new IllegalStateException("a leak probe needs SLF4J at TRACE");
        }
    }

    private static String outcome(Callable<?> flow) {
        try {
            Object result = flow.call();
            return String.valueOf(result);
        } catch (Exception e) {
            return everythingAbout(e);
        }
    }

    private static String everythingAbout(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text)); // with causes and suppressed ones
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof AuthException failure) {
                text.append(String.valueOf(failure.answer()));
            }
            if (t instanceof AuthException.Rejected rejected) {
                text.append(String.valueOf(rejected.fieldErrors()));
            }
        }
        return text.toString();
    }

    private void search(Map<String, String> places) {
        List<String> leaks = new ArrayList<>();
        places.forEach((place, text) -> markers.forEach((marker, spelling) -> {
            int at = text.indexOf(marker);
            if (at >= 0) {
                leaks.add(place + " shows a secret " + spelling + ": …" + around(text, at, marker) + "…");
            }
        }));
        if (!leaks.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), leaks));
        }
    }

    private String around(String text, int at, String marker) {
        String context = text.substring(Math.max(0, at - 80), Math.min(text.length(), at + marker.length() + 40));
        for (String known : markers.keySet()) {
            context = context.replace(known, "██");
        }
        return context;
    }

    private static final class Events extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Events() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord event) {
            @Nullable Object @Nullable [] parameters = event.getParameters();
            lines.add(event.getLoggerName() + " " + event.getMessage() + " " + Arrays.toString(parameters));
            if (event.getThrown() != null) {
                lines.add(everythingAbout(event.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
