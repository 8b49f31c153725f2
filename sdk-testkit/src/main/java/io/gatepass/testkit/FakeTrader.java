package io.gatepass.testkit;

import io.gatepass.testkit.TeState.Api;
import io.gatepass.testkit.TeState.OneTime;
import io.gatepass.testkit.TeState.Pass;
import java.time.Duration;
import java.util.Map;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A trader of a {@link FakeTraderEvolution}, for a test to look at, to change, and to act for. */
public final class FakeTrader extends TeHandle<FakeTrader> {
    private static final Duration ONE_TIME_LIFE = Duration.ofMinutes(1);

    private final TeTrader trader;

    FakeTrader(Place place, TeTrader trader) {
        super(place);
        this.trader = trader;
    }

    /** The password as the installation keeps it. */
    public String password() {
        return place.state().journal.locked(() -> trader.password);
    }

    /** How many sign-ins in a row were refused; at the last one allowed the trader is locked. */
    public int failures() {
        return place.state().journal.locked(() -> trader.failures);
    }

    /** Lets sign-in want a second factor, for which {@code code} is right. */
    public FakeTrader requireCode(String code) {
        return change(() -> trader.code = code);
    }

    /** Locks the trader at so many refused sign-ins; unless set, 10. */
    public FakeTrader attemptsAllowed(int most) {
        return change(() -> trader.mostFailures = most);
    }

    /** A one-time token as the trader's terminal adds it to an external link; good for one minute. */
    public String issueOneTimeToken() {
        return place.state().journal.locked(() -> {
            TeState state = place.state();
            String token = state.secret("one-time", trader.login);
            state.oneTimeTokens.put(
                    token, new OneTime(trader.login, state.time.now().plus(ONE_TIME_LIFE)));
            return token;
        });
    }

    /**
     * Signs the trader in at the page behind an authorization URL, and returns the URL to which the browser then goes.
     *
     * @throws IllegalArgumentException if the page does not accept the request
     */
    public String approve(String authorizationUrl) {
        return comeBack(authorizationUrl, trader.login);
    }

    /**
     * Lets the trader refuse at that page instead.
     *
     * @throws IllegalArgumentException if the page does not accept the request
     */
    public String deny(String authorizationUrl) {
        return comeBack(authorizationUrl, null);
    }

    private String comeBack(String url, @Nullable String login) {
        var request = new FakeRequest(new SeenRequest("GET", url, Map.of(), ""), ByteString.EMPTY);
        return place.state().journal.locked(() -> place.oauth().comeBack(request.query(), login));
    }

    @Override
    FakeTrader self() {
        return this;
    }

    @Override
    boolean owns(Pass pass) {
        return pass.api() == Api.CLIENT && pass.login().equals(trader.login);
    }
}
