package org.espalier.rnndynamics.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.rnndynamics.cell.Cell;

/**
 * In which order the halves of an LSTM's states lie in a file. Since {@code h = o tanh(c)} with o between 0 and 1, h has c's
 * signs and {@code |h| <= tanh |c|}, so that states that a network has visited tell their order.
 */
public enum StateOrder {
    H_C("h,c", "[h; c]"), C_H("c,h", "[c; h]");

    /** For states in bfloat16. */
    private static final double ROUNDING = 0.01;
    private static final double BEYOND = 1e-6;

    private final String label;
    private final String picture;

    StateOrder(String label, String picture) {
        this.label = label;
        this.picture = picture;
    }

    /** The name that the command line knows it by. */
    public String label() {
        return label;
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    public static StateOrder of(String label) {
        List<String> labels = Arrays.stream(values()).map(StateOrder::label).toList();
        return Arrays.stream(values()).filter(o -> o.label.equals(label)).findFirst().orElseThrow(
            () -> new InvalidInputException(Nearest.unknown("order of states", label, labels)));
    }

    /**
     * States as the cell has them.
     *
     * @param states {@code [rows, 2 N]}, modified
     * @param said   the order, if it is known
     * @param origin for messages
     * @return a warning, if the states are no states after a step of the cell
     * @throws InvalidInputException if the order is not said and {@code [h; c]} cannot be it
     */
    static Optional<String> arrange(Cell cell, double[] states, Optional<StateOrder> said, String origin) {
        int n = cell.units();
        if (said.isEmpty()) {
            if (!fits(states, n, H_C) && fits(states, n, C_H)) {
                throw new InvalidInputException(origin + " lies in the order [c; h] (the second half is o tanh of the first), "
                    + "expected [h; c]: say --state-order c,h");
            }
            double[] worst = greatest(states, n, H_C);
            if (worst[0] > 1 + BEYOND) {
                throw new InvalidInputException(origin + " has " + worst[0] + " in row " + (int) worst[1]
                    + ", column " + (int) worst[2] + ", but the first half of a row should be h, which lies between -1 and 1: it "
                    + "is not in the order [h; c]" + (greatest(states, n, C_H)[0] <= 1 + BEYOND
                        ? "; it may be [c; h], then say --state-order c,h" : ", nor in [c; h]")
                    + " (with --state-order h,c it is taken as it is)");
            }
        }
        StateOrder order = said.orElse(H_C);
        double greatest = greatest(states, n, order)[0];
        if (order == C_H) {
            swap(states, n);
        }
        return greatest > 1 + BEYOND ? Optional.of(origin + ", taken as " + order.picture + ", has h up to " + greatest
            + " in modulus; after a step it lies between -1 and 1") : Optional.empty();
    }

    private static boolean fits(double[] states, int n, StateOrder order) {
        for (int at = 0; at < states.length; at += 2 * n) {
            for (int i = 0; i < n; i++) {
                double h = states[at + (order == H_C ? 0 : n) + i];
                double c = states[at + (order == H_C ? n : 0) + i];
                double room = Math.tanh(Math.abs(c)) + ROUNDING - Math.abs(h);
                if (room < 0 || Math.signum(h) != Math.signum(c) && Math.abs(h) > ROUNDING) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The greatest modulus of h, its row and column. */
    private static double[] greatest(double[] states, int n, StateOrder order) {
        double[] greatest = new double[3];
        int from = order == H_C ? 0 : n;
        for (int at = 0; at < states.length; at += 2 * n) {
            for (int i = from; i < from + n; i++) {
                if (Math.abs(states[at + i]) > greatest[0]) {
                    greatest = new double[] {Math.abs(states[at + i]), at / (2 * n), i};
                }
            }
        }
        return greatest;
    }

    private static void swap(double[] states, int n) {
        for (int at = 0; at < states.length; at += 2 * n) {
            for (int i = 0; i < n; i++) {
                double first = states[at + i];
                states[at + i] = states[at + n + i];
                states[at + n + i] = first;
            }
        }
    }
}
