package org.espalier.rnndynamics.population;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.family.TrainableCell;

/**
 * How the parameters of a network begin: normal weights, constant biases.
 *
 * <p>Input weights have the standard deviation {@code input / sqrt(I)}, recurrent ones {@code recurrent / sqrt(N)} in every
 * gate, the readout's {@code readout / sqrt(N)} (computation-thru-dynamics). Biases are 0, but for {@code keep} on the gate
 * that keeps the state: the forget gate of an LSTM, the update gate of a GRU or UGRNN; a vanilla network has none.
 *
 * @param input     at least 0
 * @param recurrent at least 0
 * @param readout   at least 0
 * @param keep      finite
 */
public record InitialScale(double input, double recurrent, double readout, double keep) implements InitialNetwork {

    /** @throws InvalidInputException if a value is out of range */
    public InitialScale {
        check("input", input);
        check("recurrent", recurrent);
        check("readout", readout);
        if (!Double.isFinite(keep)) {
            throw new InvalidInputException("the initial bias of the gate that keeps the state is " + keep
                + ", expected a finite number");
        }
    }

    private static void check(String which, double gain) {
        if (!(gain >= 0) || Double.isInfinite(gain)) {
            throw new InvalidInputException("the gain of the initial " + which + " weights is " + gain
                + ", expected a finite number of at least 0");
        }
    }

    /** Gains of 1; the forget gate of an LSTM begins at 1, other gates at 0 (reverse-engineering-neural-networks). */
    public static InitialScale of(TrainableCell cell) {
        return new InitialScale(1, 1, 1, cell.keepBias());
    }

    /**
     * New weights.
     *
     * @param random the streams {@code initialisation/input}, {@code .../recurrent} and {@code .../readout}
     */
    @Override
    public NetworkWeights draw(NetworkShape shape, RandomStreams random) {
        int n = shape.units();
        int rows = shape.gates() * n;
        float[] values = new float[shape.size()];
        fill(values, shape.inputAt(), rows * shape.inputs(), input / Math.sqrt(shape.inputs()),
            random.stream("initialisation/input"));
        fill(values, shape.recurrentAt(), rows * n, recurrent / Math.sqrt(n), random.stream("initialisation/recurrent"));
        fill(values, shape.readoutAt(), shape.outputs() * n, readout / Math.sqrt(n),
            random.stream("initialisation/readout"));
        int gate = shape.cell().keeper().orElse(-1);
        for (int i = 0; gate >= 0 && i < n; i++) {
            values[shape.biasAt() + gate * n + i] = (float) keep;
        }
        return new NetworkWeights(shape, values);
    }

    private static void fill(float[] values, int at, int count, double deviation, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) (deviation * random.nextGaussian());
        }
    }
}
