package org.espalier.rnndynamics.cell;

/** The curvature of a weighted sum of a cell's step by central differences of its Jacobian, for cells without a closed form. */
final class CentralCurvature {
    // The cube root of float64's precision: truncation and rounding are then of one size.
    private static final double DIFFERENCE = 6e-6;

    private CentralCurvature() {}

    static void add(Cell cell, double[] state, double[] input, double[] weights, double[] curvature) {
        int d = cell.stateSize();
        double[] moved = state.clone();
        double[] jacobian = new double[d * d];
        for (int j = 0; j < d; j++) {
            double h = DIFFERENCE * Math.max(1, Math.abs(state[j]));
            for (int side = -1; side <= 1; side += 2) {
                moved[j] = state[j] + side * h;
                cell.stateJacobian(moved, input, jacobian);
                for (int i = 0; i < d; i++) {
                    // Half to the row and half to the column, so that rounding leaves the sum symmetric.
                    double w = side * weights[i] / (4 * h);
                    for (int k = 0; k < d; k++) {
                        double part = w * jacobian[i * d + k];
                        curvature[j * d + k] += part;
                        curvature[k * d + j] += part;
                    }
                }
            }
            moved[j] = state[j];
        }
    }
}
