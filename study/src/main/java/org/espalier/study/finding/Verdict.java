package org.espalier.study.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;

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

    /**
     * The verdict of a {@linkplain #label() label}.
     *
     * @throws InvalidInputException if there is none of that name
     */
    public static Verdict ofLabel(String label) {
        return Arrays.stream(values()).filter(v -> v.label().equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException("unknown verdict '" + label + "'; expected one of "
                + Arrays.stream(values()).map(Verdict::label).collect(Collectors.joining(", "))));
    }
}
