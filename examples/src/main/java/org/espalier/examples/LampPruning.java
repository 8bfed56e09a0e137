package org.espalier.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
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
import org.espalier.nets.network.NotFiniteException;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Layer-adaptive magnitude pruning (LAMP): ranks all weights of the network at once, each by its share in what is left of
 * its layer, so that no layer has to be given a density.
 *
 * <p>With the weights of a layer sorted by magnitude, the score of the u-th is
 * <pre>  score(u) = w_u^2 / sum of w_v^2 over v &gt;= u  </pre>
 * in (0, 1]: the largest weight of a layer scores 1, the second at most 1/2. Within a layer the order is that of magnitudes;
 * between layers a weight counts for more where fewer large ones are beside it. The weights with the largest scores are
 * kept, exactly {@link KeptCount#of(long, double)} of them, and so at least one of each layer.
 *
 * <p>Trains with Adam 1.2e-3 like the suite's pruning methods, prunes once after half of the steps, and fine-tunes for the
 * other half. Cost: one sort of each layer, O(n log n), on top of dense training.
 *
 * <p>Source: Lee et al. 2021, "Layer-adaptive Sparsity for the Magnitude-based Pruning" (arXiv:2010.07611), the definition
 * of the score. Deviations: one pruning instead of rounds of 20 %; the optimiser's memory is kept, so that the whole is one
 * training with one checkpoint.
 */
public final class LampPruning implements SubnetworkMethod {
    private static final double LEARNING_RATE = 1.2e-3;

    @Override
    public String name() {
        return "lamp";
    }

    @Override
    public String description() {
        return "Prunes once, in the middle of the training, by each weight's share in what is left of its layer (LAMP; "
            + "Lee et al. 2021).";
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    /** In {@code pruning/ladder} it stands beside the suite's methods without being asked for. */
    @Override
    public boolean joinsComparisons() {
        return true;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        int images = problem.data().train().count();
        long steps = budget.steps(images);
        InitialWeights initial = problem.initialWeights(network, density, random);
        PrunedWeights weights = new PrunedWeights(network, initial, density, steps / 2);
        TrainingOutcome outcome = Training.run(network, weights, problem.data(), TrainingOptions.of(Adam.of(0),
            LEARNING_RATE, steps, budget.batchSize(), budget.stepsPerEpoch(images)), random, monitor);
        return new Found(new Subnetwork(weights.mask(), new InitialWeights(network.effective()), initial), outcome);
    }

    /**
     * The scores of one layer.
     *
     * @param weights {@code [n]}, not modified
     * @return {@code [n]}, 0 where a weight is 0; of equal magnitudes the later one counts as the larger
     */
    static float[] scores(float[] weights) {
        long[] byMagnitude = new long[weights.length];
        for (int i = 0; i < weights.length; i++) {
            // The bits of positive floats are ordered as the floats are.
            byMagnitude[i] = (long) Float.floatToIntBits(Math.abs(weights[i])) << Integer.SIZE | i;
        }
        Arrays.sort(byMagnitude);
        float[] scores = new float[weights.length];
        double atLeastAsLarge = 0;
        for (int rank = weights.length - 1; rank >= 0; rank--) {
            int i = (int) byMagnitude[rank];
            double square = (double) weights[i] * weights[i];
            atLeastAsLarge += square;
            scores[i] = square == 0 ? 0 : (float) (square / atLeastAsLarge);
        }
        return scores;
    }

    /** Weights that are all trained up to a step, and from there on only those that are kept. */
    private static final class PrunedWeights implements Parametrization {
        private final List<String> trained;
        private final Map<String, long[]> shapes = new LinkedHashMap<>();
        private final Map<String, float[]> variables = new LinkedHashMap<>();
        private final long keep;
        private final long pruneAt;
        private Mask mask;

        PrunedWeights(Network network, InitialWeights initial, double density, long pruneAt) {
            trained = network.trainable();
            trained.forEach(name -> variables.put(name, initial.of(name).clone()));
            network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
            Mask dense = Mask.dense(shapes);
            keep = KeptCount.of(dense.size(), density);
            if (keep < shapes.size()) {
                throw new InvalidInputException("density " + density + " would leave a layer empty: of " + dense.size()
                    + " weights " + keep + " would be kept, and one in each of the " + shapes.size() + " layers is needed");
            }
            this.pruneAt = pruneAt;
        }

        Mask mask() {
            return mask == null ? Mask.dense(shapes) : mask;
        }

        /** Prunes when it is time; a training that goes on from a later checkpoint has its mask back by then. */
        @Override
        public void prepare(long step) {
            if (mask == null && step == pruneAt) {
                mask = largestScores();
                shapes.keySet().forEach(this::updated);
            }
        }

        /** The mask, once there is one: a kept weight may be 0, so the weights do not tell. */
        @Override
        public OwnState own() {
            Map<String, boolean[]> kept = new LinkedHashMap<>();
            if (mask != null) {
                mask.layers().forEach(layer -> kept.put(layer.name(), layer.kept()));
            }
            return OwnState.ofFlags(kept);
        }

        @Override
        public void restore(OwnState own) {
            if (!own.isEmpty()) {
                List<boolean[]> kept = new ArrayList<>();
                shapes.keySet().forEach(layer -> kept.add(own.flags(layer, variables.get(layer).length)));
                mask = mask(kept);
            }
        }

        private Mask largestScores() {
            List<float[]> scores = new ArrayList<>();
            List<boolean[]> kept = new ArrayList<>();
            for (String layer : shapes.keySet()) {
                for (float weight : variables.get(layer)) {
                    if (!Float.isFinite(weight)) {
                        throw new NotFiniteException("a weight of '" + layer + "' is " + weight);
                    }
                }
                scores.add(scores(variables.get(layer)));
                kept.add(new boolean[variables.get(layer).length]);
            }
            new TopSelection().keepLargest(scores, keep, kept);
            return mask(kept);
        }

        private Mask mask(List<boolean[]> kept) {
            List<MaskLayer> layers = new ArrayList<>();
            shapes.forEach((name, shape) -> layers.add(new MaskLayer(name, shape, kept.get(layers.size()))));
            return new Mask(layers);
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

        /** The network computes with the variables themselves: the gradient is theirs. */
        @Override
        public void pullBack(String parameter, float[] gradient) {}

        /** The optimiser may have moved pruned weights by what it remembers: back to 0. */
        @Override
        public void updated(String parameter) {
            if (mask != null && shapes.containsKey(parameter)) {
                mask.layer(parameter).apply(variables.get(parameter));
            }
        }
    }
}
