package org.espalier.edgepopup.dynamics;

import java.util.Arrays;
import org.espalier.nets.mask.TopSelection;

/**
 * The edges of one layer that a gradient step on the scores swaps: as many enter the kept ones as leave them.
 *
 * <p>An entering edge i overtakes a leaving edge j: with g = dL/d(effective weight), so that a score's magnitude moves by
 * {@code -rate g w}, {@code g_i w_i < g_j w_j} (if no score changes its sign), and the loss changes by
 * {@code g_i w_i - g_j w_j < 0} to first order in the swapped weights (Ramanujan et al. 2020, theorem 1).
 *
 * @param entering indices of dropped edges that would be kept, ascending
 * @param leaving  indices of kept edges that would be dropped, ascending, as many
 */
record EdgeSwap(int[] entering, int[] leaving) {

    /**
     * One plain gradient step, without momentum and weight decay, ranked by magnitude. O(n).
     *
     * @param scores   {@code [n]}, not modified
     * @param gradient {@code [n]}, dL/d(score), not modified
     * @param kept     {@code [n]}, the mask that {@code scores} select, not modified
     * @param rate     learning rate
     */
    static EdgeSwap of(float[] scores, float[] gradient, boolean[] kept, double rate) {
        int n = scores.length;
        float[] moved = new float[n];
        int keep = 0;
        for (int i = 0; i < n; i++) {
            moved[i] = (float) (scores[i] - rate * gradient[i]);
            keep += kept[i] ? 1 : 0;
        }
        boolean[] next = new boolean[n];
        new TopSelection().keepLargestMagnitudes(moved, keep, next);
        int[] entering = new int[n];
        int[] leaving = new int[n];
        int in = 0;
        int out = 0;
        for (int i = 0; i < n; i++) {
            if (next[i] && !kept[i]) {
                entering[in++] = i;
            } else if (kept[i] && !next[i]) {
                leaving[out++] = i;
            }
        }
        return new EdgeSwap(Arrays.copyOf(entering, in), Arrays.copyOf(leaving, out));
    }
}
