package org.espalier.edgepopup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.mask.StraightThrough;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.NotFiniteException;
import org.espalier.nets.network.Parametrization;

/**
 * Edge-popup's variables: a score for each weight of a network whose weights no training moves.
 *
 * <p>The effective weight is {@code w_eff = w * h(s)}, where {@code h} is 1 for the largest scores, as many as the density
 * asks, and 0 for the others; the gradient goes to every score, kept or not ({@link StraightThrough}): an edge that was
 * dropped can pop up again.
 *
 * <p>Kept weights of a layer of n: exactly {@link KeptCount#of}. Ties go to the lower index. Cost of a step: O(n) for the
 * selection and two passes over the weights.
 *
 * <p>Source: Ramanujan et al. 2020, sec. 3.
 */
public final class PopupScores implements Parametrization {
    private final Map<String, Layer> layers;
    private final InitialWeights constants;
    private final double density;
    private final Scope scope;
    private final StraightThrough step;

    private record Layer(long[] shape, float[] weights, float[] scores, boolean[] kept) {}

    /** A weight tensor and the scores it starts with; {@code shape} as in the network, both arrays of its size. */
    public record Scored(String name, long[] shape, float[] weights, float[] scores) {
        public Scored {
            if (weights.length != scores.length) {
                throw new IllegalArgumentException(name + ": " + weights.length + " weights but " + scores.length
                    + " scores");
            }
        }
    }

    /**
     * @param tensors   the prunable weights with their initial scores; the weights are read at every step and not modified, the
     *                  scores modified
     * @param constants the values of the network's other parameters (biases, scale and shift of a normalisation), which
     *                  stay as they are
     * @param density   fraction of the weights kept, in (0, 1]
     * @param ranking   what of a score is ranked
     * @param scope     within each layer, or among all weights at once
     * @throws InvalidInputException if the density is outside (0, 1]
     */
    public PopupScores(List<Scored> tensors, InitialWeights constants, double density, Ranking ranking, Scope scope) {
        if (!(density > 0 && density <= 1)) {
            throw new InvalidInputException("density: expected a fraction of weights kept in (0, 1], found " + density);
        }
        this.layers = new LinkedHashMap<>();
        this.constants = constants;
        this.density = density;
        this.scope = scope;
        this.step = new StraightThrough(ranking);
        for (Scored t : tensors) {
            layers.put(t.name(), new Layer(t.shape(), t.weights(), t.scores(), new boolean[t.weights().length]));
        }
    }

    @Override
    public List<String> trained() {
        return List.copyOf(layers.keySet());
    }

    @Override
    public float[] variable(String parameter) {
        return layers.get(parameter).scores();
    }

    /** Selects the edges of this step: the largest scores. */
    @Override
    public void prepare(long step) {
        try {
            select();
        } catch (IllegalArgumentException e) {
            throw new NotFiniteException("the scores cannot be ranked: " + e.getMessage());
        }
    }

    private void select() {
        if (scope == Scope.GLOBAL) {
            List<float[]> scores = layers.values().stream().map(Layer::scores).toList();
            long size = scores.stream().mapToLong(s -> s.length).sum();
            step.select(scores, KeptCount.of(size, density), layers.values().stream().map(Layer::kept).toList());
            return;
        }
        for (Layer layer : layers.values()) {
            step.select(List.of(layer.scores()), KeptCount.of(layer.scores().length, density), List.of(layer.kept()));
        }
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        Layer layer = layers.get(parameter);
        if (layer == null) {
            System.arraycopy(constants.of(parameter), 0, effective, 0, effective.length);
            return;
        }
        StraightThrough.write(layer.weights(), layer.kept(), effective, 0);
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        Layer layer = layers.get(parameter);
        step.pullBack(layer.weights(), layer.scores(), gradient, 0);
    }

    /** The edges selected by the last {@link #prepare}. */
    public Mask mask() {
        List<MaskLayer> masks = new ArrayList<>();
        layers.forEach((name, layer) -> masks.add(new MaskLayer(name, layer.shape(), layer.kept())));
        return new Mask(masks);
    }
}
