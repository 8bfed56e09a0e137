package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.Linearisation;
import org.espalier.rnndynamics.fixedpoint.PointClass;

/**
 * Writes what a search found as {@code .npz}, n points of d numbers:
 *
 * <ul>
 * <li>{@code states [n, d]}, {@code inputs [n, inputs]}, {@code q [n]};</li>
 * <li>{@code class [n]} (0 fixed, 1 slow, 2 not converged), {@code class_name [n]} (the same as texts), {@code starts [n]}
 * (how many starts ended there), {@code start_end [starts]} (the point at which each start ended), {@code start_row [starts]}
 * (the place of each start among the states given);</li>
 * <li>{@code jacobian_eigenvalues [n, d]} (complex, greatest modulus first), {@code time_constants [n, d]}
 * ({@code -1 / ln |eigenvalue|}, in steps), {@code unstable [n]}, {@code neutral [n]}, {@code stable [n]}, {@code kink [n]}
 * (truth values);</li>
 * <li>{@code jacobian [n, d, d]} and {@code input_jacobian [n, d, inputs]}; {@code right_eigenvectors [n, d, d]} (complex;
 * the columns, of length 1, in the order of the eigenvalues) and {@code left_eigenvectors [n, d, d]} (the rows: the inverse
 * of the right ones, so that {@code left @ right} is the identity).</li>
 * </ul>
 *
 * On a kink of ReLU all of these are of the side with the most unstable directions. Where nothing converged eigenvalues and
 * vectors are not-a-number, and unstable and neutral are -1; left vectors are not-a-number too where a Jacobian cannot be
 * diagonalised, all vectors where they cannot be computed.
 */
public final class FixedPointFile {
    /** Of the arrays with d^2 numbers a point, together. */
    private static final long MOST_BYTES = 2L << 30;
    private static final int BYTES_A_NUMBER = 40;

    private FixedPointFile() {}

    /** Whether Jacobians and eigenvectors fit: they take 40 bytes times n d^2, of which 2 GiB are allowed. */
    public static boolean vectorsFit(Cell cell, FixedPoints found) {
        return (long) found.points().size() * cell.stateSize() * Math.max(cell.stateSize(), cell.inputs())
            <= MOST_BYTES / BYTES_A_NUMBER;
    }

    /** The file without Jacobians and eigenvectors, of starts in the order given. */
    public static void write(Path file, Cell cell, FixedPoints found) {
        write(file, cell, found, IntStream.range(0, found.starts()).toArray(), false);
    }

    /**
     * Writes a file. Cost: some 25 d^3 operations a point for the eigenvectors, on all cores.
     *
     * @param rows    {@code [starts]}: which of the states given each start was
     * @param vectors whether Jacobians and eigenvectors are written
     * @throws org.espalier.base.InvalidInputException if the file cannot be written
     */
    public static void write(Path file, Cell cell, FixedPoints found, int[] rows, boolean vectors) {
        List<FixedPoint> points = found.points();
        int n = points.size();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("states", NpyArray.of(joined(points, cell.stateSize(), FixedPoint::state), n, cell.stateSize()));
        arrays.put("q", NpyArray.of(points.stream().mapToDouble(FixedPoint::q).toArray(), n));
        spectra(arrays, points, n, cell.stateSize());
        arrays.put("inputs", NpyArray.of(joined(points, cell.inputs(), FixedPoint::input), n, cell.inputs()));
        arrays.put("class", NpyArray.of(points.stream().mapToInt(p -> p.found().ordinal()).toArray(), n));
        arrays.put("starts", NpyArray.of(points.stream().mapToInt(FixedPoint::starts).toArray(), n));
        arrays.put("class_name", NpyArray.of(points.stream().map(p -> p.found().label()).toList(), n));
        arrays.put("start_end", NpyArray.of(found.ends(), found.ends().length));
        arrays.put("start_row", NpyArray.of(rows, rows.length));
        if (vectors) {
            vectors(arrays, cell, points);
        }
        Npz.write(file, arrays);
    }

