package org.espalier.nets.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;

/**
 * What a method is asked to solve: the same for every method compared.
 *
 * @param architecture   the architecture
 * @param options        its width, biases, normalisation
 * @param data           training, validation and test images, standardised
 * @param initialisation the distribution of the initial weights
 * @param scaled         whether the initial weights are scaled by {@code sqrt(1/density)} for the density asked
 * @param start          a network trained elsewhere that every method starts from, if there is one
 */
public record Problem(Architecture architecture, Architecture.Options options, DataSplit data,
                      Initialisation initialisation, boolean scaled, Optional<StartingNetwork> start) {

    /** A problem whose methods start from newly drawn weights. */
    public Problem(Architecture architecture, Architecture.Options options, DataSplit data, Initialisation initialisation,
                   boolean scaled) {
        this(architecture, options, data, initialisation, scaled, Optional.empty());
    }

    /** The network of this problem, with the running statistics that its methods start from. */
    public Network network() {
        Network network = Network.create(architecture, options, data.train().shape(), data.train().classes());
        start.ifPresent(s -> network.setNormState(s.normState()));
        return network;
    }

    /**
     * The weights every method starts from: {@link #drawnWeights}, or those of the {@link #start}.
     *
     * @param density the density asked for, which scales the weights if the problem is {@link #scaled}
     */
    public InitialWeights initialWeights(Network network, double density, RandomStreams random) {
        if (start.isEmpty()) {
            return drawnWeights(network, density, random);
        }
        InitialWeights given = start.get().weights();
        if (!scaled || density == 1) {
            return given;
        }
        float factor = (float) Math.sqrt(1 / density);
        Map<String, float[]> values = new LinkedHashMap<>(given.values());
        for (NetworkParameter p : network.parameters(NetworkParameter.Role.WEIGHT)) {
            float[] array = given.of(p.name()).clone();
            for (int i = 0; i < array.length; i++) {
                array[i] *= factor;
            }
            values.put(p.name(), array);
        }
        return new InitialWeights(values);
    }

    /**
     * The weights before any training, which tickets are put back to: {@link #drawnWeights}, or the initial weights of the
     * {@link #start}.
     *
     * @throws InvalidInputException if the start is known in its trained state alone
     */
    public InitialWeights untrainedWeights(Network network, double density, RandomStreams random) {
        return start.isEmpty() ? drawnWeights(network, density, random)
            : start.get().initial().orElseThrow(() -> new InvalidInputException(start.get().name() + " was imported without its initial "
                + "weights, so nothing can be put back to them; import it again under another name with --initial FILE"));
    }

    /**
     * Newly drawn weights: each tensor from its own stream {@code initialisation/NAME}, biases 0, scales of a normalisation 1.
     *
     * @param density the density asked for, which scales the weights if the problem is {@link #scaled}
     */
    public InitialWeights drawnWeights(Network network, double density, RandomStreams random) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (NetworkParameter p : network.parameters()) {
            float[] array = new float[p.size()];
            switch (p.role()) {
                case WEIGHT -> initialisation.fill(array, p.fanIn(), p.fanOut(), scaled ? density : 1,
                    random.stream("initialisation/" + p.name()));
                case NORM_SCALE -> Arrays.fill(array, 1f);
                case BIAS, NORM_SHIFT -> {
                }
                case NORM_STATE -> {
                    continue;
                }
            }
            values.put(p.name(), array);
        }
        return new InitialWeights(values);
    }
}
