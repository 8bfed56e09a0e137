package org.espalier.rnndynamics.fixedpoint;

import java.util.List;

/**
 * The dynamics on one side of the kinks that a point lies on, to first order.
 *
 * @param above       one a kink, in the order of {@link Stability#kinks()}: whether this is the side above it
 * @param eigenvalues of dF/dh there, greatest modulus first
 * @param unstable    how many are certainly above 1 in modulus
 * @param neutral     how many may be above or below
 * @param repels      whether the point certainly repels here: a real eigenvalue above 1 has a vector that points into this
 *                    very side, so that a state a little along it moves away for good. False says nothing
 */
public record OneSided(List<Boolean> above, List<Eigenvalue> eigenvalues, int unstable, int neutral, boolean repels) {

    public OneSided {
        above = List.copyOf(above);
        eigenvalues = List.copyOf(eigenvalues);
    }

    /** The sides as plus and minus, such as {@code +-}. */
    public String sides() {
        StringBuilder text = new StringBuilder();
        above.forEach(side -> text.append(side ? '+' : '-'));
        return text.toString();
    }
}
