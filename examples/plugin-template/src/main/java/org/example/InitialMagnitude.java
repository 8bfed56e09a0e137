package org.example;

import java.util.ArrayList;
import java.util.List;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.TopSelection;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.parametrization.MaskedWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * A method: keeps the weights of each layer that are largest before any training, and trains these alone; after the baseline
 * "magnitude at initialization" of Frankle et al. 2021 (arXiv:2009.08576), which ranks the layers' weights together.
 */
public final class InitialMagnitude implements SubnetworkMethod {
    private static final double LEARNING_RATE = 1.2e-3;

    @Override
    public String name() {
        return "initial-magnitude";
    }

    @Override
    public String description() {
        return "Trains the weights of each layer that are largest at the start (Frankle et al. 2021).";
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        int images = problem.data().train().count();
        InitialWeights initial = problem.initialWeights(network, density, random);
        Mask mask = largest(network, initial, density);
        TrainingOutcome outcome = Training.run(network, new MaskedWeights(network, initial, mask), problem.data(),
            TrainingOptions.of(Adam.of(0), LEARNING_RATE, budget.steps(images), budget.batchSize(),
                budget.stepsPerEpoch(images)), random, monitor);
        return new Found(new Subnetwork(mask, new InitialWeights(network.effective()), initial), outcome);
    }

    private static Mask largest(Network network, InitialWeights initial, double density) {
        List<MaskLayer> layers = new ArrayList<>();
        for (NetworkParameter layer : network.parameters(NetworkParameter.Role.WEIGHT)) {
            boolean[] kept = new boolean[layer.size()];
            new TopSelection().keepLargestMagnitudes(initial.of(layer.name()), KeptCount.of(layer.size(), density), kept);
            layers.add(new MaskLayer(layer.name(), layer.shape(), kept));
        }
        return new Mask(layers);
    }
}
