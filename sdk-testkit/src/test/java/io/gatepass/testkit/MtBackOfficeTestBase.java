package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** An installation with the first Broker API, or with another once a test starts it, and a back office with a key. */
abstract class MtBackOfficeTestBase {
    final ManualTime time = ManualTime.create();
    private final List<FakeMatchTrader> started = new ArrayList<>();
    MtBackOffice office;
    FakeMatchTrader mt = start(BrokerApi.V1);

    final FakeMatchTrader start(BrokerApi api) {
        mt = FakeMatchTrader.builder().time(time).brokerApi(api).start();
        office = new MtBackOffice(mt, mt.addBrokerKey());
        started.add(mt);
        return mt;
    }

    @AfterEach
    void stop() {
        started.forEach(FakeMatchTrader::close);
    }
}
