package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Notes secrets that came to where they do not belong: the table of which call needs what. */
final class MtStrays {
    private final MtState state;

    MtStrays(MtState state) {
        this.state = state;
    }

    void note(Host host, FakeRequest request) {
        var found = new ArrayList<String>();
        boolean platform = host == Host.PLATFORM;
        boolean trading = platform && MtTrading.PREFIXES.stream().anyMatch(request.path()::startsWith);
        boolean refresh = platform && MtSessions.REFRESH_PATHS.contains(request.path());
        boolean session = trading || refresh || request.path().equals("/manager/user/change-password");
        if (!(platform && session)
                && !MtCookies.values(request, MtCookies.SESSION).isEmpty()) {
            found.add(MtCookies.SESSION);
        }
        if (!refresh && !MtCookies.values(request, MtCookies.REFRESH).isEmpty()) {
            found.add(MtCookies.REFRESH);
        }
        if (!trading) {
            addHeader(request, "Auth-trading-api", found);
            addHeader(request, "Trading-Account-Token", found);
        }
        if (platform) {
            addHeader(request, "Authorization", found);
        }
        addRepeated(request, found);
        found.forEach(name -> state.strays.add(host + " " + request.method() + " " + request.path() + ": " + name));
    }

    private static void addHeader(FakeRequest request, String name, List<String> found) {
        if (request.seen().headers().containsKey(name)) {
            found.add(name);
        }
    }

    /** The same name twice: only one of the two can be meant. */
    private static void addRepeated(FakeRequest request, List<String> found) {
        for (String name : List.of(MtCookies.SESSION, MtCookies.REFRESH)) {
            List<String> values = MtCookies.values(request, name);
            if (values.size() > 1) {
                found.add(name + " sent " + values.size() + " times, " + new HashSet<>(values).size() + " different");
            }
        }
    }
}
