package org.espalier.analysis.learning;

import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.parametrization.MaskedWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Trains a subnetwork alone, from its initial weights, for the whole budget: Adam 1.2e-3, the setting of 784-300-100-10 in
 * Frankle and Carbin 2019, fig. 2. However the mask was found, this is the same training.
 *
 * @param mask what is kept; null for every weight
 */
record MaskedTraining(Mask mask) implements SubnetworkMethod {
    private static final double LEARNING_RATE = 1.2e-3;

    @Override
    public String name() {
        return "masked-training";
    }

    @Override
    public String description() {
        return "Trains the kept weights from their initial values.";
    }

    @Override
    public boolean selects() {
        return false;
    }

    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        Mask kept = mask == null ? network.denseMask() : mask;
        InitialWeights initial = problem.initialWeights(network, density, random);
        int images = problem.data().train().count();
        TrainingOutcome outcome = Training.run(network, new MaskedWeights(network, initial, kept), problem.data(),
            TrainingOptions.of(Adam.of(0), LEARNING_RATE, budget.steps(images), budget.batchSize(),
                budget.stepsPerEpoch(images)), random, monitor);
        return new Found(new Subnetwork(kept, new InitialWeights(network.effective()), initial), outcome);
    }
}
