package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime.Until;
import io.gatepass.core.RenewableSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single sign-on: from a portal, where a trader is known, to the platform (SSO guide). With a link, which works between any
 * two hosts, or with cookies, for a portal that shares a parent domain with the platform.
 *
 * <pre>{@code
 * MatchTraderSso sso = MatchTraderSso.builder(platform).broker(broker).portalUrl("https://crm.broker.com").build();
 * HandOver link = sso.existingUser("trader@example.com");           // one-time token, link
 * HandOver cookies = sso.cookies(platform.redeem(ticket));          // session cookie on the parent domain
 * }</pre>
 *
 * <p>Prefer the link: with a cookie the browser is signed out after 15 minutes, unless it gets the means to renew too. Safe
 * for use by many threads.
 */
public final class MatchTraderSso {
    private static final Duration MOST = Duration.ofMinutes(15);

    private final MatchTraderPlatform platform;
    private final WebPage page;
    private final boolean hasPortal;
    private final Optional<String> domain;
    private final boolean readableByScripts;
    private final boolean withRefreshCookie;
    private final @Nullable MatchTraderBroker broker;

    private MatchTraderSso(Builder builder) {
        this.platform = builder.platform;
        this.page =
                WebPage.of("web URL", builder.webUrl == null ? platform.calls().baseUrl() : builder.webUrl);
        this.hasPortal = builder.portalUrl != null;
        this.domain = builder.portalUrl == null
                ? Optional.empty()
                : CookieDomain.of(List.of(
                        WebPage.of("portal URL", builder.portalUrl).origin(),
                        page.origin(),
                        platform.calls().origin()));
        this.readableByScripts = builder.readableByScripts;
        this.withRefreshCookie = builder.withRefreshCookie;
        this.broker = builder.broker;
        if (broker != null) {
            Hosts.requireApart(platform.calls().origin(), broker.calls().origin());
        }
    }

    /** Starts a hand-over to {@code platform}. */
    public static Builder builder(MatchTraderPlatform platform) {
        return new Builder(platform);
    }

    /**
     * A user who has no account yet: creates it, and opens the platform with the one-time token of the answer. One round
     * trip.
     *
     * @return the account, and the hand-over if the API issued a token; without one, use {@link #existingUser(String)}
     * @throws AuthException as {@link MatchTraderBroker#createAccount}
     * @throws Misconfigured if no broker is configured
     */
    public NewUser newUser(NewAccount account) {
        CreatedAccount created = requireBroker().createAccount(account);
        return new NewUser(created, created.ticket().map(this::link));
    }

    /**
     * The same for a portal that hands cookies over: creates the account, exchanges the one-time token of the answer for a
     * session, and sets its cookie. Two round trips.
     *
     * @return the account, and the hand-over if the API issued a token
     * @throws AuthException as {@link MatchTraderBroker#createAccount}, and as {@link MatchTraderPlatform#redeem} when the
     *     account is there already
     * @throws Misconfigured if no broker or no portal is configured
     */
    public NewUser newUserByCookie(NewAccount account) {
        requirePortal();
        CreatedAccount created = requireBroker().createAccount(account);
        return new NewUser(created, created.ticket().map(ticket -> {
            try (RenewableSession<MatchTraderTokens> session = platform.redeem(ticket)) {
                return cookies(session);
            }
        }));
    }

    /**
     * A trader whom the portal knows by e-mail address, without a password: issues a one-time token, and opens the platform
     * with it. One round trip. The portal must have signed the trader in.
     *
     * @throws AuthException as {@link MatchTraderBroker#issueTicket(String)}
     * @throws Misconfigured if no broker is configured
     */
    public HandOver existingUser(String email) {
        return link(requireBroker().issueTicket(email));
    }

    /**
     * A trader who typed e-mail address and password into the portal: logs in and hands the session cookie over. One round
     * trip, two the first time if no broker id is configured.
     *
     * @throws AuthException as {@link MatchTraderPlatform#login}
     * @throws Misconfigured if no portal is configured
     */
    public HandOver existingUser(MatchTraderLogin login) {
        requirePortal();
        try (RenewableSession<MatchTraderTokens> session = platform.login(login)) {
            return cookies(session);
        }
    }

    /**
     * A redirect to the platform with the ticket in its target, {@code ?auth=}. Sends nothing, and uses the ticket up.
     *
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if the ticket was used, replaced or has lapsed
     */
    public HandOver link(LoginTicket ticket) {
        return new HandOver(page.withTicket(ticket.take(now())), List.of());
    }

