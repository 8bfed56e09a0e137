package org.espalier.analysis.representation;

import java.util.stream.IntStream;

/**
 * The ranks of all dissimilarities: as {@link DissimilarityMatrix} and half its size.
 *
 * @param twiceMean twice the mean rank of each pair ({@link Ranks}); empty where the dissimilarities have no order: all are
 *                  equal but for rounding, or a sample has none
 */
record RankedDissimilarities(int[] twiceMean, int samples) implements Reorderable {
    private record Key(Dissimilarity dissimilarity) {}

    static RankedDissimilarities of(Representation representation, Dissimilarity dissimilarity) {
        return representation.derived(new Key(dissimilarity), r -> {
            DissimilarityMatrix matrix = r.samples() <= DissimilarityMatrix.SMALL ? dissimilarity.matrix(r) : dissimilarity.compute(r);
            return new RankedDissimilarities(matrix.undefined() || matrix.constant() ? new int[0]
                : Ranks.twiceMean(matrix.upper()), r.samples());
        });
    }

    boolean undefined() {
        return twiceMean.length == 0;
    }

    @Override
    public RankedDissimilarities reordered(int[] order) {
        int[] moved = new int[twiceMean.length];
        IntStream.range(0, undefined() ? 0 : samples).parallel().forEach(i -> {
            int at = DissimilarityMatrix.place(i, i + 1, samples);
            for (int j = i + 1; j < samples; j++) {
                moved[at++] = twiceMean[DissimilarityMatrix.place(Math.min(order[i], order[j]), Math.max(order[i], order[j]), samples)];
            }
        });
        return new RankedDissimilarities(moved, samples);
    }
}
