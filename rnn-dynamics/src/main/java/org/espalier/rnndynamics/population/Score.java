package org.espalier.rnndynamics.population;

/**
 * A network on its validation trials after some step.
 *
 * @param step     steps taken
 * @param loss     without the L2 penalty
 * @param accuracy fraction of the counted steps at which the largest output is the class; not-a-number where the targets
 *                 are values
 */
public record Score(long step, double loss, double accuracy) {

    boolean betterThan(Score other) {
        return other == null ? !Double.isNaN(loss) : loss < other.loss;
    }
}
