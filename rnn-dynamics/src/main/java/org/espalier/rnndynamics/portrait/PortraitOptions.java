package org.espalier.rnndynamics.portrait;

import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.topology.Settling;

/**
 * How a network is looked at.
 *
 * @param input      {@code [inputs]}: the constant input under which points and cycles are sought; empty for zeros
 * @param starts     of the search for points
 * @param repeats    of the search, each from four times as many starts, while its points cannot be all there are
 * @param pulses     {@code [P, inputs]}: followed from every stable point for one step each; none if none
 * @param exponents  the most Lyapunov exponents
 * @param autonomous whether they are those under the constant input, even where the inputs of the trials are known
 * @param cycles     greatest period of the cycles sought where the map is linear in pieces, 0 for none
 * @param settling   when a state counts as having come to a point
 * @param seed       of all that is drawn
 */
public record PortraitOptions(Optional<double[]> input, int starts, int repeats, Optional<double[]> pulses, int exponents,
                              boolean autonomous, int cycles, Settling settling, long seed) {
    /** Zeros, 512 starts, one repeat, no pulses, 16 exponents, cycles up to period 4, the usual settling. */
    public static final PortraitOptions USUAL =
        new PortraitOptions(Optional.empty(), 512, 1, Optional.empty(), 16, false, 4, Settling.DEFAULT, 0);
    private static final int MOST_STARTS = 1_000_000;

    /** @throws InvalidInputException if a number is out of range */
    public PortraitOptions {
        if (starts < 2 || starts > MOST_STARTS) {
            throw new InvalidInputException(starts + " starts; expected 2 to " + MOST_STARTS);
        }
        if (repeats < 0 || repeats > 5 || exponents < 1 || cycles < 0) {
            throw new InvalidInputException(repeats + " repeats, " + exponents + " exponents, cycles up to " + cycles
                + "; expected 0 to 5, at least 1 and at least 0");
        }
    }
}
