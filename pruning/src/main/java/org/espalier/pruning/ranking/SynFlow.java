package org.espalier.pruning.ranking;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.OutputSum;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.NetworkParameter;

/**
 * SynFlow's synaptic saliency: a weight's share of the flow through the network of absolute weights; needs no data.
 *
 * <p>{@code R = sum of outputs} of the network with every weight replaced by {@code |w|}, for one image of ones, in
 * evaluation; {@code s_i = |w_i| dR/d|w_i|}, here divided by R. Conservation: at a hidden unit the scores of the weights
 * that come in and of those that go out have the same sum, and the scores of a layer that every path passes through add up
 * to 1. That is why, ranked globally over many small rounds, no layer is emptied while another has weights to spare.
 *
 * <p>R is a product of as many factors as the network has layers and leaves single precision in deep networks. The image
 * and the summed outputs are therefore multiplied by powers of two until R is in range, which changes no digit of a score:
 * R is proportional to both. Shares below 1e-38 become 0 and are pruned first.
 *
 * <p>Source: Tanaka et al. 2020, sec. 4 (theorems 1 and 2) and algorithm 1. Deviation: biases and shifts are left out of R
 * (they are 0 at initialisation), running means are 0 and running variances 1.
 */
public final class SynFlow implements Criterion {
    private static final int ATTEMPTS = 5;
    private static final double FACTOR = 0x1p-32;

    @Override
    public String name() {
        return "synflow";
    }

    @Override
    public String description() {
        return "Share of the flow through the network of absolute weights, without data (SynFlow; Tanaka et al. 2020).";
    }

    /** @throws InvalidInputException if no path leads from inputs to outputs any more */
    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> statistics = state.network().normState();
        state.network().resetNormState();
        try {
            return shares(state);
        } finally {
            state.network().setNormState(statistics);
        }
    }

    private static Map<String, float[]> shares(PruningState state) {
        InitialWeights absolute = absolute(state);
        state.network().load(new FixedWeights(absolute), 0);
        Map<String, float[]> gradients = new LinkedHashMap<>();
        state.mask().layers().forEach(layer -> gradients.put(layer.name(), new float[layer.size()]));
        double scale = 1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double flow = state.network().gradientsInEvaluation(ones(state, scale), new int[] {0}, new OutputSum(scale),
                gradients);
            state.count(1);
            if (Double.isFinite(flow) && finite(gradients)) {
                if (flow == 0) {
                    throw new InvalidInputException("SynFlow: no path of kept weights leads from the inputs to the outputs");
                }
                return divided(state, absolute, gradients, flow);
            }
            scale *= FACTOR;
        }
        throw new InvalidInputException("SynFlow: the flow through the network is beyond the range of single precision");
    }

    private static LabelledImages ones(PruningState state, double scale) {
        float[] pixels = new float[state.network().input().size()];
        Arrays.fill(pixels, (float) scale);
        return new LabelledImages(state.network().input(), state.network().classes(), pixels, new int[1]);
    }

    private static InitialWeights absolute(PruningState state) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (NetworkParameter p : state.network().parameters()) {
            if (p.role() == NetworkParameter.Role.NORM_STATE) {
                continue;
            }
            boolean added = p.role() == NetworkParameter.Role.BIAS || p.role() == NetworkParameter.Role.NORM_SHIFT;
            float[] array = added ? new float[p.size()] : state.weights().of(p.name()).clone();
            for (int i = 0; i < array.length; i++) {
                array[i] = Math.abs(array[i]);
            }
            values.put(p.name(), array);
        }
        return new InitialWeights(values);
    }

    private static boolean finite(Map<String, float[]> gradients) {
        for (float[] gradient : gradients.values()) {
            for (float g : gradient) {
                if (!Float.isFinite(g)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Map<String, float[]> divided(PruningState state, InitialWeights absolute,
                                                Map<String, float[]> gradients, double flow) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            float[] weights = absolute.of(layer.name());
            float[] gradient = gradients.get(layer.name());
            float[] values = new float[layer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (weights[i] * (gradient[i] / flow));
            }
            scores.put(layer.name(), values);
        }
        return scores;
    }
}
