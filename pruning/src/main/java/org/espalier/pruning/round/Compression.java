package org.espalier.pruning.round;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;

/**
 * What a mask saves, in ShrinkBench's terms (Blalock et al. 2020, sec. 6).
 *
 * <p>Compression ratio: all parameters divided by those that are not pruned. Theoretical speed-up: multiply-adds of a
 * forward pass divided by those of kept weights; it is what no common machine reaches. A layer without a kept weight has
 * collapsed: the network then computes a constant, and both numbers say nothing. Deviation: a kept weight that happens to
 * be 0 counts as kept; the output layer is pruned and counted too.
 */
public final class Compression {
    private Compression() {}

    /** The metrics of a mask in a network: {@link #of(Mask, long, Map)}. */
    public static Map<String, Double> of(Mask mask, Network network) {
        long others = network.parameters().stream().filter(p -> p.role() != NetworkParameter.Role.WEIGHT
            && p.role() != NetworkParameter.Role.NORM_STATE).mapToLong(NetworkParameter::size).sum();
        return of(mask, others, network.uses());
    }

    /**
     * The metrics of a mask: {@code compression_ratio}, {@code theoretical_speedup} (infinite where nothing is kept),
     * {@code collapsed_layers} and {@code density/LAYER}.
     *
     * @param others parameters that are never pruned (biases, scales)
     * @param uses   how often each layer's weights multiply in one pass
     */
    static Map<String, Double> of(Mask mask, long others, Map<String, Long> uses) {
        double all = 0;
        double kept = 0;
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            all += (double) layer.size() * uses.get(layer.name());
            kept += (double) layer.keptCount() * uses.get(layer.name());
            metrics.put("density/" + layer.name(), layer.density());
        }
        metrics.put("compression_ratio", (mask.size() + others) / (double) (mask.keptCount() + others));
        metrics.put("theoretical_speedup", all / kept);
        metrics.put("collapsed_layers", (double) mask.collapsed().size());
        return metrics;
    }
}
