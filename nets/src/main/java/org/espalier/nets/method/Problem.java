package org.espalier.nets.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.RandomSource;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.train.InitialWeights;
import org.espalier.nets.train.Network;
import org.espalier.nets.train.NetworkParameter;

/**
 * What a method is asked to solve: the same for every method compared.
 *
 * @param architecture   the architecture
 * @param options        its width, biases, normalisation
 * @param data           training, validation and test images, standardised
 * @param initialisation the distribution of the initial weights
 * @param scaled         whether the initial weights are scaled by {@code sqrt(1/density)} for the density asked
 */
public record Problem(Architecture architecture, Architecture.Options options, DataSplit data,
                      Initialisation initialisation, boolean scaled) {

    /**
     * The weights every method starts from: each tensor from its own stream {@code initialisation/NAME}, biases 0, scales
     * of a normalisation 1.
     *
     * @param density the density asked for, which scales the weights if the problem is {@link #scaled}
     */
    public InitialWeights initialWeights(Network network, double density, RandomSource random) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (NetworkParameter p : network.parameters()) {
            float[] array = new float[p.size()];
            switch (p.role()) {
                case WEIGHT -> initialisation.fill(array, p.fanIn(), p.fanOut(), scaled ? density : 1,
                    random.stream("initialisation/" + p.name()));
                case NORM_SCALE -> Arrays.fill(array, 1f);
                case BIAS, NORM_SHIFT -> { }
                case NORM_STATE -> {
                    continue;
                }
            }
            values.put(p.name(), array);
        }
        return new InitialWeights(values);
    }
}
