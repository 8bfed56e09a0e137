package org.espalier.study.finding;

import java.util.Locale;

/** What a run that cannot carry a verdict says about a claim: never "reproduced". */
public enum Indication {
    /** A verdict would have been {@link Verdict#REPRODUCED}. */
    FOR,
    /** A verdict would have been {@link Verdict#NOT_REPRODUCED}. */
    AGAINST,
    /** Neither. */
    UNCLEAR;

    /** The word in {@code claims.json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
