package org.espalier.rnndynamics.population;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Schedule;

/**
 * How a population is trained; what differs between its networks is in {@link Member}.
 *
 * @param optimizer         moves the parameters
 * @param schedule          what each learning rate is multiplied by, step by step
 * @param loss              of the outputs
 * @param clipNorm          largest Euclidean norm of one network's gradient, L2 included; infinite for no clipping
 * @param steps             training steps, at least 1
 * @param batch             B: new trials a network and step, at least 1
 * @param evaluateEvery     steps from one validation to the next, at least 1; the last step is always validated
 * @param validationBatches batches of B trials that a validation takes, the same at each, at least 1
 * @param earlyStop         when a network stops before the end
 * @param checkpointSeconds time from one checkpoint to the next; 0 saves after every step, infinity never
 */
public record PopulationOptions(Optimizer optimizer, Schedule schedule, OutputLoss loss, double clipNorm, long steps,
                                int batch, long evaluateEvery, int validationBatches, EarlyStop earlyStop,
                                double checkpointSeconds) {
    /** The same property as the other trainings': it is for tests that kill them. */
    private static final double CHECKPOINT_SECONDS =
        Double.parseDouble(System.getProperty("espalier.checkpoint.seconds", "10"));

    /** @throws InvalidInputException if a value is out of range */
    public PopulationOptions {
        require(clipNorm > 0, "clip norm", "above 0", clipNorm);
        require(steps >= 1, "number of steps", "at least 1", steps);
        require(batch >= 1, "batch size", "at least 1", batch);
        require(evaluateEvery >= 1, "number of steps between validations", "at least 1", evaluateEvery);
        require(validationBatches >= 1, "number of validation batches", "at least 1", validationBatches);
        require(checkpointSeconds >= 0, "number of seconds between checkpoints", "at least 0", checkpointSeconds);
    }

    private static void require(boolean holds, String what, String expected, Number value) {
        if (!holds) {
            throw new InvalidInputException("the " + what + " of a population's training is " + value + ", expected "
                + expected);
        }
    }

    /** Constant rate, squared error, no clipping, one validation batch, no early stop, a checkpoint every ten seconds. */
    public static PopulationOptions of(Optimizer optimizer, long steps, int batch, long evaluateEvery) {
        return new PopulationOptions(optimizer, new Schedule.Constant(), OutputLoss.SQUARED_ERROR, Double.POSITIVE_INFINITY,
            steps, batch, evaluateEvery, 1, EarlyStop.NEVER, CHECKPOINT_SECONDS);
    }

    public PopulationOptions withSchedule(Schedule other) {
        return new PopulationOptions(optimizer, other, loss, clipNorm, steps, batch, evaluateEvery, validationBatches,
            earlyStop, checkpointSeconds);
    }

    public PopulationOptions withLoss(OutputLoss other) {
        return new PopulationOptions(optimizer, schedule, other, clipNorm, steps, batch, evaluateEvery, validationBatches,
            earlyStop, checkpointSeconds);
    }

    public PopulationOptions withClipNorm(double norm) {
        return new PopulationOptions(optimizer, schedule, loss, norm, steps, batch, evaluateEvery, validationBatches,
            earlyStop, checkpointSeconds);
    }

    public PopulationOptions withValidationBatches(int count) {
        return new PopulationOptions(optimizer, schedule, loss, clipNorm, steps, batch, evaluateEvery, count, earlyStop,
            checkpointSeconds);
    }

    public PopulationOptions withEarlyStop(EarlyStop other) {
        return new PopulationOptions(optimizer, schedule, loss, clipNorm, steps, batch, evaluateEvery, validationBatches,
            other, checkpointSeconds);
    }

    public PopulationOptions withCheckpointSeconds(double seconds) {
        return new PopulationOptions(optimizer, schedule, loss, clipNorm, steps, batch, evaluateEvery, validationBatches,
            earlyStop, seconds);
    }
}
