package org.espalier.rnndynamics.cell;

import java.util.List;

/**
 * A recurrent network as the map {@code h' = F(h, x)} in double precision, with its analytic Jacobians.
 *
 * <p>Immutable and safe for threads. States are {@code [d]} where d is {@link #stateSize()}: the N units, for an LSTM
 * {@code [h; c]} with 2N. Batches lie row by row, {@code [count, d]}. No method modifies what it reads, and the output
 * array must be another one than the inputs. Not-a-number in gives not-a-number out.
 */
public interface Cell {

    /** The name that the command line knows it by, such as {@code gru}. */
    String name();

    /** N. */
    int units();

    /** d: numbers in a state. */
    int stateSize();

    /**
     * What no fixed point's number at this place of the state exceeds in modulus, whatever the weights: 1 where a unit is
     * an average of its past and a tanh. A search need not look beyond, where a gate that saturates makes any state look
     * like standing still.
     *
     * @param i place in the state
     * @return infinity where the equations give no bound
     */
    default double bound(int i) {
        return Double.POSITIVE_INFINITY;
    }

    /** Numbers in an input, 0 or more. */
    int inputs();

    /**
     * One step of one network.
     *
     * @param states  holds the state from {@code stateAt} on
     * @param inputs  holds the input from {@code inputAt} on
     * @param next    receives F(h, x) from {@code nextAt} on
     */
    void step(double[] states, int stateAt, double[] inputs, int inputAt, double[] next, int nextAt);

    /**
     * One step of many states, each with its own input.
     *
     * @param states {@code [count, d]}
     * @param inputs {@code [count, inputs]}
     * @return {@code [count, d]}; the rows have the same bits as steps made one by one
     */
    default double[] step(double[] states, double[] inputs, int count) {
        double[] next = new double[count * stateSize()];
        for (int i = 0; i < count; i++) {
            step(states, i * stateSize(), inputs, i * inputs(), next, i * stateSize());
        }
        return next;
    }

    /**
     * {@code J_ij = dF_i/dh_j}. At a kink of ReLU the derivative is 0 (PyTorch's choice); {@link #kinks} tells both.
     *
     * @param state    {@code [d]}
     * @param input    {@code [inputs]}
     * @param jacobian receives {@code [d, d]}
     */
    void stateJacobian(double[] state, double[] input, double[] jacobian);

    /**
     * The corners of the map that a state lies on, to within a band: units whose sum s has
     * {@code |s| <= band max(1, sum of the moduli of its terms)}. Units to which nothing of the state comes, or which send
     * nothing, make no corner.
     *
     * @param state {@code [d]}
     * @param input {@code [inputs]}
     * @param band  0 or more
     * @return in the order of the units; none for a map that is smooth
     */
    default List<Kink> kinks(double[] state, double[] input, double band) {
        return List.of();
    }

    /** Whether F is linear (with a constant) between its corners, as a ReLU network's is. */
    default boolean piecewiseLinear() {
        return false;
    }

    /**
     * Where the gates draw the state: T with {@code F_i - h_i = p_i (T_i - h_i)} and every p_i above 0, so that T and F have
     * the same fixed points. F itself, unless a gate holds the state: a gate that nearly closes makes p_i, and with it
     * F - h, small at any state, while T - h stays large until something really is at rest. A search for zeros of T - h
     * is therefore not held up where all is merely slow.
     *
     * @param state  {@code [d]}
     * @param input  {@code [inputs]}
     * @param target receives T(h, x), {@code [d]}
     */
    default void target(double[] state, double[] input, double[] target) {
        step(state, 0, input, 0, target, 0);
    }

    /** {@code dT_i/dh_j} of {@link #target}. @param jacobian receives {@code [d, d]} */
    default void targetJacobian(double[] state, double[] input, double[] jacobian) {
        stateJacobian(state, input, jacobian);
    }

    /**
     * Adds the curvature of a weighted sum: {@code curvature_jk += sum_i w_i d2F_i / dh_j dh_k}. A kink of ReLU has none.
     * The gated cells give it in closed form (d^3 operations a pair of gates); this default takes central differences of the
     * Jacobian, 2 d of them, good to about 1e-9 of the curvature's size.
     *
     * @param state     {@code [d]}
     * @param input     {@code [inputs]}
     * @param weights   {@code w [d]}
     * @param curvature {@code [d, d]}, symmetric if it was
     */
    default void addStateCurvature(double[] state, double[] input, double[] weights, double[] curvature) {
        CentralCurvature.add(this, state, input, weights, curvature);
    }

    /** {@code dF_i/dx_j}. @param jacobian receives {@code [d, inputs]} */
    void inputJacobian(double[] state, double[] input, double[] jacobian);
}
