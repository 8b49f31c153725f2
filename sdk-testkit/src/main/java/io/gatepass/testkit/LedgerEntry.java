package io.gatepass.testkit;

import java.util.List;

/**
 * A secret that a fake issued, and what became of it. Prints everything but the secret.
 *
 * @param subject what it is for, and whose it is
 * @param secret the secret itself
 * @param issuedBy the number of the request in answer to which it was issued, counted from 1; 0 if the test itself had it
 *     issued
 * @param presentedBy the numbers of the requests that carried it, wherever in the request and whatever the answer
 */
public record LedgerEntry(Subject subject, String secret, int issuedBy, List<Integer> presentedBy) {
    /**
     * What a secret is for.
     *
     * @param kind as the platform's documents name it
     * @param owner the user it was issued to
     */
    public record Subject(String kind, String owner) {}

    /** Whether it was presented more than once. */
    public boolean isPresentedAgain() {
        return presentedBy.size() > 1;
    }

    @Override
    public String toString() {
        return "%s of %s, issued by request %d, presented by %s"
                .formatted(subject.kind, subject.owner, issuedBy, presentedBy);
    }
}
