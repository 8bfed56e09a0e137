package org.espalier.nets.parametrization;

import java.util.List;
import java.util.Map;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;

/** Dense training: every parameter that takes gradients is its own variable. */
public final class DenseWeights implements Parametrization {
    private final Map<String, float[]> variables;
    private final List<String> trained;

    /** @param start where training starts; copied */
    public DenseWeights(Network network, InitialWeights start) {
        start.check(network);
        trained = network.trainable();
        variables = start.copies(trained);
    }

    @Override
    public List<String> trained() {
        return trained;
    }

    @Override
    public float[] variable(String parameter) {
        return variables.get(parameter);
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        System.arraycopy(variables.get(parameter), 0, effective, 0, effective.length);
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {}
}
