package org.espalier.study;

import java.util.Locale;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;

/** How large a study is made: from seconds to the paper's own settings. */
public enum Preset implements Labelled {
    /** Seconds: proves that everything is wired, says nothing about the question. */
    SMOKE,
    /** Minutes on two cores, on real data. */
    QUICK,
    /** Enough seeds and steps for a verdict; at most about two hours on two cores. */
    STANDARD,
    /** The paper's own settings, for a cluster. */
    PAPER;

    /** The word used on the command line and in files. */
    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The preset of a {@linkplain #label() label}.
     *
     * @throws InvalidInputException if there is none of that name
     */
    public static Preset ofLabel(String label) {
        return Labelled.named(Preset.class, "preset", label);
    }
}
