package org.espalier.rnndynamics.pruned;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.flipflop.FlipFlopDynamics;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.universality.AnalysedNetwork;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.PopulationTrial;
import org.espalier.rnndynamics.universality.ProbedNetwork;
import org.espalier.study.Parameters;
import org.espalier.study.TrialContext;

/**
 * What is measured of each network: all that {@link FlipFlopDynamics} measures, and
 *
 * <ul>
 * <li>{@code kept}: recurrent weights that are not 0;</li>
 * <li>{@code probe_mse}: error on the probes, the same trials for all networks of the study;</li>
 * <li>{@code slow_modes}: eigenvalues of the Jacobian with a modulus above 1/2, mean over stable points; in the log alone
 * {@code modulus} of the k-th largest (the step is k), mean over stable points.</li>
 * </ul>
 *
 * <p>Of a network that was pruned after training the same is measured before it is trained on, under {@code before/}.
 */
final class PrunedDynamics implements ComparedTask {
    static final String BEFORE = "before/";
    private static final double SLOW = 0.5;

    private final FlipFlopDynamics flipFlop = new FlipFlopDynamics();
    private final Parameters parameters;
    private final TrialContext context;
    private final Map<Long, NetworkWeights> untrained;

    /** @param untrained by seed, pruned and not yet trained on; none for the others */
    PrunedDynamics(Parameters parameters, TrialContext context, Map<Long, NetworkWeights> untrained) {
        this.parameters = parameters;
        this.context = context;
        this.untrained = untrained;
    }

    @Override
    public Task task(Parameters p) {
        return flipFlop.task(p);
    }

    @Override
    public double learntBelow() {
        return flipFlop.learntBelow();
    }

    @Override
    public int searchesMore() {
        return flipFlop.searchesMore();
    }

    /** None: networks are not compared with each other. */
    @Override
    public List<String> graphNames() {
        return List.of();
    }

    @Override
    public SortedMap<String, PointGraph> graphs(AnalysedNetwork network, NetworkLog log) {
        measure(network, log);
        ProbedNetwork trained = network.network();
        NetworkWeights start = untrained.get(trained.seed());
        if (start != null) {
            before(ProbedNetwork.of(trained.seed(), start, trained.task(), trained.probes()), new Before(log));
        }
        return new TreeMap<>();
    }

    private void before(ProbedNetwork network, NetworkLog log) {
        AnalysedNetwork analysed = new AnalysedNetwork(network, List.of(PopulationTrial.search(this, network, 0,
            PopulationParameters.starts(parameters), more -> context.streams(network.seed()).stream("fixed-points/before/" + more))),
            false);
        log.metric("fixed", analysed.fixed().size());
        log.metric("stable", stable(analysed).size());
        measure(analysed, log);
    }

    private void measure(AnalysedNetwork network, NetworkLog log) {
        flipFlop.graphs(network, log);
        int kept = 0;
        for (float weight : network.network().weights().recurrentFloats()) {
            kept += weight != 0 ? 1 : 0;
        }
        log.metric("kept", kept);
        log.metric("probe_mse", squaredError(network.network()));
        spectrum(stable(network), log);
    }

    private static List<FixedPoint> stable(AnalysedNetwork network) {
        return network.fixed().stream().filter(FixedPoint::stable).toList();
    }

    private static void spectrum(List<FixedPoint> stable, NetworkLog log) {
        if (stable.isEmpty()) {
            log.metric("slow_modes", Double.NaN);
            return;
        }
        double[] moduli = new double[stable.get(0).eigenvalues().size()];
        for (FixedPoint point : stable) {
            double[] sorted = point.eigenvalues().stream().mapToDouble(Eigenvalue::modulus).sorted().toArray();
            for (int k = 0; k < moduli.length; k++) {
                moduli[k] += sorted[moduli.length - 1 - k] / stable.size();
            }
        }
        for (int k = 0; k < moduli.length; k++) {
            log.point("modulus", k + 1, moduli[k]);
        }
        log.metric("slow_modes", stable.stream().mapToLong(f -> f.eigenvalues().stream().filter(e -> e.modulus() > SLOW)
            .count()).average().getAsDouble());
    }

    /** Mean over steps, trials and outputs, in float64. */
    private static double squaredError(ProbedNetwork network) {
        Trials probes = network.probes();
        int d = network.cell().stateSize();
        double sum = 0;
        for (int row = 0; row < network.samples(); row++) {
            int trial = row / probes.steps();
            int step = row % probes.steps();
            double[] y = network.output(Arrays.copyOfRange(network.states(), row * d, (row + 1) * d));
            for (int o = 0; o < y.length; o++) {
                double error = y[o] - probes.target(step, trial, o);
                sum += error * error;
            }
        }
        return sum / (network.samples() * probes.outputs());
    }

    /** Puts what is measured before training under names of its own. */
    private record Before(NetworkLog log) implements NetworkLog {
        @Override
        public void metric(String name, double value) {
            log.metric(BEFORE + name, value);
        }

        @Override
        public void point(String name, long index, double value) {
            log.point(BEFORE + name, index, value);
        }
    }
}