    private interface Part {
        double[] of(FixedPoint point);
    }

    private static double[] joined(List<FixedPoint> points, int width, Part part) {
        double[] joined = new double[points.size() * width];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(part.of(points.get(i)), 0, joined, i * width, width);
        }
        return joined;
    }

    private static void spectra(Map<String, NpyArray> arrays, List<FixedPoint> points, int n, int d) {
        double[] re = new double[n * d];
        double[] im = new double[n * d];
        double[] times = new double[n * d];
        int[] unstable = new int[n];
        int[] neutral = new int[n];
        boolean[] stable = new boolean[n];
        boolean[] kink = new boolean[n];
        for (int i = 0; i < n; i++) {
            FixedPoint p = points.get(i);
            boolean known = known(p);
            unstable[i] = known ? p.unstable() : -1;
            neutral[i] = known ? p.neutral() : -1;
            stable[i] = p.stable();
            kink[i] = p.stability().onKink();
            for (int j = 0; j < d; j++) {
                Eigenvalue e = known ? p.eigenvalues().get(j) : new Eigenvalue(Double.NaN, Double.NaN);
                re[i * d + j] = e.re();
                im[i * d + j] = e.im();
                times[i * d + j] = e.timeConstant();
            }
        }
        arrays.put("jacobian_eigenvalues", NpyArray.ofComplex(re, im, n, d));
        arrays.put("unstable", NpyArray.of(unstable, n));
        arrays.put("neutral", NpyArray.of(neutral, n));
        arrays.put("stable", NpyArray.of(stable, n));
        arrays.put("kink", NpyArray.of(kink, n));
        arrays.put("time_constants", NpyArray.of(times, n, d));
    }

    private static boolean known(FixedPoint p) {
        return p.found() != PointClass.NOT_CONVERGED;
    }

    private static void vectors(Map<String, NpyArray> arrays, Cell cell, List<FixedPoint> points) {
        int n = points.size();
        int d = cell.stateSize();
        int width = cell.inputs();
        double[] jacobians = new double[n * d * d];
        double[] inputJacobians = new double[n * d * width];
        double[][] parts = new double[4][n * d * d];
        IntStream.range(0, n).parallel().forEach(i -> {
            FixedPoint p = points.get(i);
            Linearisation.Jacobians local = Linearisation.Jacobians.at(cell, p);
            System.arraycopy(local.state(), 0, jacobians, i * d * d, d * d);
            System.arraycopy(local.input(), 0, inputJacobians, i * d * width, d * width);
            List<Linearisation.Mode> modes = modes(cell, p);
            for (double[] part : parts) {
                Arrays.fill(part, i * d * d, (i + 1) * d * d, Double.NaN);
            }
            for (int k = 0; k < modes.size(); k++) {
                Linearisation.Mode mode = modes.get(k);
                for (int j = 0; j < d; j++) {
                    parts[0][(i * d + j) * d + k] = mode.rightRe()[j];
                    parts[1][(i * d + j) * d + k] = mode.rightIm()[j];
                }
                System.arraycopy(mode.leftRe(), 0, parts[2], (i * d + k) * d, mode.leftRe().length);
                System.arraycopy(mode.leftIm(), 0, parts[3], (i * d + k) * d, mode.leftIm().length);
            }
        });
        arrays.put("jacobian", NpyArray.of(jacobians, n, d, d));
        arrays.put("input_jacobian", NpyArray.of(inputJacobians, n, d, width));
        arrays.put("right_eigenvectors", NpyArray.ofComplex(parts[0], parts[1], n, d, d));
        arrays.put("left_eigenvectors", NpyArray.ofComplex(parts[2], parts[3], n, d, d));
    }

    private static List<Linearisation.Mode> modes(Cell cell, FixedPoint p) {
        if (!known(p)) {
            return List.of();
        }
        try {
            return Linearisation.at(cell, p).modes();
        } catch (InvalidInputException withoutVectors) {
            return List.of();
        }
    }
}
