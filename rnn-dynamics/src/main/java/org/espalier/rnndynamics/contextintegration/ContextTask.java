package org.espalier.rnndynamics.contextintegration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.rnndynamics.task.ContextIntegration;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.ChainGraph;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.universality.AnalysedNetwork;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.ProbedNetwork;
import org.espalier.study.Parameters;

/**
 * What the study of context-dependent integration asks of a network: in each context, with both streams at zero, the line of
 * states that hold an output ({@link ContextLine}), whether its points form a chain, and how many linear modes hold an input.
 *
 * <p>The graph has a place for each context and level, first context first; the chains of the two contexts are not joined.
 * Metrics, in the record of each network, all means over the two contexts: those of {@link ContextLine}, without their
 * contexts. In the log alone: {@code modulus} (by its number; mean over points of the sorted moduli),
 * {@code retained} (by the number of modes; the output T steps after a pulse, T the length of a trial), {@code drift} (by the
 * level's place). Of the network shown as an example also what {@link ContextExample} logs.
 */
final class ContextTask implements ComparedTask {
    static final String LINE = "line";
    static final String LENGTH = "length";
    private static final double LEARNT = 0.01;
    /** The duration grows with the length, so that a step's noise is the same at every length. */
    private static final double USUAL_STEPS = 25;
    private static final int CONTEXTS = 2;
    private static final int STREAMS = 2;

    @Override
    public Task task(Parameters p) {
        return new ContextIntegration().with(Map.of("steps", (double) p.integer(LENGTH), "duration",
            p.integer(LENGTH) / USUAL_STEPS));
    }

    @Override
    public double learntBelow() {
        return LEARNT;
    }

    @Override
    public List<double[]> constantInputs(Task task) {
        return List.of(context(0), context(1));
    }

    /** No stream, one context. */
    static double[] context(int c) {
        double[] input = new double[STREAMS + CONTEXTS];
        input[STREAMS + c] = 1;
        return input;
    }

    /** A stream's unit pulse. */
    static double[] pulse(int stream) {
        double[] input = new double[STREAMS + CONTEXTS];
        input[stream] = 1;
        return input;
    }

    /** What it goes through on the probes of this context. */
    @Override
    public double[] visited(ProbedNetwork network, int input) {
        Trials probes = network.probes();
        int size = probes.steps() * network.cell().stateSize();
        double[] visited = new double[probes.count() * size];
        int rows = 0;
        for (int trial = 0; trial < probes.count(); trial++) {
            if (probes.input(0, trial, STREAMS + input) == 1) {
                System.arraycopy(network.states(), trial * size, visited, rows++ * size, size);
            }
        }
        // Every probe may by chance be of the other context: then all of them stand in.
        return rows == 0 ? network.states() : Arrays.copyOf(visited, rows * size);
    }

    @Override
    public List<String> graphNames() {
        return List.of(LINE);
    }

    @Override
    public double distance(String graph, PointGraph a, PointGraph b) {
        return ChainGraph.distance(ChainGraph.of(a), ChainGraph.of(b));
    }

    @Override
    public SortedMap<String, PointGraph> graphs(AnalysedNetwork analysed, NetworkLog log) {
        List<ContextLine> lines = new ArrayList<>();
        for (int c = 0; c < CONTEXTS; c++) {
            lines.add(ContextLine.of(analysed.network(), c, visited(analysed.network(), c)));
        }
        SortedMap<String, Double> sums = new TreeMap<>();
        lines.forEach(line -> line.metrics().forEach((name, value) -> sums.merge(name, value, Double::sum)));
        sums.forEach((name, sum) -> log.metric(name, sum / CONTEXTS));
        curve("modulus", 1, lines.stream().map(ContextLine::moduli).toList(), log);
        curve("retained", 1, lines.stream().map(ContextLine::retained).toList(), log);
        curve("drift", 0, lines.stream().map(ContextLine::drift).toList(), log);
        if (analysed.first()) {
            new ContextExample(analysed.network(), analysed.found().get(0), lines.get(0)).log(log);
        }
        return new TreeMap<>(Map.of(LINE, joined(lines)));
    }

    private static void curve(String name, int first, List<double[]> curves, NetworkLog log) {
        for (int i = 0; i < curves.get(0).length; i++) {
            double sum = 0;
            for (double[] curve : curves) {
                sum += curve[i];
            }
            log.point(name, first + i, sum / curves.size());
        }
    }

    /** Both contexts' chains side by side. */
    private static PointGraph joined(List<ContextLine> lines) {
        int n = lines.get(0).chain().places();
        int all = n * lines.size();
        int[] edges = new int[all * all];
        int[] unstable = new int[all];
        for (int c = 0; c < lines.size(); c++) {
            for (int i = 0; i < n; i++) {
                unstable[c * n + i] = lines.get(c).unstable()[i];
                for (int j = 0; j < n; j++) {
                    edges[(c * n + i) * all + c * n + j] = lines.get(c).chain().edge(i, j) ? 1 : 0;
                }
            }
        }
        return new PointGraph(unstable, edges);
    }
}
