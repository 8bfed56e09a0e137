package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;

/** A complex eigenvalue of dF/dh, as a mode of a system in discrete time. */
public record Eigenvalue(double re, double im) {

    /** Greatest modulus first; of a conjugate pair the one with the positive imaginary part. */
    static final Comparator<Eigenvalue> ORDER = Comparator.comparingDouble(Eigenvalue::modulus).reversed()
        .thenComparing(Comparator.comparingDouble(Eigenvalue::re).reversed())
        .thenComparing(Comparator.comparingDouble(Eigenvalue::im).reversed());

    public double modulus() {
        return Math.hypot(re, im);
    }

    /** {@code -1 / ln |lambda|}: steps until the mode has shrunk to 1/e; negative where it grows, infinite at modulus 1. */
    public double timeConstant() {
        return -1 / Math.log(modulus());
    }

    /** {@code |arg lambda|}: radians a step, pi for a mode that flips its sign. */
    public double frequency() {
        return Math.abs(Math.atan2(im, re));
    }

    /** All eigenvalues of dF/dh at a state: greatest modulus first, of a conjugate pair the one with the positive imaginary part. */
    public static List<Eigenvalue> of(Cell cell, double[] state, double[] input) {
        int d = cell.stateSize();
        double[] jacobian = new double[d * d];
        cell.stateJacobian(state, input, jacobian);
        return of(jacobian, d);
    }

    /** Those of any matrix, in that order. @param matrix {@code [d, d]}, not modified */
    public static List<Eigenvalue> of(double[] matrix, int d) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, false);
        if (!eigen.decompose(new DMatrixRMaj(d, d, true, matrix.clone()))) {
            throw new InvalidInputException("the eigenvalues of a Jacobian of " + d + " dimensions could not be computed");
        }
        List<Eigenvalue> values = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            Complex_F64 value = eigen.getEigenvalue(i);
            values.add(new Eigenvalue(value.real, value.imaginary));
        }
        values.sort(ORDER);
        return List.copyOf(values);
    }
}
