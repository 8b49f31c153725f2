package io.gatepass.benchmarks;

import io.gatepass.core.RenewableSession.Tuning;
import java.util.ArrayList;
import java.util.List;

/** Who takes part. */
final class Subjects {
    static final String OURS = "gatepass";
    static final String FLOOR = "floor";

    private Subjects() {}

    /** The floor, Gatepass and the peers, in the order of the tables. */
    static List<Subject.Maker> withFloor() {
        List<Subject.Maker> makers = new ArrayList<>(List.of(new Floor.Maker()));
        makers.addAll(all());
        return makers;
    }

    /** Gatepass and the peers. */
    static List<Subject.Maker> all() {
        return List.of(
                ours(),
                new GooglePeer.Maker(),
                new AwsPeer.Maker(false),
                new AwsPeer.Maker(true),
                new AzurePeer.Maker(false),
                new AzurePeer.Maker(true),
                new MsalPeer.Maker(),
                new SpringPeer.Maker(),
                new QuarkusPeer.Maker(),
                new DatabricksPeer.Maker());
    }

    static Ours.Maker ours() {
        return new Ours.Maker(OURS, Tuning.DEFAULT);
    }

    static Subject.Maker named(String name) {
        return withFloor().stream()
                .filter(maker -> maker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
