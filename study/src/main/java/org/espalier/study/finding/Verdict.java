package org.espalier.study.finding;

import java.util.Locale;

/** What the data say about a claim. */
public enum Verdict {
    /** The whole confidence interval lies where the claim says. */
    REPRODUCED,
    /** The whole confidence interval lies where the claim says it does not. */
    NOT_REPRODUCED,
    /** The interval covers the threshold, or there are fewer seeds than the claim asks for. */
    INCONCLUSIVE,
    /** No record carries the comparison. */
    NOT_RUN;

    /** The word in {@code claims.json}: {@code not-reproduced}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
