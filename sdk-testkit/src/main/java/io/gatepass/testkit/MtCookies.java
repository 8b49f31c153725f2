package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;

/** Cookies of the platform host: what came in and what goes out. */
final class MtCookies {
    static final String SESSION = "co-auth";
    static final String REFRESH = "rt";

    private MtCookies() {}

    /** Every value of a cookie, however often it was sent and over how many headers. */
    static List<String> values(FakeRequest request, String name) {
        var values = new ArrayList<String>();
        for (String header : request.seen().headers().getOrDefault("Cookie", List.of())) {
            for (String pair : header.split(";", -1)) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    values.add(parts[1]);
                }
            }
        }
        return values;
    }

    /** The only value of a cookie; empty if it is absent or ambiguous. */
    static String value(FakeRequest request, String name) {
        List<String> values = values(request, name);
        return values.size() == 1 ? values.get(0) : "";
    }

    static FakeAnswer withSession(FakeAnswer answer, MtState state, MtSession session) {
        return answer.with("Set-Cookie", SESSION + "=" + session.token + "; Path=/" + state.settings.cookieAttributes);
    }

    /** One cookie for each refresh path, all by the same name. */
    static FakeAnswer withRefresh(FakeAnswer answer, MtState state, MtSession session) {
        FakeAnswer with = answer;
        for (MtRefreshToken token : session.refreshTokens) {
            with = with.with(
                    "Set-Cookie",
                    REFRESH + "=" + token.token + "; Path=" + token.path + state.settings.cookieAttributes);
        }
        return with;
    }

    static FakeAnswer withEdge(FakeAnswer answer, MtState state) {
        String end = FakeServer.httpDate(state.time.now().plusSeconds(1800));
        return answer.with("Set-Cookie", "__cf_bm=edge-of-no-use; Path=/; Expires=" + end + "; HttpOnly");
    }
}
