package io.gatepass.traderevolution;

import io.gatepass.core.Secret;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The exchange of login and password for a token. */
final class ClientSignIn {
    private final PlatformHttp http;
    private final ClientAnswers answers;
    private final Form form;

    /**
     * What installations differ in.
     *
     * @param inQuery whether the credentials go into the URL, as the guide's example has it
     * @param falseForNoCode whether a missing code is sent as the word {@code false}, as the guide's example has it
     */
    record Form(boolean inQuery, boolean falseForNoCode) {}

    ClientSignIn(PlatformHttp http, ClientAnswers answers, Form form) {
        this.http = http;
        this.answers = answers;
        this.form = form;
    }

    ClientTokens authenticate(ClientLogin login) {
        PlatformHttp.Request request = filled(http.post("/authorize"), fields(login));
        if (login.code().isEmpty()) {
            request.repeatable(); // a code is good once, a password is not used up
        }
        Reply reply = request.send();
        if (ClientRefusals.isRefusal(reply)) {
            throw ClientRefusals.signIn(reply);
        }
        return answers.signedIn(reply);
    }

    ClientTokens authenticate(Supplier<Optional<ClientLogin>> credentials) {
        return authenticate(Refusals.atHand(credentials));
    }

    private Map<String, Object> fields(ClientLogin login) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("login", login.login());
        fields.put("password", login.password());
        Optional<Secret> absent = form.falseForNoCode() ? Optional.of(Secret.of("false")) : Optional.empty();
        login.code().or(() -> absent).ifPresent(code -> fields.put("2faCode", code));
        return fields;
    }

    private PlatformHttp.Request filled(PlatformHttp.Request request, Map<String, Object> fields) {
        if (!form.inQuery()) {
            return request.form(fields);
        }
        fields.forEach((name, value) -> {
            if (value instanceof Secret secret) {
                request.query(name, secret);
            } else {
                request.query(name, value.toString());
            }
        });
        return request;
    }
}
