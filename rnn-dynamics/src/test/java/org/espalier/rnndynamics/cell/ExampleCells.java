package org.espalier.rnndynamics.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.rnndynamics.family.Cells;

/** Every kind of cell with random weights: in several variants those of the suite, and whatever else is registered. */
public final class ExampleCells {
    private ExampleCells() {}

    public static GateWeights weights(int gates, int units, int inputs, double gain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = gain / Math.sqrt(units);
        return new GateWeights(gates, units, inputs, normal(random, gates * units * inputs, 0.5),
            normal(random, gates * units * units, scale), normal(random, gates * units, 0.3),
            normal(random, gates * units, 0.3));
    }

    public static double[] normal(SplittableRandom random, int count, double scale) {
        return random.doubles(count).map(u -> scale * Math.sqrt(12) * (u - 0.5)).toArray();
    }

    public static List<Cell> all(int units, int inputs, double gain, long seed) {
        boolean[] mask = new boolean[units * units];
        int[] signs = new int[units];
        for (int i = 0; i < units; i++) {
            signs[i] = i % 3 - 1;
            for (int j = 0; j < units; j++) {
                mask[i * units + j] = (i + 2 * j) % 4 != 0;
            }
        }
        Connectivity dale = new Connectivity(mask, signs);
        GateWeights one = weights(1, units, inputs, gain, seed);
        GateWeights three = weights(3, units, inputs, gain, seed);
        List<Cell> cells = new ArrayList<>(List.of(new VanillaCell(Activation.TANH, one), new VanillaCell(Activation.RELU, one),
            new LeakyRateCell(LeakyRateCell.Form.CURRENT, Activation.TANH, 0.2, one, dale),
            new LeakyRateCell(LeakyRateCell.Form.CURRENT, Activation.RELU, 0.3, one, Connectivity.FREE),
            new LeakyRateCell(LeakyRateCell.Form.RATE, Activation.RELU, 0.7, one, dale),
            new LeakyRateCell(LeakyRateCell.Form.RATE, Activation.TANH, 1, one, Connectivity.FREE),
            new LeakyRateCell(LeakyRateCell.Form.RATE, Activation.SOFTPLUS, 0.4, one, Connectivity.FREE),
            new LeakyRateCell(LeakyRateCell.Form.CURRENT, Activation.SOFTPLUS, 0.1, one, dale),
            new LeakyRateCell(LeakyRateCell.Form.RATE, Activation.SIGMOID, 0.5, one, dale),
            new LeakyRateCell(LeakyRateCell.Form.CURRENT, Activation.SIGMOID, 0.2, one, Connectivity.FREE),
            new UgrnnCell(weights(2, units, inputs, gain, seed)), new GruCell(GruCell.Reset.AFTER, three),
            new GruCell(GruCell.Reset.BEFORE, three), new LstmCell(weights(4, units, inputs, gain, seed))));
        Cells.all().stream().map(kind -> kind.cell(weights(kind.gates(), units, inputs, gain, seed)))
            .filter(cell -> cells.stream().noneMatch(known -> known.name().equals(cell.name()))).forEach(cells::add);
        return List.copyOf(cells);
    }
}
