package org.espalier.rnndynamics.population;

import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.task.Target;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/** The loss of the outputs y over the counted steps of a batch; all sums in double precision. */
public enum OutputLoss {
    /** {@code L = sum m (y - target)^2 / (O sum m)}. */
    SQUARED_ERROR {
        @Override
        double of(Trials trials, float[] y, float[] gradient) {
            double counted = counted(trials);
            double scale = 2 / (counted * trials.outputs());
            double sum = 0;
            for (int row = 0; row < trials.mask().length; row++) {
                float mask = trials.mask()[row];
                for (int i = row * trials.outputs(); i < (row + 1) * trials.outputs(); i++) {
                    // A step that does not count adds nothing, not even 0 times not-a-number.
                    double error = mask == 0 ? 0 : y[i] - trials.target()[i];
                    sum += mask * error * error;
                    gradient[i] = (float) (scale * mask * error);
                }
            }
            return sum / (counted * trials.outputs());
        }
    },
    /** {@code L = -sum m log softmax(y)[class] / sum m}; for tasks whose targets are classes. */
    CROSS_ENTROPY {
        @Override
        double of(Trials trials, float[] y, float[] gradient) {
            double counted = counted(trials);
            int outputs = trials.outputs();
            double sum = 0;
            for (int row = 0; row < trials.mask().length; row++) {
                float mask = trials.mask()[row];
                int at = row * outputs;
                double logSum = mask == 0 ? 0 : logSumExp(y, at, outputs);
                for (int i = at; i < at + outputs; i++) {
                    double logShare = mask == 0 ? 0 : y[i] - logSum;
                    sum -= mask * trials.target()[i] * logShare;
                    gradient[i] = mask == 0 ? 0 : (float) (mask * (Math.exp(logShare) - trials.target()[i]) / counted);
                }
            }
            return sum / counted;
        }
    };

    /**
     * Loss and gradient.
     *
     * @param y        {@code [T, B, O]}
     * @param gradient {@code [T, B, O]}, receives dL/dy
     * @return L; not finite if an output that counts is not
     */
    abstract double of(Trials trials, float[] y, float[] gradient);

    /** @throws InvalidInputException if the loss does not suit the task's targets */
    void check(Task task) {
        if (this == CROSS_ENTROPY && task.target() != Target.CLASSES) {
            throw new InvalidInputException("the task " + task.name()
                + " has values as targets, which cross-entropy cannot be taken of; expected the squared error");
        }
    }

    private static double counted(Trials trials) {
        double counted = 0;
        for (float m : trials.mask()) {
            counted += m;
        }
        if (!(counted > 0)) {
            throw new InvalidInputException("a batch of " + trials.count()
                + " trials has no step that counts, expected at least one");
        }
        return counted;
    }

    private static double logSumExp(float[] y, int at, int outputs) {
        double most = y[at];
        for (int i = at + 1; i < at + outputs; i++) {
            most = Math.max(most, y[i]);
        }
        double sum = 0;
        for (int i = at; i < at + outputs; i++) {
            sum += Math.exp(y[i] - most);
        }
        return most + Math.log(sum);
    }
}
