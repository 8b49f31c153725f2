package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The way in to streamed quotes and orders: where the streamers are, and the URL that opens one for a user. The web
 * socket itself is yours; neither the session's token nor the app key goes there.
 *
 * <p>For each connection, also after one was lost, ask for {@link #addresses} anew and take a {@link #handshake}. Calls
 * are never repeated by themselves, except a read after its session has signed in again. Safe for use by many threads.
 * Vendor page: WebSocket Streaming.
 */
public final class AutosharesStreaming {
    private static final String VENDOR_DOMAIN = "etnasoft.us";

    private final AutosharesCalls calls;
    private final Set<String> domains = new LinkedHashSet<>();

    AutosharesStreaming(AutosharesCalls calls, List<String> moreDomains) {
        this.calls = calls;
        domains.add(VENDOR_DOMAIN);
        calls.origin().registrableDomain().ifPresent(domains::add);
        moreDomains.forEach(domain -> domains.add(domain.toLowerCase(Locale.ROOT)));
    }

    /** What a streamer streams. */
    public enum Kind {
        /** Orders, positions and balances of the user. */
        DATA(0),
        /** Quotes. */
        QUOTE(1);

        private final int sessionType;

        Kind(int sessionType) {
            this.sessionType = sessionType;
        }
    }

    /**
     * A streamer.
     *
     * @param kind what it streams
     * @param url where it is, as the platform writes it: perhaps without a scheme
     * @param type the platform's word for how current it is, such as {@code Delayed}; often empty
     * @param sessionId what lets the user in, if the platform sent it along
     */
    public record Streamer(Kind kind, String url, String type, Optional<Secret> sessionId) {}

    /** Asks where the streamers are: one round trip. */
    public List<Streamer> addresses(TokenSession<AutosharesToken> session) {
        Reply.Fields said = calls.read(session, "/v1.0/streamers").fields();
        var streamers = new ArrayList<Streamer>();
        said.objects("QuoteAddresses").forEach(address -> streamers.add(streamer(Kind.QUOTE, address)));
        said.objects("DataAddresses").forEach(address -> streamers.add(streamer(Kind.DATA, address)));
        return List.copyOf(streamers);
    }

    private static Streamer streamer(Kind kind, Reply.Fields said) {
        return new Streamer(kind, said.requireText("Url"), said.text("Type").orElse(""), said.secret("SessionId"));
    }

    /**
     * The URL that opens {@code streamer} for {@code user}: no round trip, or one if the platform sent no session id
     * along.
     *
     * @throws Misconfigured if the streamer is not encrypted, or in no domain where streamers may be; nothing is sent
     *     then
     */
    public AutosharesHandshake handshake(
            TokenSession<AutosharesToken> session, Streamer streamer, AutosharesUser user) {
        Origin place = trusted(streamer.url());
        Secret sessionId = streamer.sessionId().orElseGet(() -> recover(session, streamer.kind()));
        return AutosharesHandshake.of(place, user.id(), sessionId);
    }

    /** The platform says where its streamers are; whether a secret may go there is decided here. */
    private Origin trusted(String address) {
        String url = address.contains("://") ? address : "wss://" + address;
        Origin place = Origin.of(url.replaceFirst("(?i)^ws", "http"));
        boolean here = place.isLoopback() && calls.origin().isLoopback();
        if (!here && !url.regionMatches(true, 0, "wss:", 0, 4)) {
            throw new Misconfigured("streamer address: not an encrypted web socket, at " + place.host());
        }
        if (!here && domains.stream().noneMatch(domain -> isWithin(place.host(), domain))) {
            throw new Misconfigured("streamer address: " + place.host() + " is in none of the domains " + domains);
        }
        return place;
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** An object by the vendor's prose, a bare string by its machine-readable description. */
    private Secret recover(TokenSession<AutosharesToken> session, Kind kind) {
        Reply reply = calls.write(
                session,
                calls.request("PUT", "/v1.0/streamers/session/recover")
                        .query("sessionType", String.valueOf(kind.sessionType))
                        .repeatable());
        return reply.tryFields()
                .flatMap(said -> said.secret("Id"))
                .or(() -> reply.bareText().filter(AutosharesStreaming::isOneWord))
                .orElseThrow(() -> reply.unexpected("field 'Id' is missing or not usable"));
    }

    /** A session id, and not half an object or a sentence. */
    private static boolean isOneWord(Secret text) {
        return text.reveal().matches("[\\w+/=.:-]+");
    }
}
