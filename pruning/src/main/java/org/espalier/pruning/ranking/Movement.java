package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.MaskLayer;

/**
 * Movement: keeps the weights that training moves away from zero.
 *
 * <p>{@code S_i = - sum_t w_i^(t) dL/dw_i^(t)} over the steps since the last ranking, before each step's update: positive
 * where the descent {@code -dL/dw} points away from zero, as {@code |w|} then grows. A weight that is large but shrinks is
 * pruned; a small one that grows is kept.
 *
 * <p>Source: Sanh et al. 2020, eq. 3 (sec. 4), whose scores are {@code -a_S sum_t dL/dW W}; the constant rate {@code a_S}
 * does not change a ranking. Deviations: hard movement pruning learns the scores under a mask that changes at every step
 * and lets pruned weights come back; here weights are ranked at the ladder's steps and pruned ones stay out. What Zhou et
 * al. 2019 call movement, {@code |wf - wi|}, is {@link ZhouCriterion.DistanceMoved}.
 */
public final class Movement implements Criterion {

    @Override
    public String name() {
        return "movement";
    }

    @Override
    public String description() {
        return "How far training moves the weight away from zero, - sum of gradient x weight (Sanh et al. 2020).";
    }

    @Override
    public boolean needsMovement() {
        return true;
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            scores.put(layer.name(), state.movement(layer.name()).clone());
        }
        return scores;
    }
}
