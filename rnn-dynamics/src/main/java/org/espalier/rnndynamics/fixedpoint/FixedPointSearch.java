package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Finds fixed and slow points: minimises {@code q(h) = 1/2 |F(h, x) - h|^2} from many starts (Sussillo and Barak 2013) in
 * float64 by second-order steps, and says of each what it is.
 *
 * <ol>
 * <li>{@link Dogleg} steps from every start, all starts in turn; starts that have come together go on as one;</li>
 * <li>what stops short of a zero goes on by {@link CurvatureDescent} to a local minimum of q;</li>
 * <li>each end is certified as fixed, or tested as slow, or counted as not converged ({@link PointClass}).</li>
 * </ol>
 *
 * <p>Cost: some 10 to 20 steps of 2/3 d^3 operations a start, on all cores. The result does not depend on the number of
 * cores.
 */
public final class FixedPointSearch {
    private static final int STEPS_A_ROUND = 3;

    private FixedPointSearch() { }

    /**
     * Searches from every start.
     *
     * @throws org.espalier.study.InvalidInputException if the starts do not fit the cell
     */
    public static FixedPoints run(Cell cell, StartStates starts, SearchOptions options) {
        starts.check(cell);
        long from = System.nanoTime();
        List<Candidate> candidates = candidates(cell, starts);
        ThreadLocal<Dogleg> dogleg = ThreadLocal.withInitial(() -> new Dogleg(cell, options));
        ThreadLocal<CurvatureDescent> curvature = ThreadLocal.withInitial(() -> new CurvatureDescent(cell, options));
        List<Candidate> active = in(candidates, Candidate.Stage.DESCENDING);
        while (!active.isEmpty()) {
            parallel(active, c -> dogleg.get().advance(c, STEPS_A_ROUND));
            merge(candidates, options.mergeDistance());
            active = in(candidates, Candidate.Stage.DESCENDING);
        }
        List<Candidate> stopped = candidates.stream().filter(c -> c.stage != Candidate.Stage.MERGED).toList();
        parallel(stopped, c -> c.found = judge(c, dogleg.get(), curvature.get(), options));
        List<FixedPoint> all = stopped.stream().map(c -> new FixedPoint(
            c.found, c.state, c.input, c.q, c.gradient, c.newtonStep, c.starts, List.of())).toList();
        List<FixedPoint> unique = FixedPoints.unique(all, options.uniqueDistance());
        List<FixedPoint> points = IntStream.range(0, unique.size()).parallel().mapToObj(i -> {
            FixedPoint p = unique.get(i);
            return p.found() == PointClass.NOT_CONVERGED ? p : p.with(Eigenvalue.of(cell, p.state(), p.input()));
        }).toList();
        return new FixedPoints(points, all, starts.count(), options, (System.nanoTime() - from) / 1e9);
    }

    private static List<Candidate> candidates(Cell cell, StartStates starts) {
        int d = cell.stateSize();
        int inputs = cell.inputs();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < starts.count(); i++) {
            candidates.add(new Candidate(Arrays.copyOfRange(starts.states(), i * d, (i + 1) * d),
                Arrays.copyOfRange(starts.inputs(), i * inputs, (i + 1) * inputs)));
        }
        return candidates;
    }

    private static List<Candidate> in(List<Candidate> candidates, Candidate.Stage stage) {
        return candidates.stream().filter(c -> c.stage == stage).toList();
    }

    private static void parallel(List<Candidate> candidates, Consumer<Candidate> action) {
        IntStream.range(0, candidates.size()).parallel().forEach(i -> action.accept(candidates.get(i)));
    }

    private static PointClass judge(Candidate c, Dogleg dogleg, CurvatureDescent curvature, SearchOptions options) {
        if (c.stage == Candidate.Stage.AT_ZERO && fixed(c, dogleg, options)) {
            return PointClass.FIXED;
        }
        boolean minimum = curvature.minimise(c);
        if (fixed(c, dogleg, options)) {
            return PointClass.FIXED;
        }
        return minimum ? PointClass.SLOW : PointClass.NOT_CONVERGED;
    }

    private static boolean fixed(Candidate c, Dogleg dogleg, SearchOptions options) {
        return Double.isFinite(c.q) && dogleg.certify(c) && c.q < options.qTolerance();
    }

    /** Lets the one with the lower q stand for two that have come together under the same input. */
    private static void merge(List<Candidate> candidates, double distance) {
        if (distance == 0) {
            return;
        }
        // Sorted by one coordinate: states that are near are near in it, so few pairs are looked at.
        List<Candidate> sorted = candidates.stream().filter(c -> c.stage != Candidate.Stage.MERGED)
            .sorted(Comparator.comparingDouble(c -> c.state[0])).toList();
        for (int i = 0; i < sorted.size(); i++) {
            Candidate a = sorted.get(i);
            for (int j = i + 1; j < sorted.size() && sorted.get(j).state[0] - a.state[0] <= distance
                && a.stage != Candidate.Stage.MERGED; j++) {
                Candidate b = sorted.get(j);
                if (b.stage != Candidate.Stage.MERGED && near(a, b, distance)) {
                    Candidate better = better(a, b);
                    Candidate other = better == a ? b : a;
                    better.starts += other.starts;
                    other.stage = Candidate.Stage.MERGED;
                }
            }
        }
    }

    private static Candidate better(Candidate a, Candidate b) {
        if ((a.stage == Candidate.Stage.AT_ZERO) != (b.stage == Candidate.Stage.AT_ZERO)) {
            return a.stage == Candidate.Stage.AT_ZERO ? a : b;
        }
        return b.q < a.q ? b : a;
    }

    private static boolean near(Candidate a, Candidate b, double distance) {
        if (!Arrays.equals(a.input, b.input)) {
            return false;
        }
        double left = distance * distance;
        for (int i = 0; i < a.state.length && left >= 0; i++) {
            left -= (a.state[i] - b.state[i]) * (a.state[i] - b.state[i]);
        }
        return left >= 0;
    }
}
