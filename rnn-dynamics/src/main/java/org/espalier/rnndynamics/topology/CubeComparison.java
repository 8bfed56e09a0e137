package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;

/**
 * A transition graph against the graph a perfect K-bit flip-flop has: its 2^K states are the corners of a cube, named by the
 * signs of the K outputs; a pulse of +1 or -1 on input b leads to the corner with that sign at place b and all others
 * kept. So of the 2K pulses at a corner K lead along an edge of the cube, and K (which repeat what is held) lead back.
 *
 * @param bits    K
 * @param points  stable points of the network
 * @param corners corners that exactly one stable point lies at. An output of 0 is no sign: such a point is at no corner
 * @param wrong   transitions that do not end at the corner they should, those that start or end at no corner included
 */
public record CubeComparison(int bits, int points, int corners, List<Transition> wrong) {

    /** @param to place among the stable points, or {@link Settling#NOWHERE} */
    public record Transition(int from, int pulse, int to) {}

    /** Whether the graph is the cube's: one stable point at each corner, no others, and every transition right. */
    public boolean exact() {
        return points == 1 << bits && corners == points && wrong.isEmpty();
    }

    /**
     * Compares. Cost: points x 2K x K.
     *
     * @param graph   of the pulses of {@link TransitionGraph#flipFlopPulses}, or the same with other heights, in any order
     * @param outputs {@code [points, K]}: what is read out at each stable point, such as {@link #outputs}
     * @throws InvalidInputException if the pulses are not one of each sign on each of the inputs, there are not K outputs a
     *                               point, K is not from 1 to 16, or an output is not finite
     */
    public static CubeComparison of(TransitionGraph graph, int bits, double[] outputs) {
        if (bits < 1 || bits > 16) {
            throw new InvalidInputException("a flip-flop of " + bits + " bits cannot be compared, expected 1 to 16");
        }
        int n = graph.points().size();
        if (outputs.length != n * bits) {
            throw new InvalidInputException(outputs.length + " outputs are not " + bits + " at each of " + n
                + " stable points");
        }
        Points.finite("the array of outputs", outputs);
        checkPulses(graph.pulses(), bits);
        List<String> corners = new ArrayList<>();
        Map<String, Integer> held = new HashMap<>();
        for (int i = 0; i < n; i++) {
            corners.add(signs(outputs, i * bits, bits));
            held.merge(corners.get(i), 1, Integer::sum);
        }
        int single = (int) held.entrySet().stream().filter(e -> e.getValue() == 1 && isCorner(e.getKey())).count();
        List<Transition> wrong = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < graph.pulseCount(); k++) {
                int to = graph.to(i, k);
                String wanted = after(corners.get(i), graph.pulses(), k * bits);
                if (to == Settling.NOWHERE || !isCorner(wanted) || !corners.get(to).equals(wanted)) {
                    wrong.add(new Transition(i, k, to));
                }
            }
        }
        return new CubeComparison(bits, n, single, List.copyOf(wrong));
    }

    /**
     * A linear readout {@code V h + c} at each point; of longer states (an LSTM's {@code [h; c]}) it reads the first N
     * numbers.
     *
     * @param readout V, {@code [K, N]}
     * @param bias    c, {@code [K]}
     * @return {@code [points, K]}
     * @throws InvalidInputException if the readout has no whole number of columns, or more than a state has numbers
     */
    public static double[] outputs(List<FixedPoint> points, double[] readout, double[] bias) {
        int bits = bias.length;
        if (bits == 0 || readout.length == 0 || readout.length % bits != 0) {
            throw new InvalidInputException("a readout of " + readout.length + " weights and " + bits
                + " biases has no whole number of weights an output");
        }
        int units = readout.length / bits;
        double[] outputs = new double[points.size() * bits];
        for (int i = 0; i < points.size(); i++) {
            double[] h = points.get(i).state();
            if (units > h.length) {
                throw new InvalidInputException("the readout has " + units + " weights an output, the state of point " + i
                    + " only " + h.length + " numbers");
            }
            for (int o = 0; o < bits; o++) {
                double sum = bias[o];
                for (int j = 0; j < units; j++) {
                    sum += readout[o * units + j] * h[j];
                }
                outputs[i * bits + o] = sum;
            }
        }
        return outputs;
    }

    private static void checkPulses(double[] pulses, int bits) {
        Set<String> seen = new HashSet<>();
        for (int k = 0; k + bits <= pulses.length; k += bits) {
            String signs = signs(pulses, k, bits);
            if (signs.chars().filter(s -> s != '0').count() == 1) {
                seen.add(signs);
            }
        }
        if (pulses.length != 2 * bits * bits || seen.size() != 2 * bits) {
            throw new InvalidInputException("the transition graph was not made with the pulses of a flip-flop of " + bits
                + " bits, expected one of each sign on each of its inputs");
        }
    }

    private static String signs(double[] values, int at, int bits) {
        StringBuilder signs = new StringBuilder();
        for (int b = 0; b < bits; b++) {
            signs.append(values[at + b] > 0 ? '+' : values[at + b] < 0 ? '-' : '0');
        }
        return signs.toString();
    }

    private static boolean isCorner(String signs) {
        return signs.indexOf('0') < 0;
    }

    private static String after(String signs, double[] pulses, int at) {
        StringBuilder after = new StringBuilder(signs);
        for (int b = 0; b < signs.length(); b++) {
            if (pulses[at + b] != 0) {
                after.setCharAt(b, pulses[at + b] > 0 ? '+' : '-');
            }
        }
        return after.toString();
    }
}
