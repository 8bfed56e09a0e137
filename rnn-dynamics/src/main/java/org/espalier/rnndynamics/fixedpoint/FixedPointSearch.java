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
 * Finds fixed and slow points of {@code q(h) = 1/2 |F(h, x) - h|^2} (Sussillo and Barak 2013) from many starts in float64 by
 * second-order steps, and says of each what it is. Where a start ends is where this order of methods first comes to an end:
 *
 * <ol>
 * <li>{@link Dogleg} steps towards a zero of T - h, {@link Cell#target}'s form of the same equations, until they gain no
 * more;</li>
 * <li>what stops short of a zero follows the {@link Flow} dh/dt = F - h down q. Where q turns to rise along it, the state is
 * the slowest of its way: Newton's method on q ({@link CurvatureDescent}, exact Hessian) is tried there, and ends at a local
 * minimum if it converges through states at which q is convex: a slow point;</li>
 * <li>what finds none goes on with the flow, to the next such place, or to a zero: where the network itself goes;</li>
 * <li>where the flow comes to no rest (a cycle, or off to infinity), q is descended from the last slowest place by whatever
 * way, to a minimum, or to nothing.</li>
 * </ol>
 *
 * <p>All starts go step by step. Those that have come together go on as one, and one that {@link KnownEnd} steps lead to a
 * zero or minimum that another has reached is counted there; that may miss a point which steps of its own would have led it
 * to. Every sixteenth start goes ahead, so that most ends are known to the others. Each end is certified as fixed
 * ({@link Certificate}, of F - h itself) or slow, or counted as not converged ({@link PointClass}).
 *
 * <p>Cost: 3 to 10 steps of 2/3 d^3 operations a start; on slow ground some 50 more for each start that is drawn nowhere. On
 * all cores; the result does not depend on their number.
 */
public final class FixedPointSearch {
    private static final int PILOTS = 16;
    // Each holds a matrix; where there are more (a line of zeros), steps of one's own are the rule.
    private static final int MOST_KNOWN = 200;

    private final Cell cell;
    private final SearchOptions options;
    private final ThreadLocal<Worker> worker;
    private final List<Candidate> candidates;
    private final List<KnownEnd> known = new ArrayList<>();

    /** What a thread computes with. */
    private record Worker(Dogleg dogleg, Flow flow, CurvatureDescent curvature, Certificate certificate, Linear target,
                          Linear step) {
        static Worker of(Cell cell, SearchOptions options) {
            return new Worker(new Dogleg(cell, options), new Flow(cell, options), new CurvatureDescent(cell, options),
                new Certificate(cell, options), new Linear(cell, Linear.Of.TARGET), new Linear(cell, Linear.Of.STEP));
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
     * @throws org.espalier.base.InvalidInputException if the starts do not fit the cell
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
        // Some go first, so that most ends are known to the others.
        descend(IntStream.range(0, candidates.size()).filter(i -> i % PILOTS == 0).mapToObj(candidates::get).toList());
        descend(candidates);
        List<Candidate> ends = candidates.stream().filter(c -> c.stage != Candidate.Stage.MERGED).toList();
        parallel(ends, this::judge);
        return ends.stream().map(c -> new FixedPoint(
            c.found, c.state, c.input, c.q, c.gradient, c.newtonStep, c.starts, List.of())).toList();
    }

    /** Until all of a group have come to an end. */
    private void descend(List<Candidate> group) {
        List<Candidate> active = active(group);
        while (!active.isEmpty()) {
            parallel(active, this::advance);
            active.stream().filter(c -> c.drawnTo != null).forEach(c -> c.mergeInto(c.drawnTo.at));
            merge(group, options.mergeDistance());
            learn(group);
            active = active(group);
        }
    }

    private void advance(Candidate c) {
        Worker w = worker.get();
        // Where the flow gathers speed it passes what is near.
        boolean passes = c.stage == Candidate.Stage.DRIFTING || c.stage == Candidate.Stage.FLOWING && !c.falling;
        KnownEnd nearest = passes ? null : nearest(c);
        if (nearest != null && nearest.draws(c, options.mergeDistance(), w.target, w.step)) {
            c.drawnTo = nearest;
            return;
        }
        switch (c.stage) {
            case DESCENDING -> w.dogleg.advance(c);
            case STALLED, FLOWING -> w.flow.advance(c);
            case SLOWEST -> w.curvature.converge(c);
            default -> w.curvature.descend(c);
        }
    }

    private KnownEnd nearest(Candidate c) {
        KnownEnd nearest = null;
        double distance = Dogleg.firstRadius(c.state);
        for (KnownEnd end : known) {
            double to = end.distance(c);
            if (to < distance && (end.minimum || c.stage != Candidate.Stage.SLOWEST)) {
                nearest = end;
                distance = to;
            }
        }
        return nearest;
    }

    private void learn(List<Candidate> group) {
        if (options.mergeDistance() == 0) {
            return;
        }
        for (Candidate c : group) {
            boolean end = c.stage == Candidate.Stage.AT_ZERO || c.stage == Candidate.Stage.AT_MINIMUM;
            if (end && known.size() < MOST_KNOWN && known.stream().noneMatch(k -> k.at == c)) {
                known.add(new KnownEnd(cell, c));
            }
        }
    }

    private void judge(Candidate c) {
        Worker w = worker.get();
        if (w.certificate.issue(c)) {
            c.found = PointClass.FIXED;
            return;
        }
        // A zero of T - h that is none of F - h to the tolerances may still be a minimum of q.
        if (c.stage == Candidate.Stage.AT_ZERO) {
            c.stage = Candidate.Stage.DRIFTING;
            while (c.stage == Candidate.Stage.DRIFTING) {
                w.curvature.descend(c);
            }
        }
        boolean minimum = c.stage == Candidate.Stage.AT_MINIMUM;
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

    private static List<Candidate> active(List<Candidate> group) {
        return group.stream().filter(c -> c.stage.active()).toList();
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
        int first = a.stage.rank() - b.stage.rank();
        return first < 0 || first == 0 && a.q <= b.q ? a : b;
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
