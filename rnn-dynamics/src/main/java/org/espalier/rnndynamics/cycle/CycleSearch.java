package org.espalier.rnndynamics.cycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;

/**
 * Cycles of a map that is linear in pieces, after Eisenmann et al.'s (2023) SCYFI: of k states guess the pieces that they lie
 * in; there the map is {@code h -> A_i h + b_i}, and the only states that these pieces lead round are the solution of
 *
 * <pre>(I - A_k ... A_1) h = A_k ... A_2 b_1 + ... + A_k b_{k-1} + b_k</pre>
 *
 * Follow the map itself from there: if it comes back after k steps a cycle is found, exact to rounding, whether it attracts
 * or not; else the pieces that it went through are the next guess.
 *
 * <p>What is found is certain, that all is found is not: cycles are reached from some guesses alone. Guesses come from visited
 * states, these with noise, and states far off in random directions. More starts find more. Deviations from the paper: guesses
 * are pieces that some state lies in, not any; each period is searched from the same starts.
 *
 * <p>Cost: a guess {@code 2 k d^3} operations.
 */
public final class CycleSearch {
    /** Guesses from one start before it is given up. */
    private static final int MOST_GUESSES = 40;
    private static final double RETURNED = 1e-9;
    private static final double SAME = 1e-6;
    /** How near to a corner counts as on it; as in the search for fixed points. */
    private static final double KINK = 1e-9;
    private static final double NOISE = 0.5;
    private static final double FAR = 3;

    private final Cell cell;
    private final double[] input;
    private final int d;

    private CycleSearch(Cell cell, double[] input) {
        this.cell = cell;
        this.input = input;
        this.d = cell.stateSize();
    }

    /**
     * Searches under a constant input.
     *
     * @param cell    {@link Cell#piecewiseLinear()}
     * @param input   {@code [inputs]}
     * @param visited {@code [rows, d]}: states that the network goes through, at least one row
     * @param longest greatest period sought, at least 1
     * @param starts  guesses to begin with, for each period
     * @return by rising period, then by their first states; each once
     * @throws InvalidInputException if the cell's map is not linear in pieces, or a size does not fit
     */
    public static List<Cycle> run(Cell cell, double[] input, double[] visited, int longest, int starts, long seed) {
        int d = cell.stateSize();
        if (!cell.piecewiseLinear()) {
            throw new InvalidInputException("cycles are found exactly in networks that are linear in pieces, such as rnn-relu; "
                + cell.name() + " is not");
        }
        if (longest < 1 || starts < 1 || input.length != cell.inputs() || visited.length < d || visited.length % d != 0) {
            throw new InvalidInputException("cycles of up to " + longest + " states from " + starts + " starts, "
                + visited.length + " state and " + input.length + " input values; expected at least 1, at least 1, rows of " + d
                + " and " + cell.inputs());
        }
        double[] from = starts(visited, d, starts, seed);
        CycleSearch search = new CycleSearch(cell, input);
        List<Cycle> found = new ArrayList<>();
        for (int k = 1; k <= longest; k++) {
            int period = k;
            List<List<double[]>> turns = IntStream.range(0, starts).parallel()
                .mapToObj(s -> search.from(Arrays.copyOfRange(from, s * d, (s + 1) * d), period)).toList();
            List<Cycle> ofPeriod = new ArrayList<>();
            for (List<double[]> turn : turns) {
                if (turn != null && ofPeriod.stream().noneMatch(cycle -> same(cycle.states(), turn.get(0)))) {
                    ofPeriod.add(search.described(turn));
                }
            }
            ofPeriod.sort((a, b) -> Arrays.compare(a.states().get(0), b.states().get(0)));
            found.addAll(ofPeriod);
        }
        return List.copyOf(found);
    }

    private static double[] starts(double[] visited, int d, int count, long seed) {
        Random random = new Random(seed);
        double sum = 0;
        for (double value : visited) {
            sum += value * value;
        }
        double size = Math.sqrt(sum / visited.length);
        size = size > 0 ? size : 1;
        double[] starts = new double[count * d];
        for (int s = 0; s < count; s++) {
            int row = random.nextInt(visited.length / d) * d;
            for (int i = 0; i < d; i++) {
                double normal = random.nextGaussian();
                starts[s * d + i] = switch (s % 3) {
                    case 0 -> visited[row + i];
                    case 1 -> visited[row + i] + NOISE * size * normal;
                    default -> FAR * size * normal;
                };
            }
        }
        return starts;
    }

