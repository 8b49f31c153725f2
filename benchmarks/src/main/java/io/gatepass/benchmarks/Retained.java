package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Ours.Pair;
import io.gatepass.benchmarks.Results.Sheet;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.SessionKeeper;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.openjdk.jol.info.GraphStats;

/**
 * Row 8: what one idle session retains: a million of them in one array, walked by JOL, less what one array of two bare
 * token strings each retains. Once as resumed and never asked, once after each was asked for its authorization, which
 * it then keeps. For each peer as many of its objects as are needed to tell shared from own; and the threads of the
 * process before and after.
 */
final class Retained {
    private static final Duration LONG = Duration.ofDays(2);

    private Retained() {}

    /** {@code <sessions> <objects of each peer>}. */
    public static void main(String[] arguments) throws Exception {
        int sessions = Integer.parseInt(arguments[0]);
        int ofPeers = Integer.parseInt(arguments[1]);
        double strings = 2 * perItem(sessions, i -> distinct().access());
        new Sheet("memory", Subjects.FLOOR, "two token strings of 40").put("bytes", strings, "B");
        try (OkHttpEngine engine = OkHttpEngine.create()) {
            Plan<Pair> plan = Ours.plan(engine, TokenEndpoint.answering(Duration.ZERO), Tuning.DEFAULT);
            int threads = threads();
            ours(
                    new Sheet("memory", Subjects.OURS, sessions + " never asked"),
                    strings,
                    perItem(sessions, i -> pair(plan)));
            ours(new Sheet("memory", Subjects.OURS, sessions + " asked"), strings, perItem(sessions, i -> asked(plan)));
            new Sheet("memory", Subjects.OURS, sessions + " asked").count("threads more", threads() - threads);
            ours(
                    new Sheet("memory", Subjects.OURS, sessions + " asked; idle in a keeper"),
                    strings,
                    atRest(plan, sessions));
        }
        for (Subject.Maker maker : Subjects.all()) {
            // What the other form of AWS holds leads to threads that all of them share.
            if (!maker.name().equals(Subjects.OURS) && !maker.equals(new AwsPeer.Maker(true))) {
                peer(maker, ofPeers);
            }
        }
        System.exit(0);
    }

    /** Asked once, put into a keeper, and left alone until it has looked at them. */
    private static double atRest(Plan<Pair> plan, int count) throws InterruptedException {
        try (SessionKeeper<Integer, RenewableSession<Pair>> keeper =
                SessionKeeper.<Integer, RenewableSession<Pair>>builder()
                        .every(Duration.ofSeconds(1))
                        .build()) {
            var all = new Object[count];
            for (int i = 0; i < count; i++) {
                RenewableSession<Pair> session = asked(plan);
                keeper.put(i, session);
                all[i] = session;
            }
            Thread.sleep(10_000);
            return each(all) - 4;
        }
    }

    private static void ours(Sheet sheet, double strings, double session) {
        sheet.put("bytes", session, "B").put("beyond the strings", session - strings, "B");
    }

    /** The first objects bring what is shared; the others show what each adds. Some keep whole threads reachable. */
    private static void peer(Subject.Maker maker, int count) throws Exception {
        var endpoint = TokenEndpoint.answering(Duration.ZERO);
        var opened = new Object[count];
        for (int i = 0; i < count; i++) {
            Subject subject = maker.open(endpoint, LONG);
            subject.read();
            opened[i] = subject;
        }
        double each = maker instanceof SpringPeer.Maker
                ? (double) (size(SpringPeer.users(count)) - size(SpringPeer.users(1))) / (count - 1)
                : each(opened);
        new Sheet("memory", maker.name(), count + " asked").put("bytes", each, "B");
    }

    private static double each(Object... opened) {
        var few = new Object[opened.length / 10];
        System.arraycopy(opened, 0, few, 0, few.length);
        return (double) (size(opened) - size(few)) / (opened.length - few.length);
    }

    static Object pair(Plan<Pair> plan) {
        return plan.resume(Pair.of(distinct()));
    }

    static RenewableSession<Pair> asked(Plan<Pair> plan) {
        var session = plan.resume(Pair.of(distinct()));
        session.authorization();
        return session;
    }

    private static TokenEndpoint.Issued distinct() {
        return new TokenEndpoint.Issued(forty(), forty(), Instant.now().plus(LONG));
    }

    private static String forty() {
        return new String(new char[40]).replace('\0', 'x');
    }

    /** Bytes of one item, without the slot of the array that holds it. */
    private static double perItem(int count, IntFunction<?> maker) {
        var one = new Object[] {maker.apply(0)};
        var all = new Object[count];
        for (int i = 0; i < count; i++) {
            all[i] = maker.apply(i);
        }
        // What is shared is in both; each array has 16 bytes and 4 for each slot.
        return (double) (size(all) - size(one)) / (count - 1) - 4;
    }

    private static long size(Object[] roots) {
        return GraphStats.parseInstance((Object) roots).totalSize();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
