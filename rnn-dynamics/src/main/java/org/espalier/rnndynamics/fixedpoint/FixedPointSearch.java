package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Finds fixed and slow points: minimises {@code q(h) = 1/2 |F(h, x) - h|^2} (Sussillo and Barak 2013) from many starts in
 * float64 by second-order steps, and says of each what it is.
 *
 * <ol>
 * <li>{@link Dogleg} steps from every start, all starts in turn, towards a zero of T - h, {@link Cell#target}'s form of the
 * same equations; starts that have come together go on as one, and one that {@link KnownZero} steps lead to a zero that
 * another has reached is counted there. Every sixteenth start goes ahead, so that most zeros are known to the others;</li>
 * <li>what stops short of a zero goes on by {@link CurvatureDescent} to a local minimum of q;</li>
 * <li>each end is certified as fixed ({@link Certificate}, of F - h itself), or tested as slow, or counted as not converged
 * ({@link PointClass}).</li>
 * </ol>
 *
 * <p>Cost: some 3 to 10 steps of 2/3 d^3 operations a start, on all cores. The result does not depend on the number of
 * cores.
 */
public final class FixedPointSearch {
    private static final int STEPS_A_ROUND = 1;
    private static final int PILOTS = 16;
    // Each holds a matrix; where there are more (a line of zeros), steps of one's own are the rule.
    private static final int MOST_KNOWN = 200;

    private final Cell cell;
    private final SearchOptions options;
    private final ThreadLocal<Worker> worker;
    private final List<Candidate> candidates;
    private final List<KnownZero> known = new ArrayList<>();

    /** What a thread computes with. */
    private record Worker(Dogleg dogleg, CurvatureDescent curvature, Certificate certificate, Linear target) {
        static Worker of(Cell cell, SearchOptions options) {
            return new Worker(new Dogleg(cell, options), new CurvatureDescent(cell, options),
                new Certificate(cell, options), new Linear(cell, Linear.Of.TARGET));
        }
    }

    private FixedPointSearch(Cell cell, StartStates starts, SearchOptions options) {
        this.cell = cell;
        this.options = options;
        worker = ThreadLocal.withInitial(() -> Worker.of(cell, options));
        candidates = candidates(cell, starts);
    }

    /**
     * Searches from every start.
     *
     * @throws org.espalier.study.InvalidInputException if the starts do not fit the cell
     */
    public static FixedPoints run(Cell cell, StartStates starts, SearchOptions options) {
        return run(cell, starts, options, StabilityOptions.DEFAULT);
    }

    /** The same, with what counts as neutral and as a kink. */
    public static FixedPoints run(Cell cell, StartStates starts, SearchOptions options, StabilityOptions stability) {
        starts.check(cell);
        long from = System.nanoTime();
        FixedPointSearch search = new FixedPointSearch(cell, starts, options);
        List<FixedPoint> all = search.search();
        FixedPoints.Joined joined = FixedPoints.join(all, options.uniqueDistance());
        List<FixedPoint> points = IntStream.range(0, joined.points().size()).parallel().mapToObj(i -> {
            FixedPoint p = joined.points().get(i);
            return p.found() == PointClass.NOT_CONVERGED ? p
                : p.with(LocalDynamics.at(cell, p.state(), p.input(), stability));
        }).toList();
        int[] ends = search.ends();
        Arrays.setAll(ends, start -> joined.places()[ends[start]]);
        return new FixedPoints(points, all, starts.count(), options, (System.nanoTime() - from) / 1e9, ends);
    }

    /** For each start the place, among the ends that {@link #search} answers, of the one it led to. */
    private int[] ends() {
        Map<Candidate, Integer> places = new IdentityHashMap<>();
        candidates.stream().filter(c -> c.stage != Candidate.Stage.MERGED).forEach(c -> places.put(c, places.size()));
        return candidates.stream().mapToInt(c -> places.get(c.owner())).toArray();
    }

    private List<FixedPoint> search() {
        descend(IntStream.range(0, candidates.size()).filter(i -> i % PILOTS == 0).mapToObj(candidates::get).toList());
        descend(candidates);
        List<Candidate> ends = candidates.stream().filter(c -> c.stage != Candidate.Stage.MERGED).toList();
        parallel(ends, this::judge);
        return ends.stream().map(c -> new FixedPoint(
            c.found, c.state, c.input, c.q, c.gradient, c.newtonStep, c.starts, List.of())).toList();
    }

    /** Until all of a group have come to an end. */
    private void descend(List<Candidate> group) {
        List<Candidate> active = in(group, Candidate.Stage.DESCENDING);
        while (!active.isEmpty()) {
            parallel(active, this::advance);
            active.stream().filter(c -> c.drawnTo != null).forEach(c -> c.mergeInto(c.drawnTo.at));
            merge(group, options.mergeDistance());
            learn(group);
            active = in(group, Candidate.Stage.DESCENDING);
        }
    }

    private void advance(Candidate c) {
        Worker w = worker.get();
        KnownZero nearest = null;
        double distance = Dogleg.firstRadius(c.state);
        for (KnownZero zero : known) {
            double to = zero.distance(c);
            if (to < distance) {
                nearest = zero;
                distance = to;
            }
        }
        if (nearest != null && nearest.draws(c, options.mergeDistance(), w.target)) {
            c.drawnTo = nearest;
        } else {
            w.dogleg.advance(c, STEPS_A_ROUND);
        }
    }

    private void learn(List<Candidate> group) {
        if (options.mergeDistance() == 0) {
            return;
        }
        for (Candidate c : in(group, Candidate.Stage.AT_ZERO)) {
            if (known.size() < MOST_KNOWN && known.stream().noneMatch(zero -> zero.at == c)) {
                known.add(new KnownZero(cell, c));
            }
        }
    }

    private void judge(Candidate c) {
        Worker w = worker.get();
        if (c.stage == Candidate.Stage.AT_ZERO && w.certificate.issue(c)) {
            c.found = PointClass.FIXED;
            return;
        }
        boolean minimum = w.curvature.minimise(c);
        if (w.certificate.issue(c)) {
            c.found = PointClass.FIXED;
        } else {
            c.found = minimum ? PointClass.SLOW : PointClass.NOT_CONVERGED;
        }
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
                    (better == a ? b : a).mergeInto(better);
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
