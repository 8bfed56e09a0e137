package org.espalier.nets.train;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Schedule;

/**
 * How a network is trained.
 *
 * @param optimizer         moves the variables
 * @param learningRate      its base rate; finite, at least 0
 * @param schedule          what the base rate is multiplied by, step by step
 * @param loss              what is minimised; validation uses it too
 * @param steps             training steps (batches), at least 1; training always runs to the end
 * @param batchSize         images a step, at least 1; the last batch of an epoch may be shorter
 * @param evaluateEvery     steps from one validation to the next, at least 1; the last step is always validated
 * @param clipNorm          largest Euclidean norm of the whole gradient; infinite for no clipping
 * @param checkpointSeconds time from one checkpoint to the next; 0 saves after every step, infinity never
 */
public record TrainingOptions(Optimizer optimizer, double learningRate, Schedule schedule, Loss loss, long steps,
                              int batchSize, long evaluateEvery, double clipNorm, double checkpointSeconds) {
    /** Seconds from one checkpoint to the next; the system property is for tests that kill trainings. */
    private static final double CHECKPOINT_SECONDS =
        Double.parseDouble(System.getProperty("espalier.checkpoint.seconds", "10"));

    public TrainingOptions {
        require(learningRate >= 0 && Double.isFinite(learningRate), "learning rate", "finite and at least 0",
            learningRate);
        require(steps >= 1, "steps", "at least 1", steps);
        require(batchSize >= 1, "batch size", "at least 1", batchSize);
        require(evaluateEvery >= 1, "evaluate every", "at least 1 step", evaluateEvery);
        require(clipNorm > 0, "clip norm", "above 0", clipNorm);
        require(checkpointSeconds >= 0, "checkpoint seconds", "at least 0", checkpointSeconds);
    }

    /** Constant rate, cross-entropy, no clipping, a checkpoint every ten seconds. */
    public static TrainingOptions of(Optimizer optimizer, double learningRate, long steps, int batchSize,
                                     long evaluateEvery) {
        return new TrainingOptions(optimizer, learningRate, new Schedule.Constant(), new CrossEntropy(0), steps,
            batchSize, evaluateEvery, Double.POSITIVE_INFINITY, CHECKPOINT_SECONDS);
    }

    public TrainingOptions withSchedule(Schedule other) {
        return new TrainingOptions(optimizer, learningRate, other, loss, steps, batchSize, evaluateEvery, clipNorm,
            checkpointSeconds);
    }

    public TrainingOptions withLoss(Loss other) {
        return new TrainingOptions(optimizer, learningRate, schedule, other, steps, batchSize, evaluateEvery, clipNorm,
            checkpointSeconds);
    }

    public TrainingOptions withClipNorm(double norm) {
        return new TrainingOptions(optimizer, learningRate, schedule, loss, steps, batchSize, evaluateEvery, norm,
            checkpointSeconds);
    }

    public TrainingOptions withCheckpointSeconds(double seconds) {
        return new TrainingOptions(optimizer, learningRate, schedule, loss, steps, batchSize, evaluateEvery, clipNorm,
            seconds);
    }

    private static void require(boolean holds, String what, String expected, Number value) {
        if (!holds) {
            throw new InvalidInputException(what + " must be " + expected + ", not " + value);
        }
    }
}
