package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.task.Trials;

/** The oracle: outputs and losses from the module's double-precision cells, step by step. */
final class DoublePrecision {
    private DoublePrecision() {}

    /** {@code [T, B, O]}. */
    static double[] outputs(NetworkWeights network, Trials trials) {
        double[] values = new double[network.values().length];
        Arrays.setAll(values, i -> network.values()[i]);
        return outputs(network.shape(), values, trials);
    }

    /** The parameters lie as {@link NetworkShape} says. */
    static double[] outputs(NetworkShape shape, double[] values, Trials trials) {
        int n = shape.units();
        int rows = shape.cell().gates() * n;
        int at = 0;
        double[] input = Arrays.copyOfRange(values, at, at += rows * shape.inputs());
        double[] recurrent = Arrays.copyOfRange(values, at, at += rows * n);
        double[] bias = Arrays.copyOfRange(values, at, at += rows);
        double[] inner = new double[rows];
        if (shape.cell().inputApart()) {
            System.arraycopy(values, at, inner, rows - n, n);
            at += n;
        }
        double[] readout = Arrays.copyOfRange(values, at, at += shape.outputs() * n);
        double[] readoutBias = Arrays.copyOfRange(values, at, values.length);
        GateWeights weights = new GateWeights(shape.cell().gates(), n, shape.inputs(), input, recurrent, bias, inner);
        Leak leak = shape.leak();
        Cell cell = leak.equals(Leak.NONE) ? shape.cell().cell(weights) : new LeakyRateCell(leak.form(),
            shape.cell() == Cells.RNN_TANH ? Activation.TANH : Activation.RELU, leak.alpha(), weights,
            Connectivity.FREE);
        boolean readsCurrents = leak.form() == LeakyRateCell.Form.CURRENT;
        return outputs(cell, h -> !readsCurrents ? h : shape.cell() == Cells.RNN_TANH ? Math.tanh(h) : Math.max(h, 0),
            readout, readoutBias, trials);
    }

    private static double[] outputs(Cell cell, DoubleUnaryOperator rate, double[] readout, double[] bias,
                                    Trials trials) {
        int d = cell.stateSize();
        int n = cell.units();
        double[] y = new double[trials.target().length];
        for (int b = 0; b < trials.count(); b++) {
            double[] h = new double[d];
            for (int t = 0; t < trials.steps(); t++) {
                double[] x = new double[trials.inputs()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = trials.input(t, b, i);
                }
                double[] next = new double[d];
                cell.step(h, 0, x, 0, next, 0);
                h = next;
                for (int o = 0; o < trials.outputs(); o++) {
                    double sum = bias[o];
                    for (int i = 0; i < n; i++) {
                        sum += readout[o * n + i] * rate.applyAsDouble(h[i]);
                    }
                    y[(t * trials.count() + b) * trials.outputs() + o] = sum;
                }
            }
        }
        return y;
    }

    static double squaredError(double[] y, Trials trials) {
        double sum = 0;
        double counted = 0;
        for (int row = 0; row < trials.mask().length; row++) {
            counted += trials.mask()[row];
            for (int i = row * trials.outputs(); i < (row + 1) * trials.outputs(); i++) {
                sum += trials.mask()[row] * Math.pow(y[i] - trials.target()[i], 2);
            }
        }
        return sum / (counted * trials.outputs());
    }

    static double crossEntropy(double[] y, Trials trials) {
        double sum = 0;
        double counted = 0;
        for (int row = 0; row < trials.mask().length; row++) {
            double total = 0;
            double right = 0;
            for (int i = row * trials.outputs(); i < (row + 1) * trials.outputs(); i++) {
                total += Math.exp(y[i]);
                right += trials.target()[i] * Math.exp(y[i]);
            }
            counted += trials.mask()[row];
            sum -= trials.mask()[row] == 0 ? 0 : Math.log(right / total);
        }
        return sum / counted;
    }
}
