package org.espalier.edgepopup.dynamics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.analysis.trial.Instruments.Scene;
import org.espalier.edgepopup.PopupScores;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;

/**
 * Tries swaps of edges on a mini-batch: those that a gradient step on the scores asks for (the theorem's), one at a time
 * and a layer's all at once, and, as a control, swaps of a random kept edge with a random dropped one of the same layer.
 *
 * <p>The mini-batch is drawn from the training images (stream {@code swap-batch/STEP}), the pairs from the stream
 * {@code swaps/STEP}. The gradient step is plain: edge-popup's base rate, no momentum, no weight decay, as in the theorem.
 * Cost: one forward and backward pass, and a forward pass a swap.
 */
final class SwapTest {
    /** Edge-popup's base learning rate. */
    private static final double RATE = 0.1;

    private final Scene scene;
    private final InitialWeights initial;
    private final int pairs;
    private final int batchSize;

    /**
     * What was found at one step.
     *
     * @param single swaps of one pair that the gradient asks for
     * @param layers all such swaps of one layer at once
     * @param random swaps of one random pair
     */
    record Outcome(SwapCounts single, SwapCounts layers, SwapCounts random) {
        static final Outcome NONE = new Outcome(SwapCounts.NONE, SwapCounts.NONE, SwapCounts.NONE);
    }

    /**
     * @param initial   the network's untrained weights
     * @param pairs     swaps of either kind tried in each layer
     * @param batchSize images of the mini-batch
     */
    SwapTest(Scene scene, InitialWeights initial, int pairs, int batchSize) {
        this.scene = scene;
        this.initial = initial;
        this.pairs = pairs;
        this.batchSize = batchSize;
    }

    /** Tries swaps after {@code step} steps; the network, loaded with {@code scores}, is left as it was. */
    Outcome at(long step, PopupScores scores) {
        Network network = scene.network();
        LabelledImages batch = batch(step);
        int[] rows = new int[batch.count()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        Map<String, float[]> normState = network.normState();
        Map<String, float[]> effective = network.effective();
        Map<String, float[]> gradients = new LinkedHashMap<>();
        scores.trained().forEach(name -> gradients.put(name, new float[scores.variable(name).length]));
        network.gradients(batch, rows, new CrossEntropy(0), gradients);
        network.setNormState(normState);
        double before = Evaluation.of(network, batch, new CrossEntropy(0)).loss();
        RandomGenerator random = scene.random().stream("swaps/" + step);
        SwapCounts single = SwapCounts.NONE;
        SwapCounts layers = SwapCounts.NONE;
        SwapCounts control = SwapCounts.NONE;
        for (MaskLayer layer : scores.mask().layers()) {
            float[] gradient = gradients.get(layer.name());
            scores.pullBack(layer.name(), gradient);
            boolean[] kept = layer.kept();
            EdgeSwap swap = EdgeSwap.of(scores.variable(layer.name()), gradient, kept, RATE);
            Swapped trial = new Swapped(network, batch, effective, layer.name(), initial.of(layer.name()));
            int possible = swap.entering().length;
            for (int i = 0; i < Math.min(pairs, possible); i++) {
                single = single.counting(before, trial.loss(pick(swap.entering(), random), pick(swap.leaving(), random)));
            }
            if (possible > 0) {
                layers = layers.counting(before, trial.loss(swap.entering(), swap.leaving()));
            }
            for (int i = 0; i < pairs && layer.keptCount() < kept.length; i++) {
                control = control.counting(before, trial.loss(pick(kept, false, random), pick(kept, true, random)));
            }
        }
        network.load(new FixedWeights(new InitialWeights(effective)), step);
        return new Outcome(single, layers, control);
    }

    private LabelledImages batch(long step) {
        LabelledImages train = scene.problem().data().train();
        RandomGenerator random = scene.random().stream("swap-batch/" + step);
        return train.subset(random.ints(0, train.count()).distinct().limit(Math.min(batchSize, train.count())).toArray());
    }

    private static int[] pick(int[] from, RandomGenerator random) {
        return new int[] {from[random.nextInt(from.length)]};
    }

    /** A random edge of those kept, or of those dropped; a layer has both. */
    private static int[] pick(boolean[] kept, boolean which, RandomGenerator random) {
        int index = random.nextInt(kept.length);
        while (kept[index] != which) {
            index = random.nextInt(kept.length);
        }
        return new int[] {index};
    }

    /** The loss after swaps in one layer, everything else as it was. */
    private record Swapped(Network network, LabelledImages batch, Map<String, float[]> effective, String layer,
                           float[] weights) {

        double loss(int[] entering, int[] leaving) {
            Map<String, float[]> swapped = new LinkedHashMap<>(effective);
            float[] values = effective.get(layer).clone();
            for (int i : entering) {
                values[i] = weights[i];
            }
            for (int j : leaving) {
                values[j] = 0;
            }
            swapped.put(layer, values);
            network.load(new FixedWeights(new InitialWeights(swapped)), 0);
            return Evaluation.of(network, batch, new CrossEntropy(0)).loss();
        }
    }
}
