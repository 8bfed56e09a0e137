package org.espalier.nets.network;

import java.util.List;

/** Weights that nothing trains, for evaluation. */
public record FixedWeights(InitialWeights weights) implements Parametrization {

    @Override
    public List<String> trained() {
        return List.of();
    }

    @Override
    public float[] variable(String parameter) {
        throw new IllegalArgumentException("fixed weights have no variable for '" + parameter + "'");
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        System.arraycopy(weights.of(parameter), 0, effective, 0, effective.length);
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        throw new IllegalArgumentException("fixed weights have no variable for '" + parameter + "'");
    }
}
