package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many refused sign-ins in a row the platform has counted for an existing login. At the last one it locks the user.
 *
 * @param attempt which one this was, from 1
 * @param most which one locks the user
 */
public record SignInAttempts(int attempt, int most) {
    private static final Pattern COUNTER = Pattern.compile("(?i)\\battempt\\s+(\\d{1,4})\\s*(?:of|/)\\s*(\\d{1,4})\\b");

    /** What a refused sign-in says of it; empty if it says nothing, as for an unknown login. */
    public static Optional<SignInAttempts> of(AuthException refusal) {
        return refusal.answer().stream()
                .flatMap(answer -> answer.messages().getOrDefault(ClientRefusals.TEXT, List.of()).stream())
                .findFirst()
                .flatMap(SignInAttempts::in);
    }

    static Optional<SignInAttempts> in(String text) {
        Matcher counter = COUNTER.matcher(text);
        return counter.find()
                ? Optional.of(
                        new SignInAttempts(Integer.parseInt(counter.group(1)), Integer.parseInt(counter.group(2))))
                : Optional.empty();
    }

    /** Whether the user is locked now. */
    public boolean isLast() {
        return attempt >= most;
    }
}
