package org.espalier.edgepopup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.parametrization.ForwardingWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;

/**
 * IteRand: edge-popup on random weights of which the pruned ones are drawn anew every K steps (Chijiwa et al. 2021).
 *
 * <p>Scores are learnt as {@link EdgePopup} learns them. After every K steps each weight that is not among the kept ones is
 * replaced, with probability r, by a new draw from the distribution of the initial weights; its score stays. What the network
 * computes with does not change at that moment: a new weight counts once its score pops up. So a search of T steps chooses among
 * about {@code 1 + r (1 - density) T / K} draws a weight in the memory of one network.
 *
 * <p>r = 0.1. K is such that a whole training has as many redrawings as the paper's, 300 of 35,200 steps: K = 300 for a
 * training as long as the paper's, and fewer for a shorter one, at least 1. Redrawing t takes new weights from the streams
 * {@code redrawn/STEP/initialisation/NAME} and which ones from {@code redrawn/STEP/chosen/NAME}. Cost, beside edge-popup's: one
 * drawing of the whole network in K steps.
 *
 * <p>The initial weights of what is found are the random weights it was chosen from, as they were at the end: kept weights are
 * bit for bit among them.
 *
 * <p>Source: Chijiwa et al. 2021, arXiv:2106.09269, alg. 1; the released code (github.com/dchiji-ntt/iterand, read): the
 * redrawing ({@code bernoulli} of {@code sparse_modules.py}), r = 0.1, K = 300, 100 epochs of 352 steps on CIFAR-10
 * ({@code config.yaml}). Deviations: edge-popup is the suite's, not that code's, so that nothing but the redrawing tells the two
 * apart (scores ranked by magnitude, not by value; SGD 0.1, not 0.3, for small convolutional networks; scores of another
 * range); K shrinks with the budget; weights are redrawn after K steps and not before the K-th.
 */
public class IteRand implements SubnetworkMethod {
    /** r. */
    private static final double RATE = 0.1;
    private static final double PAPER_EVERY = 300;
    /** 100 epochs of 45,000 images in batches of 128. */
    private static final double PAPER_STEPS = 35_200;

    private final String name;
    private final String description;
    private final double rate;
    private final boolean redrawsKept;

    public IteRand() {
        this("iterand", "Edge-popup on random weights of which a tenth of the pruned ones is drawn anew every few steps "
            + "(IteRand; Chijiwa et al. 2021).", RATE, false);
    }

    IteRand(String name, String description, double rate, boolean redrawsKept) {
        this.name = name;
        this.description = description;
        this.rate = rate;
        this.redrawsKept = redrawsKept;
    }

    /** IteRand without its second idea: all pruned weights are drawn anew at once. */
    public static final class All extends IteRand {
        public All() {
            super("iterand-all", "IteRand that draws all pruned weights anew at once, without the paper's partial randomisation "
                + "(Chijiwa et al. 2021).", 1, false);
        }
    }

    /** A control: new weights in the wrong place. */
    public static final class Kept extends IteRand {
        public Kept() {
            super("iterand-kept", "A control for IteRand, not in the paper: as many weights drawn anew as often, but among those "
                + "that are kept.", RATE, true);
        }
    }

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
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    /** Steps from one redrawing to the next: K. */
    static long every(long steps) {
        return Math.max(1, Math.round(steps * PAPER_EVERY / PAPER_STEPS));
    }

    /** @throws InvalidInputException if the density is outside (0, 1], or the problem starts from a network trained elsewhere */
    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        if (problem.start().isPresent()) {
            throw new InvalidInputException(name + " draws weights anew from the distribution of the initial ones, and those of "
                + problem.start().get().name() + " have none that is known");
        }
        TrainingOptions options = EdgePopup.options(budget, problem.data().train().count());
        InitialWeights drawn = problem.initialWeights(network, density, random);
        PopupScores scores = EdgePopup.scores(network, drawn, density, Ranking.MAGNITUDE, Scope.LAYER, random);
        RedrawnWeights weights = new RedrawnWeights(scores, drawn, options.steps(), step -> problem.drawnWeights(network,
            density, stream -> random.stream("redrawn/" + step + "/" + stream)), random);
        TrainingOutcome outcome = Training.run(network, weights, problem.data(), options, random, monitor);
        return new Found(new Subnetwork(scores.mask(), new InitialWeights(network.effective()), drawn)
            .withScores(scores.variables()), outcome);
    }

    /** The weights of a whole network, drawn anew. */
    private interface Draw {
        InitialWeights at(long step);
    }

    /** Edge-popup's scores, on weights that are drawn anew. */
    private final class RedrawnWeights extends ForwardingWeights {
        private final PopupScores scores;
        /** By layer; the arrays that the scores select from. */
        private final Map<String, float[]> weights = new LinkedHashMap<>();
        private final long steps;
        private final Draw draw;
        private final RandomStreams random;

        /** @param drawn modified from step to step */
        RedrawnWeights(PopupScores scores, InitialWeights drawn, long steps, Draw draw, RandomStreams random) {
            super(scores);
            this.scores = scores;
            this.steps = steps;
            this.draw = draw;
            this.random = random;
            scores.trained().forEach(layer -> weights.put(layer, drawn.of(layer)));
        }

        /** Redraws after the selection. For a step that is prepared twice, as after a checkpoint, it comes to the same. */
        @Override
        public void prepare(long step) {
            super.prepare(step);
            if (step > 0 && step < steps && step % every(steps) == 0) {
                Mask mask = scores.mask();
                InitialWeights fresh = draw.at(step);
                mask.layers().forEach(layer -> redraw(layer, fresh.of(layer.name()),
                    random.stream("redrawn/" + step + "/chosen/" + layer.name())));
            }
        }

        private void redraw(MaskLayer layer, float[] fresh, RandomGenerator chosen) {
            float[] values = weights.get(layer.name());
            double pruned = layer.size() - layer.keptCount();
            double probability = redrawsKept ? Math.min(1, rate * pruned / layer.keptCount()) : rate;
            for (int i = 0; i < values.length; i++) {
                if (chosen.nextDouble() < probability && layer.kept(i) == redrawsKept) {
                    values[i] = fresh[i];
                }
            }
        }

        /** The weights: they depend on which ones were pruned whenever some were drawn. */
        @Override
        public OwnState own() {
            return super.own().plus(OwnState.ofNumbers(weights).under("weights"));
        }

        @Override
        public void restore(OwnState own) {
            super.restore(own);
            OwnState kept = own.of("weights");
            weights.forEach((layer, values) -> System.arraycopy(kept.numbers(layer, values.length), 0, values, 0, values.length));
        }
    }
}
