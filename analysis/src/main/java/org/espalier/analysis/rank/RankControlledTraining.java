package org.espalier.analysis.rank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Tempered;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Trains every weight from initial weights that the study chose, by SGD with momentum 0.9 as in the code of Liu et al. 2024.
 *
 * <p>With a scaling alpha the network must have twice the units: each hidden layer holds two copies of the network of half the
 * width, whose outputs are taken from each other, so that it answers 0 to everything at the start (the doubling of Chizat,
 * Oyallon and Bach 2019) and {@code alpha h} needs no {@code h_0} taken away. Trained is
 * {@code R(alpha h) / alpha^2} ({@link org.espalier.analysis.richlazy.LazyScaling}): the loss at the temperature
 * {@code 1 / alpha} and the rate over {@code alpha^2}, which for SGD are the same.
 */
final class RankControlledTraining implements SubnetworkMethod {
    private static final double MOMENTUM = 0.9;

    private final double rank;
    private final RankControlledWeights.Match match;
    private final double alpha;
    private final double rate;

    private RankControlledTraining(double rank, RankControlledWeights.Match match, double alpha, double rate) {
        this.rank = rank;
        this.match = match;
        this.alpha = alpha;
        this.rate = rate;
    }

    /**
     * From hidden weights of a rank; those into the outputs stay as they are, as in the paper.
     *
     * @param rank of each matrix, as a fraction of its full rank; at least 1 is kept
     */
    static RankControlledTraining ofRank(double rank, RankControlledWeights.Match match, double rate) {
        return new RankControlledTraining(rank, match, Double.NaN, rate);
    }

    /** From the doubled network, its outputs times alpha. */
    static RankControlledTraining ofScaling(double alpha, double rate) {
        return new RankControlledTraining(1, RankControlledWeights.Match.NONE, alpha, rate);
    }

    @Override
    public String name() {
        return "rank-controlled";
    }

    @Override
    public String description() {
        return "Trains every weight from initial weights of a given rank.";
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
        boolean scaled = !Double.isNaN(alpha);
        InitialWeights initial = scaled ? doubled(network, problem, random)
            : ranked(network, problem.initialWeights(network, 1, random));
        int images = problem.data().train().count();
        TrainingOptions options = TrainingOptions.of(Sgd.of(MOMENTUM, 0), scaled ? rate / (alpha * alpha) : rate,
            budget.steps(images), budget.batchSize(), budget.stepsPerEpoch(images));
        if (scaled) {
            options = options.withLoss(new Tempered(new CrossEntropy(0), 1 / alpha));
        }
        TrainingOutcome outcome = Training.run(network, new DenseWeights(network, initial), problem.data(), options, random,
            monitor);
        return new Found(new Subnetwork(network.denseMask(), new InitialWeights(network.effective()), initial), outcome);
    }

    private InitialWeights ranked(Network network, InitialWeights full) {
        Map<String, float[]> values = new LinkedHashMap<>(full.values());
        List<NetworkParameter> weights = network.parameters(NetworkParameter.Role.WEIGHT);
        for (NetworkParameter p : weights.subList(0, weights.size() - 1)) {
            int rows = (int) p.shape()[0];
            int columns = (int) p.shape()[1];
            int kept = kept(rank, Math.min(rows, columns));
            if (kept < Math.min(rows, columns)) {
                double[] low = RankControlledWeights.truncated(doubles(values.get(p.name())), rows, columns, kept, match);
                float[] floats = new float[low.length];
                for (int i = 0; i < low.length; i++) {
                    floats[i] = (float) low[i];
                }
                values.put(p.name(), floats);
            }
        }
        return new InitialWeights(values);
    }

    /** The rank that a fraction of the full one is: the nearest whole number, at least 1. */
    static int kept(double fraction, int full) {
        return Math.max(1, (int) Math.round(fraction * full));
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** The weights of the network of half the width, twice: side by side, one below the other with the sign turned at the end. */
    private static InitialWeights doubled(Network network, Problem problem, RandomStreams random) {
        Architecture.Options o = problem.options();
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Network half = Network.create(problem.architecture(), new Architecture.Options(o.width() / 2, o.bias(),
            o.affineNorm()), network.input(), network.classes())) {
            InitialWeights base = problem.initialWeights(half, 1, random);
            List<NetworkParameter> weights = half.parameters(NetworkParameter.Role.WEIGHT);
            for (int l = 0; l < weights.size(); l++) {
                NetworkParameter p = weights.get(l);
                int rows = (int) p.shape()[0];
                int columns = (int) p.shape()[1];
                boolean first = l == 0;
                boolean last = l == weights.size() - 1;
                int wide = first ? columns : 2 * columns;
                float[] doubled = new float[network.parameter(p.name()).size()];
                if (doubled.length != (last ? rows : 2 * rows) * wide) {
                    throw new InvalidInputException("layer " + p.name() + " of the doubled network has " + doubled.length
                        + " weights; expected a network of exactly twice the units");
                }
                float[] from = base.of(p.name());
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        float w = from[i * columns + j];
                        doubled[i * wide + j] = w;
                        doubled[(last ? i : rows + i) * wide + (first ? 0 : columns) + j] = last ? -w : w;
                    }
                }
                values.put(p.name(), doubled);
            }
        }
        return new InitialWeights(values);
    }
}
