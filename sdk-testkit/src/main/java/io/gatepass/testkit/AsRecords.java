package io.gatepass.testkit;

import io.gatepass.testkit.FakeAutoshares.Issued;
import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Message;
import java.util.List;
import java.util.Map;

/** What a platform has written down, for tests to read. */
abstract sealed class AsRecords extends FakePlatform permits FakeAutoshares {
    final AsState state;

    AsRecords(AsState state) {
        super(state.journal);
        this.state = state;
    }

    /** The messages to the user with this login, oldest first. */
    public List<Message> inbox(String login) {
        return journal.locked(() -> state.messages.stream()
                .filter(message -> message.login().equals(login))
                .toList());
    }

    /** The code of the last message to the user with this login. */
    public String lastCode(String login) {
        List<Message> inbox = inbox(login);
        if (inbox.isEmpty()) {
            throw new AssertionError("no message was sent to " + login);
        }
        return inbox.get(inbox.size() - 1).code();
    }

    /** The requests to {@code path}, in the order they came in. */
    public List<SeenRequest> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(state.path(path)))
                .toList();
    }

    /** How many times anything was changed that an application must not change twice, such as trading defaults and orders. */
    public int changes() {
        return journal.locked(() -> state.changes);
    }

    /** All that was issued so far, oldest first: every token, and every code but those of {@code /token}. */
    public List<Issued> issued() {
        return journal.locked(state::issued);
    }

    /** What was issued of one kind so far, oldest first. */
    public List<Issued> issued(Kind kind) {
        return issued().stream().filter(issued -> issued.kind() == kind).toList();
    }

    @Override
    public List<SentMessage> messages() {
        return journal.locked(() -> state.messages.stream()
                .map(message -> new SentMessage(message.login(), message.channel(), Map.of("code", message.code())))
                .toList());
    }

    /** The frames that clients sent to the streamers, oldest first. */
    public List<String> frames() {
        return List.copyOf(state.frames);
    }
}
