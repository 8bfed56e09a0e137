package org.espalier.nets.method;

import org.espalier.base.RandomStreams;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * The trained network: every weight kept, every weight trained. The reference of every comparison.
 *
 * <p>Settings of the dense networks of Ramanujan et al. 2020, as their released configurations have them.
 */
public abstract class DenseTraining implements SubnetworkMethod {
    private final String name;
    private final String description;

    DenseTraining(String name, String description) {
        this.name = name;
        this.description = description;
    }

    abstract TrainingOptions options(long steps, long stepsPerEpoch, int batchSize);

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
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
        InitialWeights initial = problem.initialWeights(network, 1, random);
        DenseWeights weights = new DenseWeights(network, initial);
        int images = problem.data().train().count();
        TrainingOptions options = options(budget.steps(images), budget.stepsPerEpoch(images), budget.batchSize());
        TrainingOutcome outcome = Training.run(network, weights, problem.data(), options, random, monitor);
        return new Found(new Subnetwork(network.denseMask(), new InitialWeights(network.effective()), initial), outcome);
    }

    /** SGD 0.01, momentum 0.9, weight decay 1e-4, cosine by epoch. */
    public static final class WithSgd extends DenseTraining {
        public WithSgd() {
            super("dense-sgd", "Trains every weight with SGD 0.01, momentum 0.9, weight decay 1e-4, cosine schedule "
                + "(the dense baseline of Ramanujan et al. 2020).");
        }

        @Override
        TrainingOptions options(long steps, long stepsPerEpoch, int batchSize) {
            return TrainingOptions.of(Sgd.of(0.9, 1e-4), 0.01, steps, batchSize, stepsPerEpoch)
                .withSchedule(new Schedule.Cosine(steps, stepsPerEpoch));
        }
    }

    /** Adam 3e-4, constant, no weight decay. */
    public static final class WithAdam extends DenseTraining {
        public WithAdam() {
            super("dense-adam", "Trains every weight with Adam 3e-4, constant rate (the dense baseline of Ramanujan et "
                + "al. 2020).");
        }

        @Override
        TrainingOptions options(long steps, long stepsPerEpoch, int batchSize) {
            return TrainingOptions.of(Adam.of(0), 3e-4, steps, batchSize, stepsPerEpoch);
        }
    }
}
