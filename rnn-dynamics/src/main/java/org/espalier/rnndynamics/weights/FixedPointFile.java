package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;

/**
 * Writes what a search found as {@code .npz}: {@code states [n, d]}, {@code q [n]}, {@code jacobian_eigenvalues [n, d]}
 * (complex128), {@code unstable [n]}, {@code inputs [n, inputs]}, and {@code class [n]} (0 fixed, 1 slow, 2 not converged)
 * and {@code starts [n]}. Where nothing converged eigenvalues are not-a-number and unstable is -1.
 */
public final class FixedPointFile {
    private FixedPointFile() { }

    /** @throws org.espalier.nets.NetsException if the file cannot be written */
    public static void write(Path file, Cell cell, FixedPoints found) {
        List<FixedPoint> points = found.points();
        int n = points.size();
        int d = cell.stateSize();
        int width = cell.inputs();
        double[] states = new double[n * d];
        double[] q = new double[n];
        double[] re = new double[n * d];
        double[] im = new double[n * d];
        int[] unstable = new int[n];
        double[] inputs = new double[n * width];
        int[] kinds = new int[n];
        int[] starts = new int[n];
        for (int i = 0; i < n; i++) {
            FixedPoint p = points.get(i);
            System.arraycopy(p.state(), 0, states, i * d, d);
            System.arraycopy(p.input(), 0, inputs, i * width, width);
            q[i] = p.q();
            boolean known = !p.eigenvalues().isEmpty();
            unstable[i] = known ? p.unstable() : -1;
            kinds[i] = p.found().ordinal();
            starts[i] = p.starts();
            for (int j = 0; j < d; j++) {
                Eigenvalue e = known ? p.eigenvalues().get(j) : new Eigenvalue(Double.NaN, Double.NaN);
                re[i * d + j] = e.re();
                im[i * d + j] = e.im();
            }
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("states", NpyArray.of(states, n, d));
        arrays.put("q", NpyArray.of(q, n));
        arrays.put("jacobian_eigenvalues", NpyArray.ofComplex(re, im, n, d));
        arrays.put("unstable", NpyArray.of(unstable, n));
        arrays.put("inputs", NpyArray.of(inputs, n, width));
        arrays.put("class", NpyArray.of(kinds, n));
        arrays.put("starts", NpyArray.of(starts, n));
        Npz.write(file, arrays);
    }
}
