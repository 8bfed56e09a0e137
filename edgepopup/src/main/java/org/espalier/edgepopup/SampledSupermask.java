package org.espalier.edgepopup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Sampled supermasks: finds a subnetwork of an untrained network by learning, for each weight, the probability that it is
 * kept (Zhou et al. 2019, sec. 5), as the baseline of Ramanujan et al. 2020: SGD with momentum 0.9, no weight decay, a
 * cosine schedule by epoch, and a very large learning rate, because a score is felt through {@code p (1 - p)} times a
 * small weight.
 *
 * <p>Evaluation uses a <em>sampled</em> mask, while training (the mask of the step) and at the end (the mask of the last
 * step, which is the subnetwork found): the expected network, with every weight times its probability, is no subnetwork.
 *
 * <p>The density asked for is where the probabilities start, {@code s = log(density / (1 - density))} in every score
 * (Zhou et al. start alike, at 0.5). Training moves them, and nothing holds the density: the mask found has another one,
 * usually near it. That is the method, not an approximation of ours; compare by the weights it kept.
 *
 * @param learningRate base rate; finite, at least 0. The released code of Ramanujan et al. has 200, or 50
 * @param rescaled     dynamic weight rescaling: whether a layer's kept weights are multiplied by n / (number kept);
 *                     gradients grow with every layer's factor, so it wants a smaller rate
 */
public record SampledSupermask(double learningRate, boolean rescaled) implements SubnetworkMethod {
    private static final double MOMENTUM = 0.9;
    private static final double DEFAULT_RATE = 50;

    /** Rate 50, without dynamic weight rescaling, as the released code of Ramanujan et al. 2020. */
    public SampledSupermask() {
        this(DEFAULT_RATE, false);
    }

    /** @throws InvalidInputException if the rate is negative or not finite */
    public SampledSupermask {
        if (!(learningRate >= 0 && Double.isFinite(learningRate))) {
            throw new InvalidInputException("sampled-supermask: the learning rate is " + learningRate
                + ", expected a finite number of at least 0");
        }
    }

    @Override
    public String name() {
        return "sampled-supermask";
    }

    @Override
    public String description() {
        return "Learns for each weight of an untrained network the probability that it is kept, on masks drawn at every "
            + "step; the density is where the probabilities start (Zhou et al. 2019).";
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    /** @throws InvalidInputException if the density is 1: probabilities that start at 1 never move */
    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        InitialWeights initial = problem.initialWeights(network, density, random);
        SupermaskScores scores = scores(network, initial, density, random);
        int images = problem.data().train().count();
        long stepsPerEpoch = budget.stepsPerEpoch(images);
        TrainingOptions options = TrainingOptions.of(Sgd.of(MOMENTUM, 0), learningRate, budget.steps(images),
            budget.batchSize(), stepsPerEpoch).withSchedule(new Schedule.Cosine(budget.steps(images), stepsPerEpoch));
        TrainingOutcome outcome = Training.run(network, scores, problem.data(), options, random, monitor);
        return new Found(new Subnetwork(scores.mask(), new InitialWeights(network.effective()), initial)
            .withScores(scores.variables()), outcome);
    }

    /** Scores at the density's log odds for every weight of a network. */
    SupermaskScores scores(Network network, InitialWeights initial, double density, RandomStreams random) {
        if (!(density > 0 && density < 1)) {
            throw new InvalidInputException("sampled-supermask: the density is " + density
                + ", expected above 0 and below 1 (the probability of being kept that training starts from)");
        }
        float start = (float) Math.log(density / (1 - density));
        List<PopupScores.Scored> tensors = new ArrayList<>();
        for (NetworkParameter p : network.parameters(Role.WEIGHT)) {
            float[] values = new float[p.size()];
            Arrays.fill(values, start);
            tensors.add(new PopupScores.Scored(p.name(), p.shape(), initial.of(p.name()), values));
        }
        return new SupermaskScores(tensors, initial, rescaled, random);
    }
}
