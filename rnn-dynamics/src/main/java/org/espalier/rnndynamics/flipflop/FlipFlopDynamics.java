package org.espalier.rnndynamics.flipflop;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.topology.CubeComparison;
import org.espalier.rnndynamics.topology.NonLinearity;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.topology.Settling;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.rnndynamics.universality.AnalysedNetwork;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.ProbedNetwork;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;

/**
 * The flip-flop: fixed points at rest, and two graphs of them.
 *
 * <ul>
 * <li>{@code orbits}: stable points and saddles, with as many edges from a saddle to a stable point as unstable directions
 * lead there ({@link SaddleGraph}): the paper's heteroclinic orbits;</li>
 * <li>{@code transitions}: stable points, with an edge for each pulse ({@link TransitionGraph}).</li>
 * </ul>
 *
 * <p>Metrics of a network: {@code cube} (1 or 0: 2^K stable points at the corners, every pulse leads where it should),
 * {@code corners}, {@code wrong_transitions}, {@code missing_edges} and {@code extra_edges} (of the cube's 2^K K edges between
 * different corners: those that no pulse makes, and those that the network makes and the cube does not have),
 * {@code cube_distance} (spectral distance of its transition graph from the cube's), {@code orbits_nowhere} (unstable
 * directions that end at no stable point), {@code saddles_1} to {@code saddles_3} by unstable dimensions (3: or more),
 * {@code connected_corners} (pairs of stable points that a saddle with one unstable dimension lies between; a cube has 2^(K-1)
 * K edges), {@code non_linearity} (see {@link #nonLinearity}).
 */
public final class FlipFlopDynamics implements ComparedTask {
    static final String ORBITS = "orbits";
    static final String TRANSITIONS = "transitions";
    public static final String BITS = "bits";
    public static final String PULSE_PROBABILITY = "pulse_probability";
    public static final String LENGTH = "length";
    public static final double LEARNT_BELOW = 0.01;
    /** Where errors of the linearised dynamics are read, in steps after the pulse. */
    private static final int READ_AFTER = 5;

    /** The task's own parameters. */
    public static Parameter[] parameters() {
        return new Parameter[] {
            Parameter.integer(BITS, "Bits K that a network holds.", 1, 4),
            Parameter.number(PULSE_PROBABILITY, "Probability of a pulse on an input at a step.", 0, 1),
            Parameter.integer(LENGTH, "Steps of a trial.", 1, 10_000),
        };
    }

    @Override
    public FlipFlop task(Parameters p) {
        return new FlipFlop((int) p.integer(BITS), p.number(PULSE_PROBABILITY), (int) p.integer(LENGTH));
    }

    @Override
    public double learntBelow() {
        return LEARNT_BELOW;
    }

    /** The number of saddles is part of the graph: a network whose saddles were missed would look like one that has fewer. */
    @Override
    public int searchesMore() {
        return 2;
    }

    @Override
    public List<String> graphNames() {
        return List.of(ORBITS, TRANSITIONS);
    }

    @Override
    public SortedMap<String, PointGraph> graphs(AnalysedNetwork network, NetworkLog log) {
        SortedMap<String, PointGraph> graphs = new TreeMap<>();
        ProbedNetwork probed = network.network();
        Cell cell = probed.cell();
        int bits = ((FlipFlop) probed.task()).bits();
        List<FixedPoint> fixed = network.fixed();
        for (int unstable = 1; unstable <= 3; unstable++) {
            int u = unstable;
            log.metric("saddles_" + u, fixed.stream().filter(f -> u == 3 ? f.unstable() >= u : f.unstable() == u).count());
        }
        if (fixed.isEmpty()) {
            log.metric("cube", 0);
            return graphs;
        }
        TransitionGraph transitions = TransitionGraph.of(cell, fixed, TransitionGraph.flipFlopPulses(bits),
            Settling.DEFAULT);
        graphs.put(TRANSITIONS, transitions.graph());
        cube(transitions, probed, bits, log);
        nonLinearity(transitions, cell, log);
        try {
            SaddleGraph orbits = SaddleGraph.of(cell, fixed, SaddleGraph.DEFAULT_STEP, Settling.DEFAULT);
            graphs.put(ORBITS, orbits.graph());
            log.metric("orbits_nowhere", orbits.nowhere());
            log.metric("connected_corners", orbits.connected(1).size());
        } catch (InvalidInputException e) {
            // The eigenvectors of a Jacobian could not be computed: the network is counted as one without this graph.
            log.metric("orbits_nowhere", Double.NaN);
        }
        return graphs;
    }

    private void cube(TransitionGraph transitions, ProbedNetwork network, int bits, NetworkLog log) {
        CubeComparison cube = CubeComparison.of(transitions, bits, CubeComparison.outputs(transitions.points(),
            network.weights().readout(), network.weights().readoutBias()));
        log.metric("cube", cube.exact() ? 1 : 0);
        log.metric("corners", cube.corners());
        log.metric("wrong_transitions", cube.wrong().size());
        CubeEdges edges = CubeEdges.of(transitions, network, bits);
        log.metric("missing_edges", edges.missing());
        log.metric("extra_edges", edges.extra());
        log.metric("cube_distance", distance(TRANSITIONS, transitions.graph(), CubeEdges.perfect(bits)));
    }

    /**
     * How far the dynamics around the stable points are from linear ones: from each stable point the network is given each
     * pulse for one step, and the dynamics linearised there the same; {@code sum |h - l| / sum |h - p|} over points and pulses
     * is logged by step, and that of step 5 is the metric. 0 for a linear network; about 1 where the linearisation knows
     * nothing of where the network goes, as when a pulse takes it to another corner.
     */
    private static void nonLinearity(TransitionGraph transitions, Cell cell, NetworkLog log) {
        int width = cell.inputs();
        double[] error = new double[READ_AFTER];
        double[] deviation = new double[READ_AFTER];
        for (FixedPoint point : transitions.points()) {
            for (int k = 0; k < transitions.pulseCount(); k++) {
                double[] inputs = new double[READ_AFTER * width];
                System.arraycopy(transitions.pulses(), k * width, inputs, 0, width);
                NonLinearity measured = NonLinearity.of(cell, point, point.state(), inputs, READ_AFTER);
                for (int t = 0; t < READ_AFTER; t++) {
                    error[t] += measured.error()[t];
                    deviation[t] += measured.deviation()[t];
                }
            }
        }
        for (int t = 0; t < READ_AFTER; t++) {
            log.point("non_linearity_after", t + 1, error[t] / deviation[t]);
        }
        log.metric("non_linearity", error[READ_AFTER - 1] / deviation[READ_AFTER - 1]);
    }
}
