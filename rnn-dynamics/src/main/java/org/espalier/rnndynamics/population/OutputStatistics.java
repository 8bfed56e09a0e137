package org.espalier.rnndynamics.population;

import java.util.Arrays;
import org.espalier.rnndynamics.task.Target;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/** Loss, accuracy and range of a network's outputs over some batches; batches weigh by their counted steps. */
final class OutputStatistics {
    private final OutputLoss loss;
    private final Task task;
    private final float[] low;
    private final float[] high;
    private double lossSum;
    private double counted;
    private double right;

    OutputStatistics(OutputLoss loss, Task task) {
        this.loss = loss;
        this.task = task;
        low = new float[task.outputs()];
        high = new float[task.outputs()];
        Arrays.fill(low, Float.POSITIVE_INFINITY);
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
    }

    /** @param y {@code [T, B, O]} */
    void add(Trials trials, float[] y) {
        double here = 0;
        for (int row = 0; row < trials.mask().length; row++) {
            if (trials.mask()[row] != 0) {
                here += trials.mask()[row];
                int at = row * trials.outputs();
                int largest = 0;
                int wanted = 0;
                for (int i = 0; i < trials.outputs(); i++) {
                    low[i] = Math.min(low[i], y[at + i]);
                    high[i] = Math.max(high[i], y[at + i]);
                    largest = y[at + i] > y[at + largest] ? i : largest;
                    wanted = trials.target()[at + i] > trials.target()[at + wanted] ? i : wanted;
                }
                right += largest == wanted ? trials.mask()[row] : 0;
            }
        }
        lossSum += here * loss.of(trials, y, new float[y.length]);
        counted += here;
    }

    double loss() {
        return lossSum / counted;
    }

    double accuracy() {
        return task.target() == Target.CLASSES ? right / counted : Double.NaN;
    }

    /** Whether every output was the same wherever it counted. */
    boolean constant() {
        for (int i = 0; i < low.length; i++) {
            if (low[i] != high[i]) {
                return false;
            }
        }
        return true;
    }
}
