package org.espalier.analysis.representation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * What measures give where the samples of one representation are paired with those of the other at random: the level of
 * chance for these two representations, with their numbers of samples and units and their spectra as they are.
 *
 * <p>Each draw permutes the samples of the second representation; what is derived of one representation alone is not computed
 * again ({@link Representation#reordered}). The samples of a time series are not exchangeable, but long stretches of it nearly
 * are: there runs of {@code block} moments are permuted as wholes. A run never goes from one trial into the next. For measures to
 * which the order of samples is time, the runs of each trial are permuted among themselves, so that a trial keeps its own moments;
 * for others, those of all trials. All measures see the same draws. Draw d of a seed depends on nothing else, so the result is the
 * same on every machine up to rounding.
 *
 * @param chance     mean over the draws; NaN where the measure is not defined for any
 * @param p          of a value at least as much alike, {@code (1 + draws as alike) / (1 + draws)}: one-sided, exact where the
 *                   samples (or blocks) are exchangeable when the representations have nothing in common
 * @param calibrated {@code (value - chance) / (best - chance)}: 0 at the level of chance, 1 at the best that any pairing could
 *                   give ({@link RepresentationMeasure#best}), below 0 where less alike than by chance; for similarities and
 *                   distances alike
 */
public record PermutationNull(double chance, double p, double calibrated) {
    private static final double EQUAL = 1e-12;
    private static final double NO_ROOM = 1e-9;
    private static final long NEXT = 0x9e3779b97f4a7c15L;

    /**
     * Draws.
     *
     * @param measures all of them {@link RepresentationMeasure#ordered}, or none
     * @param values   of the measures, as paired
     * @param draws    at least 1
     * @param block    samples that stay together: 1 for samples of no order; where order is time, at most half of the longest
     *                 trial (trials of no more than {@code block} steps are as they were in every draw)
     * @return one a measure
     * @throws InvalidInputException if a number is out of range
     */
    public static List<PermutationNull> of(List<RepresentationMeasure> measures, double[] values, Representation a,
                                           Representation b, int draws, int block, long seed) {
        boolean time = measures.stream().anyMatch(RepresentationMeasure::ordered);
        if (time && !measures.stream().allMatch(RepresentationMeasure::ordered)) {
            throw new IllegalArgumentException("measures to which the order of samples is time and others, in one null");
        }
        int[] trials = b.trials();
        int room = time ? Arrays.stream(trials).max().orElse(0) : b.samples();
        if (draws < 1 || block < 1 || (long) block * 2 > room) {
            throw new InvalidInputException(draws + " draws of blocks of " + block + " of " + room + (time && trials.length > 1
                ? " steps, the longest trial" : " samples") + "; expected at least 1 draw and two whole blocks");
        }
        double[][] drawn = IntStream.range(0, draws).mapToObj(d -> {
            Representation paired = b.reordered(order(trials, block, time, seed, d));
            return measures.stream().mapToDouble(measure -> measure.compare(a, paired)).toArray();
        }).toArray(double[][]::new);
        List<PermutationNull> nulls = new ArrayList<>();
        for (int m = 0; m < measures.size(); m++) {
            int of = m;
            nulls.add(of(measures.get(m), values[m], IntStream.range(0, draws).mapToDouble(d -> drawn[d][of]).toArray(), a, b));
        }
        return nulls;
    }

    private static PermutationNull of(RepresentationMeasure measure, double value, double[] drawn, Representation a,
                                      Representation b) {
        if (!Double.isFinite(value)) {
            return new PermutationNull(Double.NaN, Double.NaN, Double.NaN);
        }
        double sum = 0;
        int defined = 0;
        int asAlike = 0;
        boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
        for (double other : drawn) {
            double more = similarity ? other - value : value - other;
            // A draw for which the measure is not defined counts against the finding.
            asAlike += more < -EQUAL * Math.max(1, Math.abs(value)) ? 0 : 1;
            sum += Double.isFinite(other) ? other : 0;
            defined += Double.isFinite(other) ? 1 : 0;
        }
        double chance = sum / defined; // NaN of none
        double room = measure.best(a, b) - chance;
        return new PermutationNull(chance, (1.0 + asAlike) / (1.0 + drawn.length),
            Math.abs(room) > NO_ROOM ? (value - chance) / room : Double.NaN);
    }

    /** The blocks of one trial shuffled (Fisher and Yates); a shorter last block takes part. */
    static int[] order(int samples, int block, long seed, int draw) {
        return order(new int[] {samples}, block, false, seed, draw);
    }

    /**
     * The blocks of several trials, none of them across the end of a trial.
     *
     * @param trials the samples of each, one trial after another
     * @param within whether each trial's blocks are shuffled among themselves, and not all
     */
    static int[] order(int[] trials, int block, boolean within, long seed, int draw) {
        SplittableRandom random = new SplittableRandom(seed + NEXT * (draw + 1L));
        List<int[]> shuffled = new ArrayList<>();
        int from = 0;
        for (int steps : trials) {
            int first = shuffled.size();
            for (int at = from; at < from + steps; at += block) {
                shuffled.add(IntStream.range(at, Math.min(at + block, from + steps)).toArray());
            }
            from += steps;
            if (within) {
                shuffle(shuffled.subList(first, shuffled.size()), random);
            }
        }
        if (!within) {
            shuffle(shuffled, random);
        }
        return shuffled.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static void shuffle(List<int[]> blocks, SplittableRandom random) {
        for (int i = blocks.size() - 1; i > 0; i--) {
            Collections.swap(blocks, i, random.nextInt(i + 1));
        }
    }
}
