package io.gatepass.matchtrader;

import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies of one session, oldest first: keyed by name, domain and path. Of several that would go to one place under
 * one name, the newest goes; of several set together, the one with the longest path.
 */
record SessionCookies(List<MatchTraderCookie> list) {
    static final SessionCookies NONE = new SessionCookies(List.of());

    /** What is left once an answer has set {@code set}; deletions and ends are obeyed, values no header carries dropped. */
    SessionCookies after(List<Reply.Cookie> set, Instant now) {
        var kept = new ArrayList<>(list);
        set.stream()
                .sorted(Comparator.comparingInt(cookie -> cookie.path().length()))
                .forEach(cookie -> {
                    kept.removeIf(known -> known.isSameAs(cookie));
                    if (MatchTraderCookie.fits(cookie.value())) {
                        kept.add(MatchTraderCookie.of(cookie));
                    }
                });
        kept.removeIf(known -> known.isOverAt(now));
        return new SessionCookies(List.copyOf(kept)).withOneSession();
    }

    SessionCookies with(MatchTraderCookie cookie) {
        var more = new ArrayList<>(list);
        more.add(cookie);
        return new SessionCookies(List.copyOf(more)).withOneSession();
    }

    /** A new session cookie ends the old one wherever that belonged: two of them in one request confuse the platform. */
    private SessionCookies withOneSession() {
        Optional<MatchTraderCookie> newest = newest(MatchTraderCookie.SESSION);
        return new SessionCookies(list.stream()
                .filter(cookie -> !cookie.isNamed(MatchTraderCookie.SESSION) || cookie.equals(newest.orElseThrow()))
                .toList());
    }

    Optional<MatchTraderCookie> newest(String name) {
        return list.stream().filter(cookie -> cookie.isNamed(name)).reduce((older, newer) -> newer);
    }

    /** What a request to {@code path} at {@code origin} carries. */
    Map<String, Secret> sentTo(Origin origin, String path, Instant now) {
        var sent = new LinkedHashMap<String, Secret>();
        list.stream()
                .filter(cookie -> cookie.mayGoTo(origin) && cookie.covers(path) && !cookie.isOverAt(now))
                .forEach(cookie -> sent.put(cookie.name(), cookie.value()));
        return sent;
    }

    /** What every request to {@code origin} carries, whatever its path; the session cookie is meant for all of them. */
    Map<String, Secret> sentEverywhereAt(Origin origin) {
        var sent = new LinkedHashMap<String, Secret>();
        list.stream()
                .filter(cookie -> cookie.mayGoTo(origin) && !cookie.isNamed(MatchTraderCookie.REFRESH))
                .filter(cookie -> cookie.isNamed(MatchTraderCookie.SESSION)
                        || cookie.path().equals("/"))
                .forEach(cookie -> sent.put(cookie.name(), cookie.value()));
        return sent;
    }
}
