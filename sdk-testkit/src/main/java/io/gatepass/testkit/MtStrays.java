package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Notes secrets that came to where they do not belong: the table of which call needs what. */
final class MtStrays {
    private static final String CHANGE_PASSWORD = "/manager/user/change-password";

    private final MtState state;

    MtStrays(MtState state) {
        this.state = state;
    }

    void note(Host host, FakeRequest request) {
        var found = new ArrayList<String>();
        String path = host == Host.PLATFORM ? request.path() : ""; // the other hosts take none of these
        boolean trading = MtTrading.PREFIXES.stream().anyMatch(path::startsWith);
        boolean refresh = MtSessions.REFRESH_PATHS.contains(path);
        if (!trading && !refresh && !path.equals(CHANGE_PASSWORD)) {
            addCookie(request, MtCookies.SESSION, found);
        }
        if (!refresh) {
            addCookie(request, MtCookies.REFRESH, found);
        }
        if (!trading) {
            addHeader(request, "Auth-trading-api", found);
            addHeader(request, "Trading-Account-Token", found);
        }
        if (host == Host.PLATFORM) {
            addHeader(request, "Authorization", found);
        }
        addRepeated(request, found);
        found.forEach(name -> state.strays.add(host + " " + request.method() + " " + request.path() + ": " + name));
    }

    private static void addCookie(FakeRequest request, String name, List<String> found) {
        if (!MtCookies.values(request, name).isEmpty()) {
            found.add(name);
        }
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
