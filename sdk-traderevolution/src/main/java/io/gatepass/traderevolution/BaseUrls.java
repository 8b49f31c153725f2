package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Misconfigured;
import java.util.regex.Pattern;

/** Base URLs as people paste them: often that of the page which describes the API. */
final class BaseUrls {
    private static final Pattern AUTHORITY = Pattern.compile("^[^/]*//[^/]*");
    private static final Pattern SWAGGER = Pattern.compile("(?i)/(swagger|api-docs)[^/?#]*([/?#]|$)");

    private BaseUrls() {}

    static String requireApi(String url) {
        String place = AUTHORITY.matcher(url.strip()).replaceFirst("");
        if (SWAGGER.matcher(place).find()) {
            throw new Misconfigured(
                    "base URL: this is a Swagger page, not the API; use what comes before the page, such as"
                            + " https://broker.example:8443/proftrading/rest");
        }
        return url;
    }
}
