package org.espalier.rnndynamics.population;

import org.espalier.base.InvalidInputException;

/**
 * When a network need not be trained further; judged at its validations.
 *
 * @param loss     stop at a validation loss of this or below; minus infinity never stops
 * @param patience stop after so many validations in a row without a new best one; at least 1
 */
public record EarlyStop(double loss, int patience) {
    public static final EarlyStop NEVER = new EarlyStop(Double.NEGATIVE_INFINITY, Integer.MAX_VALUE);

    /** @throws InvalidInputException if a value is out of range */
    public EarlyStop {
        if (Double.isNaN(loss) || patience < 1) {
            throw new InvalidInputException("early stop at a loss of " + loss + " or after " + patience
                + " validations was asked for, expected a number, and at least 1");
        }
    }
}