    /**
     * A redirect to the platform that sets the session's cookie on the domain that portal and platform share, for as long
     * as the cookie is good. One round trip if the session is due for renewal, else none. The session goes on, unless its
     * renewal is handed over too: that has one owner.
     *
     * @throws Misconfigured if no portal is configured
     * @throws AuthException as {@link RenewableSession#renewIfDue}
     */
    public HandOver cookies(RenewableSession<MatchTraderTokens> session) {
        requirePortal();
        MatchTraderTokens tokens = session.renewIfDue();
        var cookies = new ArrayList<String>();
        cookies.add(MatchTraderCookie.SESSION + "=" + tokens.session().reveal() + attributes("/")
                + maxAge(remaining(tokens)));
        if (withRefreshCookie) {
            Instant now = now();
            tokens.cookies().stream()
                    .filter(cookie -> cookie.isNamed(MatchTraderCookie.REFRESH) && !cookie.isOverAt(now))
                    .forEach(cookie -> cookies.add(refresh(cookie)));
        }
        if (cookies.size() > 1) {
            session.close();
        }
        return new HandOver(page.uri(), cookies);
    }

    private Duration remaining(MatchTraderTokens tokens) {
        Duration rest = tokens.lifetime() instanceof Until until ? Duration.between(now(), until.end()) : MOST;
        if (rest.toSeconds() < 1) {
            throw new ReauthenticationRequired("the session is over by this machine's clock");
        }
        return rest.compareTo(MOST) < 0 ? rest : MOST;
    }

    private String refresh(MatchTraderCookie cookie) {
        String life = cookie.lifetime() instanceof Until until ? maxAge(Duration.between(now(), until.end())) : "";
        return cookie.name() + "=" + cookie.value().reveal() + attributes(cookie.path()) + life;
    }

    private String attributes(String path) {
        return domain.map(shared -> "; Domain=" + shared).orElse("") + "; Path=" + path + "; Secure"
                + (readableByScripts ? "" : "; HttpOnly") + "; SameSite=Lax";
    }

    private static String maxAge(Duration life) {
        return "; Max-Age=" + life.toSeconds();
    }

    private Instant now() {
        return platform.engine().time().now();
    }

    private MatchTraderBroker requireBroker() {
        if (broker == null) {
            throw new Misconfigured("broker: not configured, and only it can issue one-time tokens");
        }
        return broker;
    }

    private void requirePortal() {
        if (!hasPortal) {
            throw new Misconfigured("portal URL: not configured, so the domain of the cookie is not known");
        }
    }

    /**
     * A new account, and how its owner gets to the platform.
     *
     * @param account the account
     * @param handOver the redirect; empty if the API issued no one-time token
     */
    public record NewUser(CreatedAccount account, Optional<HandOver> handOver) {}

    /** Settings of a hand-over. For use by one thread. */
    public static final class Builder {
        private final MatchTraderPlatform platform;
        private @Nullable MatchTraderBroker broker;
        private @Nullable String webUrl;
        private @Nullable String portalUrl;
        private boolean readableByScripts;
        private boolean withRefreshCookie;

        private Builder(MatchTraderPlatform platform) {
            this.platform = platform;
        }

        /** Who issues one-time tokens. */
        public Builder broker(MatchTraderBroker yours) {
            this.broker = yours;
            return this;
        }

        /** Where traders open the platform in a browser; the platform's base URL unless set. Its query is dropped. */
        public Builder webUrl(String url) {
            this.webUrl = url;
            return this;
        }

        /** Where the portal is that answers the browser: cookies are set on the domain that it shares. */
        public Builder portalUrl(String url) {
            this.portalUrl = url;
            return this;
        }

        /** Let scripts of the platform's page read the cookies, if it has proved to need that. */
        public Builder readableByScripts() {
            this.readableByScripts = true;
            return this;
        }

        /** Hand {@code rt} over as well, so that the browser stays signed in; the session here is then closed. */
        public Builder withRefreshCookie() {
            this.withRefreshCookie = true;
            return this;
        }

        /**
         * The hand-over. Opens no connection.
         *
         * @throws Misconfigured if a URL is not encrypted, portal and platform share no domain that has one owner, or
         *     broker and platform are one host
         */
        public MatchTraderSso build() {
            return new MatchTraderSso(this);
        }
    }
}
