package org.espalier.nets.method;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOutcome;

/**
 * A random subnetwork of the untrained network, with the same number of weights in each layer as a method of that density
 * keeps: what selecting at random gives.
 */
public final class RandomSubnetwork implements SubnetworkMethod {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String description() {
        return "Keeps random weights of the untrained network, the same number in each layer: the control of every "
            + "selection.";
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return false;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        InitialWeights initial = problem.initialWeights(network, density, random);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
        Mask mask = RandomMask.of(shapes, density, random.stream("mask"));
        Map<String, float[]> masked = new LinkedHashMap<>();
        initial.values().forEach((name, values) -> masked.put(name, values.clone()));
        mask.layers().forEach(layer -> layer.apply(masked.get(layer.name())));
        InitialWeights weights = new InitialWeights(masked);
        network.load(new FixedWeights(weights), 0);
        return new Found(new Subnetwork(mask, weights, initial),
            new TrainingOutcome(0, OptionalLong.empty(), Optional.empty(), Optional.empty(), PassCount.NONE));
    }
}