    /** The states of a cycle with exactly this period that guesses from a start lead to, or null. */
    private List<double[]> from(double[] start, int period) {
        List<double[]> guess = followed(start, period);
        for (int g = 0; g < MOST_GUESSES; g++) {
            double[] solved = solved(guess, period);
            if (solved == null || !finite(solved)) {
                return null;
            }
            List<double[]> turn = followed(solved, period);
            double[] back = turn.get(period);
            if (!finite(back)) {
                return null;
            }
            if (distance(back, solved) <= RETURNED * Math.max(1, norm(solved))) {
                return shortest(turn, period) ? turned(turn.subList(0, period)) : null;
            }
            guess = turn;
        }
        return null;
    }

    /** A state and the {@code period} ones that the map leads it to. */
    private List<double[]> followed(double[] start, int period) {
        List<double[]> states = new ArrayList<>(List.of(start));
        for (int i = 0; i < period; i++) {
            double[] next = new double[d];
            cell.step(states.get(i), 0, input, 0, next, 0);
            states.add(next);
        }
        return states;
    }

    /** The state that the pieces of some states lead back to itself; null where there is none or no single one. */
    private double[] solved(List<double[]> pieces, int period) {
        DMatrixRMaj all = CommonOps_DDRM.identity(d);
        DMatrixRMaj jacobian = new DMatrixRMaj(d, d);
        DMatrixRMaj product = new DMatrixRMaj(d, d);
        DMatrixRMaj offset = new DMatrixRMaj(d, 1);
        DMatrixRMaj moved = new DMatrixRMaj(d, 1);
        double[] next = new double[d];
        for (int i = 0; i < period; i++) {
            double[] h = pieces.get(i);
            cell.stateJacobian(h, input, jacobian.data);
            cell.step(h, 0, input, 0, next, 0);
            CommonOps_DDRM.mult(jacobian, all, product);
            all.setTo(product);
            // b_i = F(h) - A_i h
            CommonOps_DDRM.mult(jacobian, DMatrixRMaj.wrap(d, 1, h), moved);
            DMatrixRMaj shifted = new DMatrixRMaj(d, 1);
            CommonOps_DDRM.mult(jacobian, offset, shifted);
            for (int j = 0; j < d; j++) {
                offset.data[j] = shifted.data[j] + next[j] - moved.data[j];
            }
        }
        CommonOps_DDRM.changeSign(all);
        for (int j = 0; j < d; j++) {
            all.add(j, j, 1);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(d);
        if (!solver.setA(all) || !(solver.quality() > 1e-14)) {
            return null;
        }
        solver.solve(offset, moved);
        return moved.data.clone();
    }

    /** Whether no shorter turn comes back: a cycle of period 2 is one of period 4 as well. */
    private static boolean shortest(List<double[]> turn, int period) {
        for (int m = 1; m < period; m++) {
            if (period % m == 0 && distance(turn.get(m), turn.get(0)) <= SAME * Math.max(1, norm(turn.get(0)))) {
                return false;
            }
        }
        return true;
    }

    /** From the state whose numbers come first in order. */
    private static List<double[]> turned(List<double[]> turn) {
        int first = 0;
        for (int i = 1; i < turn.size(); i++) {
            if (Arrays.compare(turn.get(i), turn.get(first)) < 0) {
                first = i;
            }
        }
        List<double[]> turned = new ArrayList<>();
        for (int i = 0; i < turn.size(); i++) {
            turned.add(turn.get((first + i) % turn.size()));
        }
        return turned;
    }

    private Cycle described(List<double[]> turn) {
        DMatrixRMaj all = CommonOps_DDRM.identity(d);
        DMatrixRMaj jacobian = new DMatrixRMaj(d, d);
        DMatrixRMaj product = new DMatrixRMaj(d, d);
        boolean onKink = false;
        for (double[] h : turn) {
            cell.stateJacobian(h, input, jacobian.data);
            CommonOps_DDRM.mult(jacobian, all, product);
            all.setTo(product);
            onKink |= !cell.kinks(h, input, KINK).isEmpty();
        }
        double[] back = followed(turn.get(0), turn.size()).get(turn.size());
        return new Cycle(turn, Eigenvalue.of(all.data, d), onKink, distance(back, turn.get(0)));
    }

    private static boolean same(List<double[]> cycle, double[] state) {
        return cycle.stream().anyMatch(h -> distance(h, state) <= SAME * Math.max(1, norm(state)));
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
