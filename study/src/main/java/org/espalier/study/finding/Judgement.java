package org.espalier.study.finding;

import java.util.Optional;

/**
 * What may be said of a claim: its verdict, or, where the evidence carries none, an indication.
 *
 * @param result   the judged claim
 * @param evidence what it rests on
 */
public record Judgement(ClaimResult result, Evidence evidence) {

    /** Whether the claim was run at all. */
    public boolean isRun() {
        return result.verdict() != Verdict.NOT_RUN;
    }

    /** The indication, where there is no verdict. */
    public Optional<Indication> indication() {
        return !isRun() || evidence.reasons().isEmpty() ? Optional.empty() : Optional.of(switch (result.verdict()) {
            case REPRODUCED -> Indication.FOR;
            case NOT_REPRODUCED -> Indication.AGAINST;
            case INCONCLUSIVE, NOT_RUN -> Indication.UNCLEAR;
        });
    }

    /** The verdict: inconclusive where there is an indication alone. */
    public Verdict verdict() {
        return indication().isPresent() ? Verdict.INCONCLUSIVE : result.verdict();
    }

    /** In words: "not reproduced", "indication: for". */
    public String words() {
        return indication().map(i -> "indication: " + i.label()).orElseGet(() -> verdict().label().replace("not-", "not "));
    }
}
