package org.espalier.rnndynamics.rank;

import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.richlazy.RankControlledWeights.Match;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/** What all initial recurrent weights of a seed have in common with its random ones of full rank. */
enum Matching {
    /** As in the paper. */
    FROBENIUS("frobenius", Match.FROBENIUS),
    /** A control: at an equal norm, low rank means larger eigenvalues and other dynamics. */
    SPECTRAL_RADIUS("spectral-radius", Match.SPECTRAL_RADIUS),
    /** Another, of the largest singular value: the one eigenvalue of random weights of rank 1 may be near zero. */
    SPECTRAL_NORM("spectral-norm", Match.SPECTRAL_NORM);

    private final String label;
    private final Match match;

    Matching(String label, Match match) {
        this.label = label;
        this.match = match;
    }

    String label() {
        return label;
    }

    Match match() {
        return match;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Matching::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    static Matching of(String label) {
        return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException(Nearest.unknown("matching", label, labels())));
    }
}
