package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.TopSelection;

/**
 * Edge-popup on the recurrent weights: {@code W_eff = W h(|s|)}, where W never changes and h is 1 for the scores s of the
 * largest magnitude, exactly as many as the density asks, and 0 for the others; taken as the identity on the way back,
 * {@code dL/ds = dL/dW_eff W sign(s)} for every score, kept or not (Ramanujan et al. 2020, sec. 3, and their code, which
 * ranks magnitudes). The matrix of all gates is one layer. Ties go to the lower index.
 */
final class RecurrentScores implements Effective {
    private final int from;
    private final float[] weights;
    private final float[] scores;
    private final boolean[] kept;
    private final int count;
    private final TopSelection selection = new TopSelection();

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
        selection.keepLargestMagnitudes(scores, count, kept);
        for (int i = 0; i < weights.length; i++) {
            values[from + i] = kept[i] ? weights[i] : 0;
        }
    }

    @Override
    public void pullBack(float[] raw, float[] byValues) {
        for (int i = 0; i < weights.length; i++) {
            byValues[from + i] *= weights[i] * Math.signum(raw[from + i]);
        }
    }
}
