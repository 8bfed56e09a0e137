package org.espalier.rnndynamics.weights;

import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell;

/**
 * A leaky (continuous-time) rate network, {@link LeakyRateCell}: what a file of weights does not say of it.
 *
 * @param leak       what the state is, and alpha = dt / tau
 * @param activation of the units
 */
public record LeakyRate(Leak leak, Activation activation) implements CellModel {
    public static final String LABEL = "leaky-rate";
    /** One sentence. */
    public static final String DESCRIPTION = "Leaky rate network in Euler steps of alpha = dt/tau; weights W_rec, W_in, b_rec.";

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public Cell cell(GateWeights weights) {
        return new LeakyRateCell(leak.form(), activation, leak.alpha(), weights, Connectivity.FREE);
    }
}
