package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Linearisation;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;

/**
 * How many linear modes a network needs to hold an input: its output under the dynamics linearised around a point, some
 * steps after an input pulse, when only the slowest modes are kept (Maheswaranathan et al. 2019, fig. 3f, whose caption is
 * all that was to be had of it: "output to a unit-magnitude input, averaged over the line attractor's points").
 *
 * <p>With {@code J = sum_a lambda_a r_a l_a^T} at a point, B the derivative by the input, b the pulse and v the readout, the
 * output T steps after the step that sees the pulse has begun, with m modes, is
 *
 * <pre>y(m) = Re sum_{a &lt;= m} lambda_a^(T-1) (v . r_a) (l_a . B b)</pre>
 *
 * modes by falling modulus, so that the one with the smallest goes first; of a conjugate pair half is kept in between.
 * {@code y(d)} is {@code v . J^(T-1) B b}, all of the linearised dynamics: 1 for a perfect integrator of unit gain at every
 * T. T is our choice of "output".
 *
 * <p>On a kink (a ReLU unit whose sum is 0 to within the band of {@link StabilityOptions#DEFAULT}) a pulse meets another J and B
 * on either side, so that the output is not linear in it and no modes make it up: such points are left out and counted.
 *
 * @param output  {@code [d]}: y(1) .. y(d), the mean over the points
 * @param points  over which it is the mean
 * @param leftOut points whose Jacobian cannot be diagonalised (to rounding) and has no such modes
 * @param onKinks points on a kink, left out too
 */
public record RetainedModes(double[] output, int points, int leftOut, int onKinks) {

    /**
     * Computes the curve. Cost: 25 d^3 operations a point.
     *
     * @param states  the points, {@code [d]} each; fixed or slow
     * @param input   {@code [inputs]}: the constant input the points were found under
     * @param pulse   {@code [inputs]}: b, what is added to it for one step
     * @param readout {@code [d]}: v
     * @param steps   T, at least 1
     * @return without points, or where all were left out, an output of not-a-number
     * @throws InvalidInputException if sizes do not fit the cell, a number is not finite or there are no steps
     */
    public static RetainedModes of(Cell cell, List<double[]> states, double[] input, double[] pulse, double[] readout,
                                   int steps) {
        return atSteps(cell, states, input, pulse, readout, steps).get(0);
    }

    /** {@link #of} for several T, at hardly more cost than for one; in their order. */
    public static List<RetainedModes> atSteps(Cell cell, List<double[]> states, double[] input, double[] pulse,
                                              double[] readout, int... steps) {
        for (int t : steps) {
            if (t < 1) {
                throw new InvalidInputException("the output " + t + " steps after a pulse was asked for, expected at least 1");
            }
        }
        int d = cell.stateSize();
        Points.vector("the input", input, cell.inputs(), cell);
        Points.vector("the pulse", pulse, cell.inputs(), cell);
        Points.vector("the readout", readout, d, cell);
        states.forEach(state -> Points.vector("a point", state, d, cell));
        List<double[]> smooth = states.stream().filter(state -> isSmooth(cell, state, input)).toList();
        List<Linearisation> linear = smooth.parallelStream().map(state -> diagonal(cell, state, input))
            .filter(Objects::nonNull).toList();
        List<RetainedModes> all = new ArrayList<>();
        for (int t : steps) {
            double[] mean = new double[d];
            linear.forEach(l -> add(l, pulse, readout, t, mean));
            for (int m = 0; m < d; m++) {
                mean[m] = linear.isEmpty() ? Double.NaN : mean[m] / linear.size();
            }
            all.add(new RetainedModes(mean, linear.size(), smooth.size() - linear.size(),
                states.size() - smooth.size()));
        }
        return all;
    }

    /** Whether one linearisation holds all around a point: it lies on no kink. */
    public static boolean isSmooth(Cell cell, double[] state, double[] input) {
        return cell.kinks(state, input, StabilityOptions.DEFAULT.kink()).isEmpty();
    }

    /** Null where there is no full set of modes. */
    private static Linearisation diagonal(Cell cell, double[] state, double[] input) {
        try {
            Linearisation linear = Linearisation.at(cell, state, input);
            return linear.modes().stream().anyMatch(mode -> mode.leftRe().length == 0) ? null : linear;
        } catch (InvalidInputException e) {
            // The sizes were checked: the iteration for the eigenvectors did not converge.
            return null;
        }
    }

    private static void add(Linearisation linear, double[] pulse, double[] readout, int steps, double[] sum) {
        int d = readout.length;
        int width = pulse.length;
        double[] push = new double[d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < width; k++) {
                push[i] += linear.inputJacobian()[i * width + k] * pulse[k];
            }
        }
        double kept = 0;
        for (int m = 0; m < d; m++) {
            Linearisation.Mode mode = linear.modes().get(m);
            double[] held = {dot(mode.leftRe(), push), dot(mode.leftIm(), push)};
            double[] seen = {dot(mode.rightRe(), readout), dot(mode.rightIm(), readout)};
            double[] now = product(held, seen);
            double modulus = Math.pow(mode.eigenvalue().modulus(), steps - 1);
            double turned = (steps - 1) * Math.atan2(mode.eigenvalue().im(), mode.eigenvalue().re());
            kept += modulus * (now[0] * Math.cos(turned) - now[1] * Math.sin(turned));
            sum[m] += kept;
        }
    }

    private static double[] product(double[] a, double[] b) {
        return new double[] {a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** y(d): the output with all modes. */
    public double full() {
        return output[output.length - 1];
    }

    /**
     * The fewest modes from which on the output stays near that of all: the least m with
     * {@code |y(k) - y(d)| <= (1 - share) |y(d)|} for every {@code k >= m}.
     *
     * @param share above 0 and below 1; 0.9 for 90 % of the output
     * @return 1..d; not-a-number where there is no output, or it is 0
     * @throws InvalidInputException if the share is out of range
     */
    public double needed(double share) {
        if (!(share > 0 && share < 1)) {
            throw new InvalidInputException("the modes needed for a share of " + share
                + " of the output were asked for, expected above 0 and below 1");
        }
        if (!Arrays.stream(output).allMatch(Double::isFinite) || full() == 0) {
            return Double.NaN;
        }
        int m = output.length;
        while (m > 1 && Math.abs(output[m - 2] - full()) <= (1 - share) * Math.abs(full())) {
            m--;
        }
        return m;
    }
}
