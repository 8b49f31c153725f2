package io.gatepass.testkit;

import static io.gatepass.testkit.FakeJson.object;

import io.gatepass.testkit.FakePlatform.ReadyUser;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The control endpoint of the standalone program: JSON for programs, and a page for people. Only pages of its own may use
 * it: the host must be this machine, and a change must be JSON, which no other web site can make a browser send.
 */
final class Control implements AutoCloseable {
    private final FakePlatforms fakes;
    private final List<Desk> desks;
    private final FakeServer server;

    /**
     * A fake and what the program added to it.
     *
     * @param id its name on the wire
     * @param platform the fake
     * @param users who was there from the start
     */
    record Desk(String id, FakePlatform platform, List<ReadyUser> users) {}

    private Control(FakePlatforms fakes) {
        this.fakes = fakes;
        this.desks = Stream.of(PlatformName.values())
                .map(name -> desk(name.id(), fakes.platform(name)))
                .toList();
        this.server = new FakeServer(fakes.controlHosting(), new Journal(), this::answer);
    }

    static Control start(FakePlatforms fakes) {
        return new Control(fakes);
    }

    private static Desk desk(String id, FakePlatform platform) {
        return new Desk(id, platform, platform.addReadyUsers());
    }

    String url() {
        return server.url();
    }

    List<Desk> desks() {
        return desks;
    }

    private FakeAnswer answer(FakeRequest request) {
        if (!request.isForLocalhost()) {
            return refused(403, "only requests to localhost are answered");
        }
        try {
            return switch (request.method()) {
                case "GET" -> shown(request);
                case "POST" -> changed(request);
                default -> refused(405, "GET or POST");
            };
        } catch (IllegalArgumentException e) {
            return refused(400, String.valueOf(e.getMessage()));
        }
    }

    private FakeAnswer shown(FakeRequest request) {
        boolean secrets = request.query().getOrDefault("secrets", "").equals("shown");
        return switch (request.path()) {
            case "/" -> FakeAnswer.html(200, StatusPage.of(fakes.time(), desks));
            case "/status" -> FakeAnswer.json(200, new StatusView(secrets).of(fakes.time(), desks));
            case "/messages" -> FakeAnswer.json(200, messages(request.query()));
            default -> refused(404, "GET /, /status or /messages");
        };
    }

    private List<Object> messages(Map<String, String> query) {
        String to = query.get("to");
        return desk(query.get("platform")).platform().messages().stream()
                .filter(message -> to == null || message.to().equalsIgnoreCase(to))
                .<Object>map(
                        message -> object("to", message.to(), "kind", message.kind(), "content", message.content()))
                .toList();
    }

    private FakeAnswer changed(FakeRequest request) {
        if (!request.contentType().equals("application/json")) {
            return refused(415, "Content-Type: must be application/json");
        }
        ControlForm form = ControlForm.of(request);
        switch (request.path()) {
            case "/time" -> moveTime(form);
            case "/faults" -> planFault(form);
            case "/users" -> desk(form.text("platform")).platform().add(form.text("login"), form.text("password"));
            default -> {
                return refused(404, "POST /time, /faults or /users");
            }
        }
        return FakeAnswer.json(
                200, object("done", true, "time", fakes.time().now().toString()));
    }

    private void moveTime(ControlForm form) {
        form.duration("advance").ifPresent(fakes.time()::advance);
        form.duration("stepWallClock").ifPresent(fakes.time()::stepWallClock);
    }

    private void planFault(ControlForm form) {
        FakePlatform platform = desk(form.text("platform")).platform();
        if (form.has("clear")) {
            platform.clearPlans();
        } else if (form.has("seed")) {
            platform.planRandomly(
                    form.number("seed").longValue(), form.number("rate").doubleValue());
        } else {
            int occurrence = form.has("occurrence") ? form.number("occurrence").intValue() : 1;
            platform.plan(form.text("path"), occurrence, form.fault());
        }
    }

    private Desk desk(@Nullable String id) {
        return desks.stream().filter(desk -> desk.id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> known = desks.stream().map(Desk::id).toList();
            return new IllegalArgumentException("platform: must be one of " + known);
        });
    }

    private static FakeAnswer refused(int status, String why) {
        return FakeAnswer.json(status, object("error", why));
    }

    @Override
    public void close() {
        server.close();
    }
}
