package org.espalier.rnndynamics.topology;

import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.Linearisation;

/**
 * How far the dynamics near a point are from linear ones: the full dynamics h and the linearised dynamics l from the same
 * start and under the same inputs, step by step,
 *
 * <pre>h(t+1) = F(h(t), x(t)),   l(t+1) = F(p, y) + J (l(t) - p) + B (x(t) - y),   l(0) = h(0)</pre>
 *
 * with p the point, y its input, J and B the derivatives of F there. {@code F(p, y)} is p to rounding at a fixed point; at a
 * slow point the difference belongs to the first-order expansion.
 *
 * <p>On a kink (a ReLU unit whose sum is 0) there is no one J: taken is the side whose eigenvalues the point has, the worst one
 * ({@link org.espalier.rnndynamics.fixedpoint.Stability}). What the network does on the other sides is part of the error, and
 * of first order there.
 *
 * @param error     {@code [steps]}: |h(t) - l(t)| for t = 1..steps; infinite from where they are more than
 *                  some 1e154 apart (the square overflows) or no longer finite
 * @param deviation {@code [steps]}: |h(t) - p|
 */
public record NonLinearity(double[] error, double[] deviation) {

    /**
     * Runs both. Cost: steps of the cell, and steps x d (d + inputs) operations.
     *
     * @param point  fixed or slow
     * @param start  h(0), {@code [d]}, not modified
     * @param inputs {@code [steps, inputs]}; for a cell without inputs empty
     * @param steps  at least 1
     * @throws InvalidInputException if there are no steps, sizes do not fit the cell, or a number is not finite
     */
    public static NonLinearity of(Cell cell, FixedPoint point, double[] start, double[] inputs, int steps) {
        if (steps < 1) {
            throw new InvalidInputException("linearised dynamics over " + steps + " steps, expected at least 1");
        }
        int d = cell.stateSize();
        int width = cell.inputs();
        Points.vector("the point", point.state(), d, cell);
        Points.vector("the point's input", point.input(), width, cell);
        Points.vector("the start", start, d, cell);
        if (inputs.length != (long) steps * width) {
            throw new InvalidInputException(inputs.length + " input values are not " + steps + " steps of " + width
                + " numbers each");
        }
        Points.finite("the array of inputs", inputs);
        double[] p = point.state();
        Linearisation.Jacobians local = Linearisation.Jacobians.at(cell, point);
        double[] j = local.state();
        double[] b = local.input();
        double[] rest = cell.step(p, point.input(), 1);

        double[] full = start.clone();
        double[] linear = start.clone();
        double[] error = new double[steps];
        double[] deviation = new double[steps];
        for (int t = 0; t < steps; t++) {
            double[] nextFull = new double[d];
            cell.step(full, 0, inputs, t * width, nextFull, 0);
            double[] nextLinear = rest.clone();
            for (int i = 0; i < d; i++) {
                for (int k = 0; k < d; k++) {
                    nextLinear[i] += j[i * d + k] * (linear[k] - p[k]);
                }
                for (int k = 0; k < width; k++) {
                    nextLinear[i] += b[i * width + k] * (inputs[t * width + k] - point.input()[k]);
                }
            }
            full = nextFull;
            linear = nextLinear;
            error[t] = orInfinite(Vectors.distance(full, linear));
            deviation[t] = orInfinite(Vectors.distance(full, p));
        }
        return new NonLinearity(error, deviation);
    }

    /** The same without inputs of its own: the point's input is held. */
    public static NonLinearity of(Cell cell, FixedPoint point, double[] start, int steps) {
        if (steps < 1) {
            throw new InvalidInputException("linearised dynamics over " + steps + " steps, expected at least 1");
        }
        int width = point.input().length;
        double[] inputs = new double[Math.multiplyExact(steps, width)];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(point.input(), 0, inputs, t * width, width);
        }
        return of(cell, point, start, inputs, steps);
    }

    /**
     * {@code |h - l| / |h - p|} by step, {@code [steps]}: 0 where the linear dynamics are exact, about 1 where they know
     * nothing of where the state is. 0 where the error is 0, infinite where the full dynamics are back at the point and the
     * linear ones are not, or where the error is infinite. Once the deviation is as small as the point's own error
     * (some 1e-12) the ratio is that of two rounding errors and means nothing: read it beside {@link #deviation}.
     */
    public double[] relative() {
        double[] relative = new double[error.length];
        for (int t = 0; t < error.length; t++) {
            relative[t] = error[t] == 0 ? 0 : Double.isInfinite(error[t]) ? error[t] : error[t] / deviation[t];
        }
        return relative;
    }

    private static double orInfinite(double x) {
        return Double.isNaN(x) ? Double.POSITIVE_INFINITY : x;
    }
}
