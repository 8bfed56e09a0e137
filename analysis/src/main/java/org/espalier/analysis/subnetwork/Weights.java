package org.espalier.analysis.subnetwork;

import java.util.Map;
import org.espalier.base.InvalidInputException;

/** Checks of weights by name. */
final class Weights {
    private Weights() {}

    /** @throws InvalidInputException if they are missing, of another length or not finite */
    static float[] of(Map<String, float[]> weights, String name, int size) {
        float[] values = weights.get(name);
        if (values == null || values.length != size) {
            throw new InvalidInputException("weights " + name + ": " + (values == null ? "missing" : values.length + " values")
                + "; expected " + size + " values");
        }
        for (int i = 0; i < size; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidInputException("weight " + i + " of " + name + " (counted from 0) is " + values[i]
                    + "; expected a finite number");
            }
        }
        return values;
    }
}
