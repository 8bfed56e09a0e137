package org.espalier.rnndynamics.portrait;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cycle.Cycle;
import org.espalier.rnndynamics.cycle.CycleSearch;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.lyapunov.Drive;
import org.espalier.rnndynamics.lyapunov.LyapunovSpectrum;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.rnndynamics.universality.RepeatedSearch;

/**
 * What a network does: where it can rest, what lies between, where pulses lead, how fast differences grow, and which cycles it
 * has.
 *
 * @param network     whose it is
 * @param found       the points of the search under the constant input
 * @param complete    whether their indices sum to 1, as those of all points do ({@link RepeatedSearch})
 * @param saddles     the graph of fixed points; none where there is no fixed point
 * @param transitions where pulses lead; none where none were asked for, or there is no stable point
 * @param lyapunov    exponents; none where a state leaves the finite numbers
 * @param driven      whether they are those under the trials' own inputs
 * @param cycles      where the map is linear in pieces and they were asked for
 * @param seconds     wall time
 */
public record Portrait(RecordedNetwork network, FixedPoints found, boolean complete, Optional<SaddleGraph> saddles,
                       Optional<TransitionGraph> transitions, Optional<LyapunovSpectrum> lyapunov, boolean driven,
                       Optional<List<Cycle>> cycles, double seconds) {
    /** Trials along which exponents are followed. */
    private static final int MOST_DRIVES = 32;
    private static final int LEAST_DRIVEN_STEPS = 2;
    private static final int AUTONOMOUS_DRIVES = 16;
    private static final int AUTONOMOUS_STEPS = 1200;
    private static final int SETTLE = 200;
    private static final int DRIVEN_SETTLE = 100;
    private static final int CYCLE_STARTS = 120;

    /**
     * Looks at a network. Cost: the search, some starts x 10 x d^3; exponents, some thousand steps of {@code 2 d^2 k}; of
     * cycles, starts x periods x guesses of {@code 2 k d^3}.
     *
     * @throws InvalidInputException if options do not fit the network
     */
    public static Portrait of(RecordedNetwork network, PortraitOptions options) {
        long from = System.nanoTime();
        Cell cell = network.cell();
        double[] input = options.input().orElseGet(() -> new double[cell.inputs()]);
        if (input.length != cell.inputs()) {
            throw new InvalidInputException("the constant input has " + input.length + " numbers, " + network.name() + " takes "
                + cell.inputs());
        }
        double[] visited = network.visited();
        RandomStreams streams = RandomStreams.of(options.seed());
        RepeatedSearch search = RepeatedSearch.run(cell, visited, input, options.starts(), options.repeats(),
            repeat -> streams.stream("fixed-points/" + repeat));
        List<FixedPoint> points = search.found().points();
        boolean some = search.found().count(PointClass.FIXED) > 0;
        Optional<SaddleGraph> saddles = some
            ? Optional.of(SaddleGraph.of(cell, points, SaddleGraph.DEFAULT_STEP, options.settling())) : Optional.empty();
        Optional<TransitionGraph> transitions = some && options.pulses().isPresent()
            ? Optional.of(TransitionGraph.of(cell, points, options.pulses().get(), options.settling()))
                .filter(graph -> !graph.points().isEmpty()) : Optional.empty();
        List<Drive> drives = options.autonomous() ? List.of() : network.drives(MOST_DRIVES);
        boolean driven = drives.stream().anyMatch(d -> d.steps() >= LEAST_DRIVEN_STEPS);
        Optional<LyapunovSpectrum> lyapunov = lyapunov(cell, driven
            ? drives.stream().filter(d -> d.steps() >= LEAST_DRIVEN_STEPS).toList()
            : autonomous(cell, visited, input, streams.stream("exponents")), options.exponents(), driven);
        Optional<List<Cycle>> cycles = cell.piecewiseLinear() && options.cycles() > 0
            ? Optional.of(CycleSearch.run(cell, input, visited, options.cycles(), CYCLE_STARTS, options.seed()))
            : Optional.empty();
        return new Portrait(network, search.found(), search.complete(), saddles, transitions, lyapunov, driven, cycles,
            (System.nanoTime() - from) / 1e9);
    }

    private static List<Drive> autonomous(Cell cell, double[] visited, double[] input, RandomGenerator random) {
        int d = cell.stateSize();
        List<Drive> drives = new ArrayList<>();
        for (int k = 0; k < AUTONOMOUS_DRIVES; k++) {
            int row = random.nextInt(visited.length / d) * d;
            drives.add(Drive.held(Arrays.copyOfRange(visited, row, row + d), input, AUTONOMOUS_STEPS));
        }
        return drives;
    }

    private static Optional<LyapunovSpectrum> lyapunov(Cell cell, List<Drive> drives, int exponents, boolean driven) {
        int shortest = drives.stream().mapToInt(Drive::steps).min().orElse(0);
        int settle = driven ? Math.min(DRIVEN_SETTLE, shortest / 4) : SETTLE;
        try {
            return Optional.of(LyapunovSpectrum.along(cell, drives, Math.min(exponents, cell.stateSize()), settle));
        } catch (InvalidInputException leavesFiniteNumbers) {
            // Sizes were made to fit here: nothing else is refused.
            return Optional.empty();
        }
    }

    /** The certified fixed points. */
    public List<FixedPoint> fixed() {
        return found.of(PointClass.FIXED);
    }

    public List<FixedPoint> stable() {
        return fixed().stream().filter(FixedPoint::stable).toList();
    }

    /** The longest time constant at a stable point, in steps. */
    public OptionalDouble slowest() {
        return stable().stream().map(p -> p.eigenvalues().get(0)).mapToDouble(Eigenvalue::timeConstant).max();
    }
}
