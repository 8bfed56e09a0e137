package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.StraightThrough;

/**
 * Edge-popup on the recurrent weights: W never changes, and the network computes with those whose scores have the largest
 * magnitude, exactly as many as the density asks ({@link StraightThrough}; Ramanujan et al. 2020, whose code ranks magnitudes).
 * The matrix of all gates is one layer.
 */
final class RecurrentScores implements Effective {
    private final int from;
    private final float[] weights;
    private final float[] scores;
    private final boolean[] kept;
    private final int count;
    private final StraightThrough step = new StraightThrough(Ranking.MAGNITUDE);

    /**
     * Takes the place of the recurrent weights.
     *
     * @param raw    the initial weights; scores take the place of the recurrent ones, uniform in +-1 / sqrt(N)
     * @param random the stream {@code scores/recurrent}
     */
    RecurrentScores(NetworkShape shape, double density, float[] raw, RandomGenerator random) {
        from = shape.recurrentAt();
        weights = Arrays.copyOfRange(raw, from, shape.biasAt());
        scores = new float[weights.length];
        kept = new boolean[weights.length];
        count = KeptCount.of(weights.length, density);
        double bound = 1 / Math.sqrt(shape.units());
        for (int i = 0; i < weights.length; i++) {
            raw[from + i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    @Override
    public void write(float[] raw, float[] values) {
        System.arraycopy(raw, from, scores, 0, scores.length);
        step.select(List.of(scores), count, List.of(kept));
        StraightThrough.write(weights, kept, values, from);
    }

    @Override
    public void pullBack(float[] raw, float[] byValues) {
        step.pullBack(weights, raw, byValues, from);
    }
}
