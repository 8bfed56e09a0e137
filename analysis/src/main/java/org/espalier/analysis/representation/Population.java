package org.espalier.analysis.representation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.espalier.nets.engine.MatrixProduct;

/**
 * Representations of the same samples in many networks, compared all with all.
 *
 * <p>Each network is decomposed once, and the cosines between the directions of many networks come from one product of
 * their bases side by side: for P networks of p units, {@code P^2 / 2} small decompositions and {@code P^2 p^2 samples}
 * operations at the engine's speed. Measures that need more than that ({@code pwcca}, {@code rsa}, {@code knn}) are
 * computed pair by pair.
 */
public final class Population {
    /** Directions a product: some tens of megabytes, enough for the engine's full speed. */
    private static final int BLOCK = 1536;

    private final List<Representation> networks;
    /** Held here so that memory does not run out of them between two pairs. */
    private final List<PrincipalDirections> directions;

    private Population(List<Representation> networks) {
        this.networks = networks;
        this.directions = networks.parallelStream().map(Representation::principalDirections).toList();
    }

    /**
     * Decomposes each network.
     *
     * @param networks one or more
     * @throws org.espalier.base.InvalidInputException if they are not of the same number of samples
     */
    public static Population of(List<Representation> networks) {
        networks.forEach(network -> networks.get(0).requireSameSamples(network));
        return new Population(List.copyOf(networks));
    }

    public int size() {
        return networks.size();
    }

    /**
     * All pairs by several measures, the products of bases being shared.
     *
     * @return {@code [measures][size][size]}: at {@code [m][i][j]} measure m of networks i and j, i before j; the same at
     *         {@code [m][j][i]}; NaN where it is not defined
     */
    public double[][][] compare(RepresentationMeasure... measures) {
        int p = networks.size();
        double[][][] values = new double[measures.length][p][p];
        List<FromCrossProduct> fast = new ArrayList<>();
        List<double[][]> places = new ArrayList<>();
        for (int m = 0; m < measures.length; m++) {
            if (measures[m] instanceof FromCrossProduct measure) {
                fast.add(measure);
                places.add(values[m]);
            } else {
                pairByPair(measures[m], values[m]);
            }
        }
        if (!fast.isEmpty()) {
            List<int[]> blocks = blocks();
            for (int[] rows : blocks) {
                double[] left = stacked(rows, offsets(rows), networks.get(0).samples());
                for (int[] columns : blocks) {
                    if (rows[0] <= columns[0]) {
                        compare(left, rows, columns, fast, places);
                    }
                }
            }
        }
        return values;
    }

    private void pairByPair(RepresentationMeasure measure, double[][] values) {
        IntStream.range(0, networks.size()).parallel().forEach(i -> {
            for (int j = i; j < networks.size(); j++) {
                values[i][j] = measure.compare(networks.get(i), networks.get(j));
                values[j][i] = values[i][j];
            }
        });
    }

    /** Runs of networks with about {@link #BLOCK} directions together: first, and one after the last. */
    private List<int[]> blocks() {
        List<int[]> blocks = new ArrayList<>();
        int from = 0;
        int held = 0;
        for (int i = 0; i < networks.size(); i++) {
            held += directions.get(i).rank();
            if (held >= BLOCK || i == networks.size() - 1) {
                blocks.add(new int[] {from, i + 1});
                from = i + 1;
                held = 0;
            }
        }
        return blocks;
    }

    private int[] offsets(int[] block) {
        int[] offsets = new int[block[1] - block[0] + 1];
        for (int i = 0; i + 1 < offsets.length; i++) {
            offsets[i + 1] = offsets[i] + directions.get(block[0] + i).rank();
        }
        return offsets;
    }

    private void compare(double[] left, int[] rows, int[] columns, List<FromCrossProduct> measures, List<double[][]> places) {
        int[] rowOffsets = offsets(rows);
        int[] columnOffsets = offsets(columns);
        int width = columnOffsets[columnOffsets.length - 1];
        double[] cross = product(left, rows, rowOffsets, columns, columnOffsets);
        IntStream.range(rows[0], rows[1]).parallel().forEach(i -> {
            for (int j = Math.max(i, columns[0]); j < columns[1]; j++) {
                int rankI = directions.get(i).rank();
                int rankJ = directions.get(j).rank();
                DMatrixRMaj pair = new DMatrixRMaj(rankI, rankJ);
                for (int k = 0; k < rankI; k++) {
                    System.arraycopy(cross, (rowOffsets[i - rows[0]] + k) * width + columnOffsets[j - columns[0]], pair.data,
                        k * rankJ, rankJ);
                }
                for (int m = 0; m < places.size(); m++) {
                    double value = rankI > 0 && rankJ > 0
                        ? measures.get(m).compare(networks.get(i), networks.get(j), pair) : Double.NaN;
                    places.get(m)[i][j] = value;
                    places.get(m)[j][i] = value;
                }
            }
        });
    }

    /** The bases of one block, transposed, times those of the other, side by side. */
    private double[] product(double[] left, int[] rows, int[] rowOffsets, int[] columns, int[] columnOffsets) {
        int samples = networks.get(0).samples();
        int height = rowOffsets[rowOffsets.length - 1];
        int width = columnOffsets[columnOffsets.length - 1];
        if (height == 0 || width == 0) {
            return new double[0];
        }
        if (Arrays.equals(rows, columns)) {
            return MatrixProduct.gramOfRows(left, height, samples);
        }
        double[] right = new double[samples * width];
        for (int j = columns[0]; j < columns[1]; j++) {
            double[] basis = directions.get(j).basisRows();
            int rank = directions.get(j).rank();
            for (int s = 0; s < samples; s++) {
                System.arraycopy(basis, s * rank, right, s * width + columnOffsets[j - columns[0]], rank);
            }
        }
        return MatrixProduct.multiply(left, height, samples, right, width);
    }

    private double[] stacked(int[] block, int[] offsets, int samples) {
        double[] stacked = new double[offsets[offsets.length - 1] * samples];
        for (int i = block[0]; i < block[1]; i++) {
            double[] basis = directions.get(i).basisColumns();
            System.arraycopy(basis, 0, stacked, offsets[i - block[0]] * samples, basis.length);
        }
        return stacked;
    }
}
