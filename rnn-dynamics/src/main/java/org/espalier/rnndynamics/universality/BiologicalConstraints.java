package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.richlazy.WeightStructure;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.InitialNetwork;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.population.Trained;
import org.espalier.study.Grid;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;

/**
 * What biology asks of a network, and a study leaves out unless it is set: private noise of the units while they learn, and
 * Dale's law, by which all that a unit sends has one sign.
 *
 * <p>Noise: {@code sqrt(2 a) s xi} of a unit's current at each step, a the leak, 1 here (Song, Yang and Wang 2016; gated
 * cells: the candidate's sum). Validation has it too; probes, fixed points and Jacobians are those of the network without.
 *
 * <p>Dale's law: the first of the units are excitatory, the rest inhibitory; recurrent weights are
 * {@code W_ij = sign_j |V_ij|} from the first step to the last. Initial weights are those of
 * {@link WeightStructure.CellTypes} in balance (inhibition as strong as excitation in sum) at the mean square 1/N. It takes
 * rates that are never negative: the cell {@code rnn-relu} alone. Deviation from Song et al.: the readout is free to take
 * either sign of every unit.
 *
 * @param noise      s, at least 0
 * @param excitatory fraction of excitatory units, above 0 and below 1; 0 where Dale's law does not bind
 */
public record BiologicalConstraints(double noise, double excitatory) {
    static final String NOISE = "noise";
    static final String EXCITATORY = "excitatory";

    /** {@link PopulationParameters#declared} and what {@code --set} accepts for constraints. */
    public static List<Parameter> with(Parameter... more) {
        List<Parameter> all = new ArrayList<>(PopulationParameters.declared(more));
        all.addAll(List.of(
            Parameter.number(NOISE, "Noise s of a unit's current while it learns, sqrt(2 a) s a step; none unless set.", 0, 1e3),
            Parameter.number(EXCITATORY, "Fraction of the units that excite, the others inhibit (Dale's law; cell rnn-relu); "
                + "free signs unless set.", 0.01, 0.99)));
        return List.copyOf(all);
    }

    /** A grid with those of the axes that the user gave; their absence leaves trials as they were. */
    public static Grid axes(Grid grid) {
        return grid.optional(NOISE).optional(EXCITATORY);
    }

    static BiologicalConstraints of(Parameters p) {
        return new BiologicalConstraints(p.has(NOISE) ? p.number(NOISE) : 0, p.has(EXCITATORY) ? p.number(EXCITATORY) : 0);
    }

    /** @throws InvalidInputException if Dale's law cannot bind the cell */
    void check(TrainableCell cell) {
        if (excitatory > 0 && !cell.equals(Cells.RNN_RELU)) {
            throw new InvalidInputException(EXCITATORY + ": Dale's law takes rates that are never negative, expected --set cell="
                + Cells.RNN_RELU.label() + " beside it, found the cell " + cell.label());
        }
    }

    private WeightStructure.CellTypes types() {
        return new WeightStructure.CellTypes(excitatory, 1);
    }

    /** Everything, under Dale's law where it binds. */
    Trained trained(int units) {
        return excitatory > 0 ? Trained.ALL.withConnectivity(new Connectivity(new boolean[0], signs(types(), units)))
            : Trained.ALL;
    }

    /** {@code [units]}: 1 for the excitatory units, which come first, -1 for the others. */
    public static int[] signs(WeightStructure.CellTypes types, int units) {
        int[] signs = new int[units];
        Arrays.fill(signs, -1);
        Arrays.fill(signs, 0, types.excitatoryUnits(units), 1);
        return signs;
    }

    /** The same start, with recurrent weights of two cell types where Dale's law binds; stream {@code initialisation/cell-types}. */
    InitialNetwork initial(InitialNetwork free) {
        if (excitatory == 0) {
            return free;
        }
        return (shape, random) -> {
            NetworkWeights drawn = free.draw(shape, random);
            int n = shape.units();
            double[] recurrent = types().draw(n, random.stream("initialisation/cell-types"));
            for (int i = 0; i < recurrent.length; i++) {
                recurrent[i] /= Math.sqrt(n);
            }
            return drawn.withRecurrent(recurrent);
        };
    }
}
