package org.espalier.nets.checkpoint;

/**
 * How far a training has come, apart from its arrays.
 *
 * @param step      steps taken
 * @param lossSum   sum of the batch losses since the last validation
 * @param batches   how many they are
 * @param last      the last validation; {@code null} before the first
 * @param earlyStop the best validation; {@code null} before the first
 * @param passes    images passed forward and backward
 */
public record TrainingProgress(long step, double lossSum, long batches, Validation last, Validation earlyStop,
                               PassCount passes) {
    /** Before the first step. */
    public static final TrainingProgress START = new TrainingProgress(0, 0, 0, null, null, PassCount.NONE);

    /** One step further, with the loss of its batch. */
    public TrainingProgress stepped(double loss) {
        return new TrainingProgress(step + 1, lossSum + loss, batches + 1, last, earlyStop, passes);
    }

    /** The mean loss starts again. @param best whether this validation is the best so far */
    public TrainingProgress validated(Validation validation, boolean best) {
        return new TrainingProgress(step, 0, 0, validation, best ? validation : earlyStop, passes);
    }

    /** More images passed. */
    public TrainingProgress passed(long forward, long backward) {
        return new TrainingProgress(step, lossSum, batches, last, earlyStop,
            passes.plus(new PassCount(forward, backward)));
    }

    /** Of the batches since the last validation. */
    public double meanLoss() {
        return lossSum / batches;
    }
}
