package org.espalier.analysis.subnetwork;

import org.espalier.nets.mask.MaskLayer;

/**
 * How many kept weights enter each output of a layer and leave each of its inputs.
 *
 * <p>The dispersion says whether they are spread as chance would: with {@code d} the degrees of n units and K weights kept
 * of N, it is {@code sum (d - K/n)^2 / (n v)}, where {@code v = K (1/n) (1 - 1/n) (N - K)/(N - 1)} is the (hypergeometric)
 * variance of one degree when every mask that keeps K is equally likely. Its mean over such masks is exactly 1; above 1
 * weights gather at few units (hubs and dead units), below 1 they are spread evenly.
 *
 * <p>Of a convolution the units are channels, and every position of a kernel counts.
 *
 * @param name          the layer
 * @param in            {@code [outputs]}
 * @param out           {@code [inputs]}
 * @param inDispersion  of {@code in}; NaN where chance leaves no choice (all, none, or a single unit)
 * @param outDispersion of {@code out}
 */
public record Degrees(String name, int[] in, int[] out, double inDispersion, double outDispersion) {

    public Degrees {
        in = in.clone();
        out = out.clone();
    }

    /**
     * Counts. Cost: {@code O(weights)}.
     *
     * @throws org.espalier.base.InvalidInputException if the weight is neither linear nor a convolution
     */
    public static Degrees of(MaskLayer layer) {
        LayerShape shape = LayerShape.of(layer);
        int[] in = new int[shape.outputs()];
        int[] out = new int[shape.inputs()];
        int at = 0;
        for (int o = 0; o < shape.outputs(); o++) {
            for (int i = 0; i < shape.inputs(); i++) {
                for (int k = 0; k < shape.positions(); k++) {
                    if (layer.kept(at++)) {
                        in[o]++;
                        out[i]++;
                    }
                }
            }
        }
        return new Degrees(layer.name(), in, out, dispersion(in, layer.size()), dispersion(out, layer.size()));
    }

    private static double dispersion(int[] degrees, int size) {
        double kept = 0;
        for (int d : degrees) {
            kept += d;
        }
        double n = degrees.length;
        double variance = kept / n * (1 - 1 / n) * (size - kept) / (size - 1.0);
        double sum = 0;
        for (int d : degrees) {
            sum += (d - kept / n) * (d - kept / n);
        }
        return variance > 0 ? sum / (n * variance) : Double.NaN;
    }

    /** A copy. */
    @Override
    public int[] in() {
        return in.clone();
    }

    /** A copy. */
    @Override
    public int[] out() {
        return out.clone();
    }
}
