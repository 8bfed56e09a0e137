package org.espalier.analysis.representation;

import java.util.List;
import java.util.Set;
import org.espalier.base.InvalidInputException;

/**
 * The mean fraction of a sample's k nearest neighbours (Euclidean) that are the same in both representations (Huh et al.
 * 2024 call it mutual k-nearest neighbours), 0..1; by chance {@code k / (samples - 1)}. k is the setting
 * {@code neighbours}, 10 unless set.
 *
 * <p>Where several samples are as far away as the k-th neighbour, each is taken with the same probability, independently in the
 * two representations, and the value is the expectation ({@link Neighbours}): it does not depend on the order of samples, and
 * is k / (samples - 1) on average over pairings with ties, too. So two representations with many ties cannot overlap by 1, nor can
 * one with itself: 10 of 199 equally near ones drawn twice have 10 / 199 in common.
 *
 * <p>Not defined for a representation that is the same for all samples, nor where k is all other samples or more, when
 * every two representations would agree. Cost: {@code O(samples^2 units)}.
 */
public final class NeighbourOverlap implements RepresentationMeasure {
    private static final String NEIGHBOURS = "neighbours";
    private static final int USUAL = 10;
    private static final double PAIR_NANOSECONDS = 12;
    /** Of products, here and in the engine. */
    private static final double BLOCK_BYTES = 3e8;

    private final int neighbours;

    public NeighbourOverlap() {
        this(USUAL);
    }

    private NeighbourOverlap(int neighbours) {
        this.neighbours = neighbours;
    }

    @Override
    public String id() {
        return "knn";
    }

    @Override
    public String description() {
        return "Fraction of the 10 nearest neighbours that are the same (Huh et al. 2024).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return LinearCka.INVARIANCES;
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(NEIGHBOURS, "Nearest neighbours of each sample.", USUAL));
    }

    @Override
    public RepresentationMeasure with(String key, double value) {
        if (!key.equals(NEIGHBOURS)) {
            return RepresentationMeasure.super.with(key, value);
        }
        if (!(value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw new InvalidInputException("neighbours is " + value + "; expected a whole number, at least 1");
        }
        return new NeighbourOverlap((int) value);
    }

    @Override
    public boolean usual() {
        return false;
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        Cost pairs = Cost.ofPairs(samples, unitsA, unitsB, 0, PAIR_NANOSECONDS);
        return new Cost(pairs.seconds(), pairs.bytes() + BLOCK_BYTES + (double) samples * neighbours * 2 * Integer.BYTES);
    }

    @Override
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        if (neighbours >= a.samples() - 1 || a.isConstant() || b.isConstant()) {
            return Double.NaN;
        }
        return Neighbours.overlap(Neighbours.of(a, neighbours), Neighbours.of(b, neighbours));
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        return neighbours >= a.samples() - 1 ? neighbours + " neighbours are all other samples"
            : RepresentationMeasure.super.undefinedBecause(a, b);
    }

    /** {@code k / (samples - 1)}: the exact mean over all pairings, with ties and without. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return neighbours / (a.samples() - 1.0);
    }

    /** 1, or less where there are ties: by Cauchy and Schwarz no more than the geometric mean of each one's overlap with itself. */
    @Override
    public double best(Representation a, Representation b) {
        return Math.sqrt(Neighbours.of(a, neighbours).withItself() * Neighbours.of(b, neighbours).withItself());
    }
}
