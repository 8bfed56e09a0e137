package org.espalier.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How large a study is made: from seconds to the paper's own settings. */
public enum Preset {
    /** Seconds: proves that everything is wired, says nothing about the question. */
    SMOKE,
    /** Minutes on two cores, on real data. */
    QUICK,
    /** Enough seeds and steps for a verdict; at most about two hours on two cores. */
    STANDARD,
    /** The paper's own settings, for a cluster. */
    PAPER;

    /** The word used on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The preset of a {@linkplain #label() label}.
     *
     * @throws InvalidInputException if there is none of that name
     */
    public static Preset ofLabel(String label) {
        return Arrays.stream(values()).filter(p -> p.label().equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException("unknown preset '" + label + "'; expected one of "
                + Arrays.stream(values()).map(Preset::label).collect(Collectors.joining(", "))));
    }
}
