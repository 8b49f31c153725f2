package io.gatepass.testkit;

import static io.gatepass.testkit.FakeJson.object;

import io.gatepass.testkit.Control.Desk;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the control endpoint tells programs. Secrets are masked unless they were asked for. */
final class StatusView {
    static final int LAST = 50;

    private final boolean secrets;

    StatusView(boolean secrets) {
        this.secrets = secrets;
    }

    Map<String, @Nullable Object> of(ManualTime time, List<Desk> desks) {
        Map<String, @Nullable Object> platforms = object();
        desks.forEach(desk -> platforms.put(desk.id(), of(desk)));
        return object("time", time.now().toString(), "platforms", platforms);
    }

    private Map<String, @Nullable Object> of(Desk desk) {
        FakePlatform platform = desk.platform();
        return object(
                "addresses", platform.addresses(),
                "users",
                        desk.users().stream()
                                .map(user -> user.login() + ": " + user.about())
                                .toList(),
                "ledger", last(platform.ledger()).stream().map(this::line).toList(),
                "requests", secrets ? plain(platform) : platform.journal.transcript(LAST));
    }

    private static List<Object> plain(FakePlatform platform) {
        return last(platform.requests()).stream().<Object>map(StatusView::plain).toList();
    }

    private static Map<String, @Nullable Object> plain(SeenRequest request) {
        return object(
                "method", request.method(),
                "target", request.target(),
                "headers", request.headers(),
                "body", request.body());
    }

    private Map<String, @Nullable Object> line(LedgerEntry entry) {
        return object(
                "kind", entry.subject().kind(),
                "owner", entry.subject().owner(),
                "secret", secrets ? entry.secret() : Masked.MASK,
                "issuedBy", entry.issuedBy(),
                "presentedBy", entry.presentedBy());
    }

    static <E> List<E> last(List<E> all) {
        return all.subList(Math.max(0, all.size() - LAST), all.size());
    }
}
