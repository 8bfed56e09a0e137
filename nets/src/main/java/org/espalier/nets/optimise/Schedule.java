package org.espalier.nets.optimise;

import java.util.List;
import org.espalier.base.InvalidInputException;

/** What the base learning rate is multiplied by, step by step. A schedule is a pure function of the step. */
public sealed interface Schedule {

    /**
     * The factor at a step.
     *
     * @param step 0 for the first step of training
     * @return a finite factor, at least 0
     * @throws IllegalArgumentException if {@code step} is negative
     */
    double factor(long step);

    /** The base rate throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            Settings.step(step);
            return 1;
        }
    }

    /**
     * Half a cosine from 1 to 0 (Loshchilov and Hutter 2017, without restarts).
     *
     * <p>{@code 0.5 * (1 + cos(pi * t / totalSteps))} with {@code t} the step rounded down to a multiple of
     * {@code stepsPerUpdate}; 0 from {@code totalSteps} on (PyTorch's {@code CosineAnnealingLR} would rise again).
     *
     * @param totalSteps     steps of the whole training, at least 1
     * @param stepsPerUpdate how long a rate is held: 1 changes it at each step, the number of steps an epoch changes it
     *                       at each epoch, as Ramanujan et al. (2020) do; from 1 to {@code totalSteps}
     */
    record Cosine(long totalSteps, long stepsPerUpdate) implements Schedule {
        /** @throws InvalidInputException if a value is out of range */
        public Cosine {
            Settings.atLeast1("cosine schedule", "total steps", totalSteps);
            Settings.atLeast1("cosine schedule", "steps per update", stepsPerUpdate);
            if (stepsPerUpdate > totalSteps) {
                throw new InvalidInputException("cosine schedule: steps per update is " + stepsPerUpdate
                    + ", expected at most the total of " + totalSteps + ".");
            }
        }

        @Override
        public double factor(long step) {
            Settings.step(step);
            if (step >= totalSteps) {
                return 0;
            }
            long held = step - step % stepsPerUpdate;
            return 0.5 * (1 + Math.cos(Math.PI * held / totalSteps));
        }
    }

    /**
     * Drops by a factor at each milestone: {@code gamma^(milestones <= step)}, as {@code MultiStepLR}.
     *
     * @param milestones steps at which the rate drops, the new rate included; at least 1, strictly increasing; may be
     *                   empty
     * @param gamma      above 0, at most 1; usual 0.1
     */
    record StepDecay(List<Long> milestones, double gamma) implements Schedule {
        /** @throws InvalidInputException if a value is out of range or the milestones are not increasing */
        public StepDecay {
            milestones = List.copyOf(milestones);
            long before = 0;
            for (long milestone : milestones) {
                if (milestone <= before) {
                    throw new InvalidInputException("step decay: milestones are " + milestones
                        + ", expected strictly increasing steps of at least 1.");
                }
                before = milestone;
            }
            if (!(gamma > 0 && gamma <= 1)) {
                throw new InvalidInputException("step decay: gamma is " + gamma + ", expected above 0 and at most 1.");
            }
        }

        @Override
        public double factor(long step) {
            Settings.step(step);
            double factor = 1;
            for (long milestone : milestones) {
                if (milestone <= step) {
                    factor *= gamma;
                }
            }
            return factor;
        }
    }

    /**
     * Shrinks by the same factor at every step: {@code perStep^step}, as {@code ExponentialLR} called once a step.
     *
     * @param perStep above 0, at most 1; usual 0.9999 for ten thousands of steps
     */
    record Exponential(double perStep) implements Schedule {
        /** @throws InvalidInputException if the factor is out of range */
        public Exponential {
            if (!(perStep > 0 && perStep <= 1)) {
                throw new InvalidInputException("exponential schedule: the factor a step is " + perStep
                    + ", expected above 0 and at most 1.");
            }
        }

        @Override
        public double factor(long step) {
            Settings.step(step);
            return Math.pow(perStep, step);
        }
    }

    /**
     * Rises in a line to the base rate, then follows another schedule.
     *
     * <p>{@code (step + 1) / steps} for the first {@code steps} steps, so that the last of them has the full rate; then
     * {@code then.factor(step - steps)}: the second schedule counts its own steps from the end of the warm-up, so
     * milestones and totals in it leave the warm-up out.
     *
     * @param steps length of the warm-up, at least 1
     * @param then  what follows
     */
    record WarmUp(long steps, Schedule then) implements Schedule {
        /** @throws InvalidInputException if {@code steps} is below 1 */
        public WarmUp {
            Settings.atLeast1("warm-up", "steps", steps);
            if (then == null) {
                throw new InvalidInputException("warm-up: no schedule follows it, expected one.");
            }
        }

        @Override
        public double factor(long step) {
            Settings.step(step);
            return step < steps ? (step + 1) / (double) steps : then.factor(step - steps);
        }
    }
}
