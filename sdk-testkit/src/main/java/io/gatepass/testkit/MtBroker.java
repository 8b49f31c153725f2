package io.gatepass.testkit;

/** The broker host. */
final class MtBroker {
    private final MtState state;

    MtBroker(MtState state) {
        this.state = state;
    }

    FakeAnswer answer(FakeRequest request) {
        return FakeAnswer.empty(state.brokerKeys.isEmpty() ? 401 : 404);
    }
}
