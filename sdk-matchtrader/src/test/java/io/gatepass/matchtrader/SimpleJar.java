package io.gatepass.matchtrader;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** What an application keeps cookies in. */
final class SimpleJar implements CookieJar {
    private final List<Cookie> cookies = new CopyOnWriteArrayList<>();

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> set) {
        cookies.addAll(set);
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
        var matching = new ArrayList<>(cookies);
        matching.removeIf(cookie -> !cookie.matches(url));
        return matching;
    }
}
