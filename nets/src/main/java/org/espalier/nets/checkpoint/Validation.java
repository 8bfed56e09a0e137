package org.espalier.nets.checkpoint;

/**
 * The network on the validation images after some step.
 *
 * @param step     steps taken
 * @param loss     mean loss
 * @param accuracy fraction classified correctly, 0..1
 */
public record Validation(long step, double loss, double accuracy) {

    /** Early stopping picks the first of the steps with the smallest loss; a loss that is not a number never wins. */
    public boolean betterThan(Validation other) {
        return other == null ? !Double.isNaN(loss) : loss < other.loss;
    }
}
