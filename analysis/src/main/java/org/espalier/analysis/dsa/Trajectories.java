package org.espalier.analysis.dsa;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.base.InvalidInputException;

/**
 * What some units did in one trial or several, each of any number of steps. The arrays are kept, not copied, and never
 * modified.
 *
 * @param units  of all trials, at least 1
 * @param trials each {@code [steps, units]}, row by row
 */
public record Trajectories(int units, List<double[]> trials) {

    /** @throws InvalidInputException if there is no unit, a trial has not whole steps, or a value is not finite */
    public Trajectories {
        if (units < 1) {
            throw new InvalidInputException("trajectories of " + units + " units; expected at least 1");
        }
        trials = List.copyOf(trials);
        for (int k = 0; k < trials.size(); k++) {
            double[] trial = trials.get(k);
            if (trial.length % units != 0) {
                throw new InvalidInputException("a trial has " + trial.length + " values; expected a multiple of its " + units
                    + " units");
            }
            for (int i = 0; i < trial.length; i++) {
                if (!Double.isFinite(trial[i])) {
                    throw new InvalidInputException("trial " + k + ", step " + i / units + ", unit " + i % units
                        + " (counted from 0) is " + trial[i] + "; expected a finite number");
                }
            }
        }
    }

    /**
     * Trials of equal length that lie one after another.
     *
     * @param values {@code [trials, steps, units]}; copied
     */
    public static Trajectories of(double[] values, int trials, int steps, int units) {
        if (trials < 1 || steps < 1 || (long) trials * steps * units != values.length) {
            throw new InvalidInputException(values.length + " values are no " + trials + " trials of " + steps + " steps of "
                + units + " units");
        }
        List<double[]> all = new ArrayList<>();
        for (int k = 0; k < trials; k++) {
            all.add(java.util.Arrays.copyOfRange(values, k * steps * units, (k + 1) * steps * units));
        }
        return new Trajectories(units, all);
    }

    /** Steps of all trials. */
    public int steps() {
        return trials.stream().mapToInt(t -> t.length / units).sum();
    }

    /**
     * The same in the coordinates of the leading right singular vectors of all states, not centred: what a delay embedding
     * with few coordinates sees, at a fraction of its cost. Where there are no more directions than asked for, nothing is
     * lost but a rotation. Cost: steps x units^2.
     *
     * @param components at least 1; this itself where it has no more units
     */
    public Trajectories leading(int components) {
        if (components < 1) {
            throw new InvalidInputException("trajectories of " + components + " components; expected at least 1");
        }
        int rows = steps();
        if (units <= components || rows == 0) {
            return this;
        }
        double scale = trials.stream().flatMapToDouble(java.util.Arrays::stream).map(Math::abs).max().orElse(0);
        if (scale == 0) {
            return new Trajectories(components, trials.stream().map(t -> new double[t.length / units * components]).toList());
        }
        DMatrixRMaj all = new DMatrixRMaj(rows, units);
        int at = 0;
        for (double[] trial : trials) {
            for (double value : trial) {
                all.data[at++] = value / scale;
            }
        }
        DMatrixRMaj axes = axes(all);
        List<double[]> projected = new ArrayList<>();
        for (double[] trial : trials) {
            int steps = trial.length / units;
            double[] p = new double[steps * components];
            for (int t = 0; t < steps; t++) {
                for (int u = 0; u < units; u++) {
                    double value = trial[t * units + u];
                    for (int c = 0; c < components; c++) {
                        p[t * components + c] += value * axes.data[u * units + c];
                    }
                }
            }
            projected.add(p);
        }
        return new Trajectories(components, projected);
    }

    /** {@code [units, units]}: the right singular vectors as columns, by falling singular value. */
    private static DMatrixRMaj axes(DMatrixRMaj all) {
        DMatrixRMaj square = all;
        if (all.numRows >= all.numCols) {
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(all.numRows, all.numCols);
            qr.decompose(all);
            square = qr.getR(null, true);
        } else {
            // Rows of zeros, so that there is a vector for each unit.
            square = new DMatrixRMaj(all.numCols, all.numCols);
            CommonOps_DDRM.insert(all, square, 0, 0);
        }
        int n = square.numCols;
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, false, true, true);
        if (!svd.decompose(square)) {
            throw new InvalidInputException("the singular values of trajectories of " + n + " units did not converge");
        }
        DMatrixRMaj v = svd.getV(null, false);
        SingularOps_DDRM.descendingOrder(null, false, svd.getW(null), v, false);
        return v;
    }
}
