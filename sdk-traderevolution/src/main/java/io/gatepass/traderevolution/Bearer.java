package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;

/** Bearer tokens: opaque words for a header, whoever they come from. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** A token that a caller hands over, with or without the word before it. */
    static Secret given(String field, Secret token) {
        Secret bare = bare(Rejected.requireSecret(field, token));
        if (bare.forHeader(field).indexOf(' ') >= 0) {
            throw Rejected.form(field, "must not contain blanks");
        }
        return bare;
    }

    /** A token that the platform issued in the member {@code name}. */
    static Secret issued(Reply reply, Reply.Fields fields, String name) {
        Secret bare = bare(fields.requireSecret(name));
        if (bare.isBlank() || bare.reveal().indexOf(' ') >= 0) {
            throw reply.unexpected("field '" + name + "' contains a blank");
        }
        return bare;
    }

    private static Secret bare(Secret token) {
        String value = token.reveal();
        boolean prefixed = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return prefixed ? Secret.of(value.substring(SCHEME.length()).strip()) : token;
    }
}
