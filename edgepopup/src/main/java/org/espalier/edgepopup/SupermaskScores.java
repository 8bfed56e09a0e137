package org.espalier.edgepopup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Parametrization;

/**
 * The variables of a sampled supermask: a score for each weight of a network whose weights never change, of which a
 * sigmoid makes the probability that the weight is kept.
 *
 * <p>Forward: {@code p = sigmoid(s)}, {@code m ~ Bernoulli(p)} drawn anew at every step, and
 * <pre>w_eff = w * m          or, with dynamic weight rescaling,          w_eff = w * m * n / (weights kept of n)</pre>
 * layer by layer. Backward: the draw is taken as the identity (straight-through) and the factor of the rescaling as a
 * constant {@code r}, so {@code dL/ds = dL/dw_eff * w * r * p * (1 - p)} for every score, kept or not.
 *
 * <p>The mask of step t comes from the stream {@code mask/t}, layer after layer, one draw of 24 bits a weight: a resumed
 * training sees the same masks. A layer of which nothing was drawn is zero. Cost of a step: O(n), one exponential and one
 * random number a weight.
 *
 * <p>Source: Zhou et al. 2019, sec. 5. Deviation: with automatic differentiation a gradient would flow through the
 * factor {@code r} too; here none does.
 */
public final class SupermaskScores implements Parametrization {
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final InitialWeights constants;
    private final boolean rescaled;
    private final RandomStreams random;

    private static final class Layer {
        private final long[] shape;
        private final float[] weights;
        private final float[] scores;
        private final float[] probabilities;
        private final boolean[] kept;
        private float factor = 1;

        Layer(PopupScores.Scored tensor) {
            shape = tensor.shape();
            weights = tensor.weights();
            scores = tensor.scores();
            probabilities = new float[scores.length];
            kept = new boolean[scores.length];
        }

        void draw(RandomGenerator generator, boolean rescaled) {
            int count = 0;
            for (int i = 0; i < scores.length; i++) {
                float p = (float) (1 / (1 + Math.exp(-scores[i])));
                probabilities[i] = p;
                boolean keep = generator.nextFloat() < p;
                kept[i] = keep;
                count += keep ? 1 : 0;
            }
            factor = rescaled && count > 0 ? scores.length / (float) count : 1;
        }
    }

    /**
     * @param tensors   the prunable weights with their initial scores; the weights are read only, the scores modified
     * @param constants the values of the network's other parameters, which stay as they are
     * @param rescaled  whether the kept weights of a layer are multiplied by n / (number kept)
     * @param random    gives the stream {@code mask/STEP}
     */
    public SupermaskScores(List<PopupScores.Scored> tensors, InitialWeights constants, boolean rescaled,
                           RandomStreams random) {
        this.constants = constants;
        this.rescaled = rescaled;
        this.random = random;
        tensors.forEach(t -> layers.put(t.name(), new Layer(t)));
    }

    @Override
    public List<String> trained() {
        return List.copyOf(layers.keySet());
    }

    @Override
    public float[] variable(String parameter) {
        return layers.get(parameter).scores;
    }

    /** Draws the mask of this step. */
    @Override
    public void prepare(long step) {
        RandomGenerator generator = random.stream("mask/" + step);
        layers.values().forEach(layer -> layer.draw(generator, rescaled));
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        Layer layer = layers.get(parameter);
        if (layer == null) {
            System.arraycopy(constants.of(parameter), 0, effective, 0, effective.length);
            return;
        }
        for (int i = 0; i < effective.length; i++) {
            effective[i] = layer.kept[i] ? layer.weights[i] * layer.factor : 0f;
        }
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        Layer layer = layers.get(parameter);
        for (int i = 0; i < gradient.length; i++) {
            float p = layer.probabilities[i];
            gradient[i] *= layer.weights[i] * layer.factor * p * (1 - p);
        }
    }

    /** The mask drawn by the last {@link #prepare}. */
    public Mask mask() {
        List<MaskLayer> masks = new ArrayList<>();
        layers.forEach((name, layer) -> masks.add(new MaskLayer(name, layer.shape, layer.kept)));
        return new Mask(masks);
    }
}
