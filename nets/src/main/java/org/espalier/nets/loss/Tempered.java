package org.espalier.nets.loss;

import org.espalier.base.InvalidInputException;

/**
 * A loss of outputs divided by a temperature: {@code L(z / T)}, {@code dL/dz = L'(z / T) / T} (GraSP: Wang et al. 2020).
 *
 * @param loss        the loss
 * @param temperature T, finite and above 0; above 1 makes the classes' probabilities more equal
 */
public record Tempered(Loss loss, double temperature) implements Loss {

    /** @throws InvalidInputException if the temperature is not a positive number */
    public Tempered {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new InvalidInputException("temperature must be finite and above 0, not " + temperature);
        }
    }

    @Override
    public double mean(float[] outputs, int classes, int[] labels, float[] gradient) {
        float[] cooled = new float[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            cooled[i] = (float) (outputs[i] / temperature);
        }
        double value = loss.mean(cooled, classes, labels, gradient);
        if (gradient != null) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (float) (gradient[i] / temperature);
            }
        }
        return value;
    }
}
