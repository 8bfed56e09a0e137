package org.espalier.rnndynamics.lyapunov;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;

/**
 * The leading Lyapunov exponents of a cell, in nats a step: the growth rates of volumes of small differences along
 * trajectories (Benettin et al. 1980; Geist, Parlitz and Lauterborn 1990), from the analytic Jacobians.
 *
 * <p>An orthonormal frame is moved along, {@code J_t Q_t = Q_{t+1} R_t}, by Householder's method; exponent i of a trajectory is
 * the mean of {@code ln |R_t,ii|} over its steps. The first {@code settle} steps turn the frame into place, bring the state to
 * where it stays, and are not counted. The exponent of the network is the mean over trajectories, with its standard error.
 * With an input the exponents are those of the driven network (conditional exponents); a positive first one means that the
 * input does not decide the state.
 *
 * <p>All d exponents sum to the mean of {@code ln |det J_t|} exactly. A direction that a step makes nothing of (a ReLU unit at
 * rest) has the exponent minus infinity: where {@code |R_t,ii|} is at most {@code d 2^-52} of the Jacobian's norm. Of finite
 * trajectories: exponents over few steps are biased towards those of their stretch, which the error does not know.
 *
 * <p>Cost: a step {@code d^2} for J, {@code 2 d^2 k + 4 d k^2} for k exponents.
 *
 * @param exponents      {@code [k]}, greatest first (of their means)
 * @param standardErrors {@code [k]}: of each over trajectories; not-a-number of one trajectory or where it is infinite
 * @param byTrajectory   {@code [trajectories][k]}
 * @param steps          counted, of all trajectories
 */
public record LyapunovSpectrum(double[] exponents, double[] standardErrors, double[][] byTrajectory, long steps) {

    /**
     * The exponents along some trajectories, on all cores. The result does not depend on the number of cores.
     *
     * @param drives at least one, each of more than {@code settle} steps
     * @param count  k, 1 to d
     * @param settle steps that are not counted, 0 or more
     * @throws InvalidInputException if a size does not fit or a state leaves the finite numbers; the message says which
     */
    public static LyapunovSpectrum along(Cell cell, List<Drive> drives, int count, int settle) {
        int d = cell.stateSize();
        if (count < 1 || count > d || settle < 0 || drives.isEmpty()) {
            throw new InvalidInputException(count + " Lyapunov exponents of " + d + " dimensions along " + drives.size()
                + " trajectories, " + settle + " steps left out; expected 1 to " + d + " exponents and at least 1 trajectory");
        }
        double[][] each = IntStream.range(0, drives.size()).parallel()
            .mapToObj(k -> exponents(cell, drives.get(k), k, count, settle)).toArray(double[][]::new);
        return of(each, drives.stream().mapToLong(drive -> drive.steps() - settle).sum());
    }

    private static LyapunovSpectrum of(double[][] each, long steps) {
        int n = each.length;
        int count = each[0].length;
        double[] means = new double[count];
        for (int i = 0; i < count; i++) {
            int place = i;
            means[i] = Arrays.stream(each).mapToDouble(e -> e[place]).average().orElseThrow();
        }
        int[] order = IntStream.range(0, count).boxed().sorted((a, b) -> Double.compare(means[b], means[a]))
            .mapToInt(i -> i).toArray();
        double[] exponents = Arrays.stream(order).mapToDouble(i -> means[i]).toArray();
        double[][] sorted = Arrays.stream(each).map(e -> Arrays.stream(order).mapToDouble(i -> e[i]).toArray())
            .toArray(double[][]::new);
        double[] errors = new double[count];
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (double[] e : sorted) {
                squares += (e[i] - exponents[i]) * (e[i] - exponents[i]);
            }
            errors[i] = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        }
        return new LyapunovSpectrum(exponents, errors, sorted, steps);
    }

    private static double[] exponents(Cell cell, Drive drive, int number, int count, int settle) {
        int d = cell.stateSize();
        int width = cell.inputs();
        int steps = drive.steps();
        if (drive.start().length != d || drive.inputs().length != steps * width || steps <= settle) {
            throw new InvalidInputException("trajectory " + number + " has a start of " + drive.start().length + " numbers and "
                + drive.inputs().length + " input values in " + steps + " steps; expected " + d + ", " + width
                + " a step and more than " + settle + " steps");
        }
        double[] state = drive.start().clone();
        double[] next = new double[d];
        double[] input = new double[width];
        double[] sums = new double[count];
        DMatrixRMaj jacobian = new DMatrixRMaj(d, d);
        DMatrixRMaj frame = CommonOps_DDRM.identity(d, count);
        DMatrixRMaj moved = new DMatrixRMaj(d, count);
        DMatrixRMaj triangle = new DMatrixRMaj(count, count);
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(d, count);
        for (int t = 0; t < steps; t++) {
            System.arraycopy(drive.inputs(), t * width, input, 0, width);
            cell.stateJacobian(state, input, jacobian.data);
            CommonOps_DDRM.mult(jacobian, frame, moved);
            double lost = d * 0x1p-52 * largest(jacobian.data);
            qr.decompose(moved);
            qr.getQ(frame, true);
            qr.getR(triangle, true);
            for (int i = 0; t >= settle && i < count; i++) {
                double length = Math.abs(triangle.get(i, i));
                sums[i] += length <= lost ? Double.NEGATIVE_INFINITY : Math.log(length);
            }
            cell.step(state, 0, input, 0, next, 0);
            double[] swap = state;
            state = next;
            next = swap;
            if (!Arrays.stream(state).allMatch(Double::isFinite)) {
                throw new InvalidInputException("the state of trajectory " + number + " leaves the finite numbers at step " + t
                    + "; a Lyapunov exponent is of states that stay bounded");
            }
        }
        return Arrays.stream(sums).map(sum -> sum / (steps - settle)).toArray();
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /**
     * The distance of two spectra: the root mean square difference of their exponents, greatest with greatest, over as many
     * as both have and are finite in both; not-a-number where that is none.
     */
    public static double distance(LyapunovSpectrum a, LyapunovSpectrum b) {
        double squares = 0;
        int compared = 0;
        for (int i = 0; i < Math.min(a.exponents.length, b.exponents.length); i++) {
            double difference = a.exponents[i] - b.exponents[i];
            if (Double.isFinite(difference)) {
                squares += difference * difference;
                compared++;
            }
        }
        return compared == 0 ? Double.NaN : Math.sqrt(squares / compared);
    }
}
