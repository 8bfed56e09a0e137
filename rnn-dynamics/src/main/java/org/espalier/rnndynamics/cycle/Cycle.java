package org.espalier.rnndynamics.cycle;

import java.util.List;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;

/**
 * States that a map leads round in turn, each once.
 *
 * @param states      {@code [period][d]}: each leads to the next, the last to the first, which is the one whose numbers come
 *                    first in order
 * @param eigenvalues of the derivative of one whole turn, greatest modulus first: the same from every state of the cycle. On a
 *                    kink those of the side that the cell's Jacobian takes
 * @param onKink      whether a state lies where two linear pieces meet: the eigenvalues of one side are then not the whole
 *                    truth, and the cycle is called neither stable nor unstable
 * @param residual    how far the map, followed once round, ends from where it began
 */
public record Cycle(List<double[]> states, List<Eigenvalue> eigenvalues, boolean onKink, double residual) {

    public Cycle {
        states = List.copyOf(states);
        eigenvalues = List.copyOf(eigenvalues);
    }

    /** k: 1 for a fixed point. */
    public int period() {
        return states.size();
    }

    /** Eigenvalues of a turn with a modulus above 1. */
    public int unstable() {
        return (int) eigenvalues.stream().filter(e -> e.modulus() > 1).count();
    }

    /** Whether every small difference dies out, known for certain. */
    public boolean stable() {
        return !onKink && eigenvalues.stream().allMatch(e -> e.modulus() < 1);
    }
}
