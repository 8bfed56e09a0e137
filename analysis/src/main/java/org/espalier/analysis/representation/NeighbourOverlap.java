package org.espalier.analysis.representation;

import java.util.List;
import java.util.Set;
import org.espalier.study.InvalidInputException;

/**
 * The mean fraction of a sample's k nearest neighbours (Euclidean) that are the same in both representations (Huh et al.
 * 2024 call it mutual k-nearest neighbours), 0..1; by chance {@code k / (samples - 1)}. k is the setting
 * {@code neighbours}, 10 unless set; of samples equally far away those with the lower index are taken.
 *
 * <p>Not defined for a representation that is the same for all samples, nor where k is all other samples or more, when
 * every two representations would agree. Cost: {@code O(samples^2 units)}.
 */
public final class NeighbourOverlap implements RepresentationMeasure {
    private static final String NEIGHBOURS = "neighbours";
    private static final int USUAL = 10;

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
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        int n = a.samples();
        double[] da = Dissimilarity.SQEUCLIDEAN.shared(a);
        double[] db = Dissimilarity.SQEUCLIDEAN.shared(b);
        if (neighbours >= n - 1 || same(da) || same(db)) {
            return Double.NaN;
        }
        long shared = 0;
        int[] ofA = new int[neighbours];
        int[] ofB = new int[neighbours];
        double[] distance = new double[neighbours];
        int[] seen = new int[n];
        for (int i = 0; i < n; i++) {
            nearest(da, i, n, ofA, distance);
            nearest(db, i, n, ofB, distance);
            for (int neighbour : ofA) {
                seen[neighbour] = i + 1;
            }
            for (int neighbour : ofB) {
                shared += seen[neighbour] == i + 1 ? 1 : 0;
            }
        }
        return (double) shared / n / neighbours;
    }

    private static boolean same(double[] distances) {
        for (double d : distances) {
            if (d > 0) {
                return false;
            }
        }
        return true;
    }

    /** By insertion: few are kept, and most samples are farther than all of them. */
    private static void nearest(double[] upper, int i, int n, int[] nearest, double[] distance) {
        int held = 0;
        for (int j = 0; j < n; j++) {
            if (j == i) {
                continue;
            }
            double d = upper[j < i ? Dissimilarity.place(j, i, n) : Dissimilarity.place(i, j, n)];
            if (held == nearest.length && d >= distance[held - 1]) {
                continue;
            }
            int at = held < nearest.length ? held++ : held - 1;
            while (at > 0 && distance[at - 1] > d) {
                distance[at] = distance[at - 1];
                nearest[at] = nearest[at - 1];
                at--;
            }
            distance[at] = d;
            nearest[at] = j;
        }
    }
}
