package org.espalier.nets.mask;

import java.util.List;

/**
 * Edge-popup's step on plain arrays: the largest scores select the weights that are there, and the gradient of a weight that
 * is computed with becomes the gradient of its score.
 *
 * <p>Forward {@code w_eff = w * h(s)}, where {@code h} is 1 for the largest scores and 0 for the others. Backward {@code h} is
 * taken as the identity (straight-through), so
 * <pre>dL/ds = dL/dw_eff * w            (ranking by value)
 * dL/ds = dL/dw_eff * w * sign(s)  (ranking by magnitude, h acts on |s|; sign(0) = 0)</pre>
 * for every score, kept or not. Ties go to the lower index. O(n) each, without branches that depend on the values: kept
 * weights come in no order, and a branch would be mispredicted at every second one.
 *
 * <p>Source: Ramanujan et al. 2020, sec. 3. Deviation: the released code breaks ties by the order of its sort.
 *
 * <p>An instance holds the scratch memory of a {@link TopSelection}: keep one. Not safe for several threads at once.
 */
public final class StraightThrough {
    private final TopSelection selection = new TopSelection();
    private final Ranking ranking;

    public StraightThrough(Ranking ranking) {
        this.ranking = ranking;
    }

    /**
     * Keeps the largest scores of several arrays taken as one.
     *
     * @param scores not modified
     * @param count  how many are kept, 0 to the number of scores together
     * @param kept   as many arrays of the same lengths, modified
     * @throws IllegalArgumentException if a score is NaN, {@code count} is out of range or the lengths differ
     */
    public void select(List<float[]> scores, long count, List<boolean[]> kept) {
        if (ranking == Ranking.MAGNITUDE) {
            selection.keepLargestMagnitudes(scores, count, kept);
        } else {
            selection.keepLargest(scores, count, kept);
        }
    }

    /**
     * Writes {@code w_eff}; a weight that is not kept is +0.
     *
     * @param weights   {@code [n]}, not modified
     * @param kept      {@code [n]}, not modified
     * @param effective {@code [from + n, or longer]}, its n values from {@code from} on modified
     */
    public static void write(float[] weights, boolean[] kept, float[] effective, int from) {
        for (int i = 0; i < weights.length; i++) {
            int all = -(kept[i] ? 1 : 0);
            effective[from + i] = Float.intBitsToFloat(Float.floatToRawIntBits(weights[i]) & all);
        }
    }

    /**
     * Makes the gradient of the scores of the gradient of the effective weights, in place.
     *
     * @param weights  {@code [n]}, not modified
     * @param scores   {@code [from + n, or longer]}, not modified
     * @param gradient of the length of {@code scores}; its n values from {@code from} on modified
     */
    public void pullBack(float[] weights, float[] scores, float[] gradient, int from) {
        if (ranking == Ranking.VALUE) {
            for (int i = 0; i < weights.length; i++) {
                gradient[from + i] *= weights[i];
            }
            return;
        }
        for (int i = 0; i < weights.length; i++) {
            gradient[from + i] *= timesSign(weights[i], scores[from + i]);
        }
    }

    /** {@code weight * sign(score)} with sign(0) = 0. */
    private static float timesSign(float weight, float score) {
        int bits = Float.floatToRawIntBits(score);
        int notZero = -(bits & Integer.MAX_VALUE) >> 31;
        return Float.intBitsToFloat((Float.floatToRawIntBits(weight) ^ bits & Integer.MIN_VALUE) & notZero);
    }
}
