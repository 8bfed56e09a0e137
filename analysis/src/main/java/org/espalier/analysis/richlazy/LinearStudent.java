package org.espalier.analysis.richlazy;

import org.espalier.base.InvalidInputException;

/**
 * A two-layer linear student {@code f(x) = v^T W x} that learns a linear teacher {@code beta^T x}: the model in which the
 * effect of the initial weights' rank on laziness can be worked out (the setting of Liu et al. 2024, section 2.3).
 *
 * <p>Its tangent kernel is {@code K(x, x') = x^T M x'} with {@code M = W^T W + |v|^2 I}, so over inputs of covariance I the
 * kernel alignment of two moments of training is the cosine of their M.
 *
 * <p>What is predicted. Gradient flow keeps {@code W W^T - v v^T}; from small weights it therefore ends at
 * {@code W = |beta|^(1/2) u b^T, |v|^2 = |beta|} (b the unit vector along beta), with {@code M = |beta| (b b^T + I)}, whatever
 * the start. The alignment with {@code M_0} at the start is {@code (b^T M_0 b + tr M_0) / (|M_0| (d + 3)^(1/2))}; its mean
 * over teachers of all directions, {@code (1 + 1/d) tr M_0 / (|M_0| (d + 3)^(1/2))}, is at a given norm of W the larger the
 * more equal the singular values are: higher rank is lazier. A start {@code W = u b^T, |v| = 1} along the task has alignment 1
 * at rank 1. These formulas are derived here, for inputs of covariance I and vanishing initial weights, and checked against
 * integration; the paper's own theorem was not at hand and may assume otherwise.
 */
public final class LinearStudent {
    private final int hidden;
    private final int inputs;
    private final double[] first;
    private final double[] second;

    /**
     * @param first  W, {@code [hidden, inputs]}; copied
     * @param second v, {@code [hidden]}; copied
     * @throws InvalidInputException if a shape does not fit or a value is not finite
     */
    public LinearStudent(int hidden, int inputs, double[] first, double[] second) {
        Matrices.check("first weights", first, hidden, inputs);
        Matrices.check("second weights", second, 1, hidden);
        this.hidden = hidden;
        this.inputs = inputs;
        this.first = first.clone();
        this.second = second.clone();
    }

    /** {@code W^T v}: what the student computes with the input. {@code [inputs]} */
    public double[] function() {
        double[] function = new double[inputs];
        for (int h = 0; h < hidden; h++) {
            for (int j = 0; j < inputs; j++) {
                function[j] += second[h] * first[h * inputs + j];
            }
        }
        return function;
    }

    /** {@code M = W^T W + |v|^2 I}, {@code [inputs, inputs]}. */
    public double[] kernel() {
        double[] m = new double[inputs * inputs];
        double norm = Matrices.dot(second, second);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                for (int h = 0; h < hidden; h++) {
                    m[i * inputs + j] += first[h * inputs + i] * first[h * inputs + j];
                }
            }
            m[i * inputs + i] += norm;
        }
        return m;
    }

    /**
     * Gradient descent on {@code 1/2 |W^T v - beta|^2}, the expected squared error over inputs of covariance I.
     *
     * @param beta  the teacher, {@code [inputs]}; not modified
     * @param rate  small against {@code 1 / |beta|} for the flow of the theory
     * @return the student after that many steps; this one stays as it is
     * @throws InvalidInputException if beta does not fit, or the weights leave the finite numbers
     */
    public LinearStudent trained(double[] beta, double rate, int steps) {
        Matrices.check("teacher's weights", beta, 1, inputs);
        double[] w = first.clone();
        double[] v = second.clone();
        double[] error = new double[inputs];
        for (int s = 0; s < steps; s++) {
            for (int j = 0; j < inputs; j++) {
                error[j] = -beta[j];
                for (int h = 0; h < hidden; h++) {
                    error[j] += v[h] * w[h * inputs + j];
                }
            }
            for (int h = 0; h < hidden; h++) {
                double ofV = 0;
                for (int j = 0; j < inputs; j++) {
                    ofV += w[h * inputs + j] * error[j];
                    w[h * inputs + j] -= rate * v[h] * error[j];
                }
                v[h] -= rate * ofV;
            }
        }
        return new LinearStudent(hidden, inputs, w, v);
    }

    /** The kernel alignment that training to this teacher ends with, in the limit of small initial weights; see above. */
    public double predictedAlignment(double[] beta) {
        Matrices.check("teacher's weights", beta, 1, inputs);
        double[] m = kernel();
        double along = 0;
        double trace = 0;
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                along += beta[i] * m[i * inputs + j] * beta[j];
            }
            trace += m[i * inputs + i];
        }
        return (along / Matrices.dot(beta, beta) + trace) / Math.sqrt(Matrices.dot(m, m) * (inputs + 3.0));
    }

    /**
     * The theory curve: the mean of {@link #predictedAlignment} over teachers of all directions.
     *
     * @param singularValues of W at the start, at most as many as inputs; not modified
     * @param readout        {@code |v|^2} at the start, at least 0
     * @param inputs         d
     * @throws InvalidInputException if a number is out of range, or all are zero
     */
    public static double expectedAlignment(double[] singularValues, double readout, int inputs) {
        if (inputs < 1 || singularValues.length > inputs || !(readout >= 0 && readout <= Double.MAX_VALUE)) {
            throw new InvalidInputException(singularValues.length + " singular values of " + inputs + " inputs and a readout of "
                + readout + "; expected at most as many as inputs, and a readout of at least 0");
        }
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < inputs; i++) {
            double m = (i < singularValues.length ? singularValues[i] * singularValues[i] : 0) + readout;
            trace += m;
            squares += m * m;
        }
        if (!(squares > 0 && squares <= Double.MAX_VALUE)) {
            throw new InvalidInputException("the initial weights have a kernel of norm " + Math.sqrt(squares)
                + "; expected finite weights that are not all zero");
        }
        return (1 + 1.0 / inputs) * trace / Math.sqrt(squares * (inputs + 3.0));
    }
}
