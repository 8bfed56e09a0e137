package org.espalier.rnndynamics.sine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;
import org.espalier.rnndynamics.task.Sine;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.ChainGraph;
import org.espalier.rnndynamics.topology.FrequencyMatch;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.topology.Spectrum;
import org.espalier.rnndynamics.universality.AnalysedNetwork;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.ProbedNetwork;
import org.espalier.study.Parameters;

/**
 * What the study of the sine asks of a network: the fixed points under the constant input of each frequency, whether they
 * form a chain, and whether the linearised dynamics there turn as fast as the target.
 *
 * <p>The point of an input is, of the certified fixed points found under it, the one nearest to the mean state of the last
 * period of its trial: what the network goes round. Networks are compared on one trial a frequency. Metrics, in the record of
 * each network: {@code inputs_with_point} (fraction of the inputs), {@code points_an_input} (mean number of fixed points),
 * {@code chain_similarity} (1 less {@link ChainGraph#fromChain}), {@code chain_missing}, {@code chain_extra},
 * {@code oscillating} (fraction of all inputs at whose point the leading eigenvalue is one of a complex pair outside the unit
 * circle), {@code frequency_rank}, {@code frequency_linear}, {@code frequency_error} ({@link FrequencyMatch}). In the log
 * alone, by the input's number: {@code frequency}, {@code frequency_target}; by their number {@code modulus} (mean of the
 * sorted moduli over points). Of the network shown as an example also what {@link SineExample} logs.
 */
final class SineTask implements ComparedTask {
    static final String CHAIN = "chain";
    static final String FREQUENCIES = "frequencies";
    static final String LOWEST = "lowest";
    static final String HIGHEST = "highest";
    static final String LENGTH = "length";
    private static final double LEARNT = 0.01;

    @Override
    public Sine task(Parameters p) {
        return new Sine((int) p.integer(FREQUENCIES), p.number(LOWEST), p.number(HIGHEST), (int) p.integer(LENGTH));
    }

    @Override
    public double learntBelow() {
        return LEARNT;
    }

    /** One trial a frequency, in their order. */
    @Override
    public Trials probes(Task task, int count, RandomGenerator random) {
        Sine sine = (Sine) task;
        int trials = sine.frequencies();
        float[] input = new float[sine.steps() * trials];
        float[] target = new float[input.length];
        float[] mask = new float[input.length];
        Arrays.fill(mask, 1);
        for (int i = 0; i < input.length; i++) {
            int j = i % trials + 1;
            input[i] = (float) sine.input(j);
            target[i] = (float) Math.sin(sine.frequency(j) * (i / trials));
        }
        return new Trials(trials, sine.steps(), 1, 1, input, target, mask);
    }

    @Override
    public List<double[]> constantInputs(Task task) {
        Sine sine = (Sine) task;
        return IntStream.rangeClosed(1, sine.frequencies()).mapToObj(j -> new double[] {sine.input(j)}).toList();
    }

    /** The mean state of the last period, which a network that oscillates goes round: starts lie there and, with noise, near. */
    @Override
    public double[] visited(ProbedNetwork network, int input) {
        Sine sine = (Sine) network.task();
        int d = network.cell().stateSize();
        int period = (int) Math.ceil(2 * Math.PI / sine.frequency(input + 1));
        int from = Math.max(0, sine.steps() - period);
        double[] mean = new double[d];
        for (int t = from; t < sine.steps(); t++) {
            for (int i = 0; i < d; i++) {
                mean[i] += network.state(input, t, i) / (sine.steps() - from);
            }
        }
        return mean;
    }

    /** A point may be missed from the few starts that lie near the mean. */
    @Override
    public int searchesMore() {
        return 1;
    }

    @Override
    public List<String> graphNames() {
        return List.of(CHAIN);
    }

    @Override
    public double distance(String graph, PointGraph a, PointGraph b) {
        return ChainGraph.distance(ChainGraph.of(a), ChainGraph.of(b));
    }

    @Override
    public SortedMap<String, PointGraph> graphs(AnalysedNetwork analysed, NetworkLog log) {
        Sine sine = (Sine) analysed.network().task();
        int inputs = sine.frequencies();
        List<FixedPoint> points = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            FixedPoint point = nearest(analysed.found().get(i).of(PointClass.FIXED), visited(analysed.network(), i));
            points.add(point);
            states.add(point == null ? null : point.state());
        }
        int[] there = IntStream.range(0, inputs).filter(i -> points.get(i) != null).toArray();
        log.metric("inputs_with_point", (double) there.length / inputs);
        log.metric("points_an_input", (double) analysed.fixed().size() / inputs);
        ChainGraph chain = ChainGraph.of(states);
        log.metric("chain_similarity", 1 - chain.fromChain());
        log.metric("chain_missing", chain.missing());
        log.metric("chain_extra", chain.extra());
        spectra(sine, points, there, log);
        if (analysed.first()) {
            new SineExample(analysed.network(), points).log(log);
        }
        int[] unstable = points.stream().mapToInt(p -> p == null ? 0 : p.unstable()).toArray();
        return new TreeMap<>(Map.of(CHAIN, chain.graph(unstable)));
    }

    private static void spectra(Sine sine, List<FixedPoint> points, int[] there, NetworkLog log) {
        List<List<Eigenvalue>> spectra = IntStream.of(there).mapToObj(i -> points.get(i).eigenvalues()).toList();
        FrequencyMatch match = FrequencyMatch.of(IntStream.of(there).mapToDouble(i -> sine.frequency(i + 1)).toArray(),
            spectra);
        log.metric("oscillating", (double) spectra.stream().filter(SineTask::oscillates).count() / points.size());
        log.metric("frequency_rank", match.rank());
        log.metric("frequency_linear", match.linear());
        log.metric("frequency_error", match.medianRelativeError());
        for (int k = 0; k < there.length; k++) {
            log.point("frequency_target", there[k], sine.frequency(there[k] + 1));
            log.point("frequency", there[k], FrequencyMatch.frequency(spectra.get(k)));
        }
        double[] moduli = spectra.isEmpty() ? new double[0] : Spectrum.meanModuli(spectra);
        for (int k = 0; k < moduli.length; k++) {
            log.point("modulus", k + 1, moduli[k]);
        }
    }

    private static boolean oscillates(List<Eigenvalue> spectrum) {
        return spectrum.get(0).im() != 0 && spectrum.get(0).modulus() > 1 + StabilityOptions.DEFAULT.neutral();
    }

    /** Null where there are none. */
    private static FixedPoint nearest(List<FixedPoint> points, double[] to) {
        FixedPoint nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (FixedPoint p : points) {
            double distance = 0;
            for (int i = 0; i < to.length; i++) {
                distance += (p.state()[i] - to[i]) * (p.state()[i] - to[i]);
            }
            if (distance < least) {
                nearest = p;
                least = distance;
            }
        }
        return nearest;
    }
}
