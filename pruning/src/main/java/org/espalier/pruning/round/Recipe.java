package org.espalier.pruning.round;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.TrainingOptions;

/** How the rounds of a study are trained: an optimiser, its rate and its schedule. */
public enum Recipe implements Labelled {
    /** Adam at a constant 1.2e-3: 784-300-100-10 in Frankle and Carbin 2019, fig. 2. */
    ADAM("adam", Adam.of(0), 1.2e-3),

    /**
     * SGD with momentum 0.9 from 0.03 (the paper's rate for its residual network with warm-up), a tenth of it from two
     * thirds and a hundredth from five sixths of the steps on: the places where Frankle and Carbin 2019, fig. 2, drop the
     * rate (20,000 and 25,000 of 30,000).
     */
    SGD_STEPS("sgd-steps", Sgd.of(0.9, 0), 0.03);

    private static final double DROP = 0.1;

    private final String label;
    private final Optimizer optimizer;
    private final double rate;

    Recipe(String label, Optimizer optimizer, double rate) {
        this.label = label;
        this.optimizer = optimizer;
        this.rate = rate;
    }

    @Override
    public String label() {
        return label;
    }

    public static List<String> labels() {
        return Labelled.labels(Recipe.class);
    }

    /** @throws InvalidInputException if there is none of that label */
    public static Recipe named(String label) {
        return Labelled.named(Recipe.class, "value of optimizer:", label);
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** The training of a whole round. */
    public TrainingOptions options(long steps, int batchSize, long evaluateEvery) {
        return TrainingOptions.of(optimizer, rate, steps, batchSize, evaluateEvery).withSchedule(schedule(steps));
    }

    /** The training of a whole round at the rate that ends it: fine-tuning. */
    public TrainingOptions lastRate(long steps, int batchSize, long evaluateEvery) {
        return TrainingOptions.of(optimizer, rate * schedule(steps).factor(steps - 1), steps, batchSize, evaluateEvery);
    }

    private Schedule schedule(long steps) {
        if (this == ADAM || steps < 6) {
            return new Schedule.Constant();
        }
        return new Schedule.StepDecay(List.of(2 * steps / 3, 5 * steps / 6), DROP);
    }
}
