package org.espalier.rnndynamics.weights;

import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;

/** Equations that weights from a file can be read into. */
public interface CellModel {

    /** The name that the command line knows it by. */
    String label();

    /** Gates whose weights lie one below the other. */
    int gates();

    /** The cell with these weights. */
    Cell cell(GateWeights weights);
}
