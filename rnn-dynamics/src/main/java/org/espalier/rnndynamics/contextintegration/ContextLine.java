package org.espalier.rnndynamics.contextintegration;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.LocalDynamics;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;
import org.espalier.rnndynamics.topology.ChainGraph;
import org.espalier.rnndynamics.topology.LineAttractor;
import org.espalier.rnndynamics.topology.RetainedModes;
import org.espalier.rnndynamics.topology.Spectrum;
import org.espalier.rnndynamics.universality.ProbedNetwork;

/**
 * The approximate line attractor of one network in one context, with both streams at zero: {@link LineAttractor} at
 * {@value #LEVELS} outputs evenly spaced from -1 to 1 (about nine tenths of the targets lie there).
 *
 * <p>A point belongs to the attractor if one step moves it by no more than {@code D / ((levels - 1) T)}, D the distance of the
 * two end points and T the length of a trial: over a trial it then keeps its place among its neighbours. Fixed before any
 * network was looked at.
 *
 * @param line     all points
 * @param states   one a level; null where the point does not belong
 * @param chain    of these
 * @param unstable {@code [levels]}: unstable dimensions at each point
 * @param moduli   {@code [d]}: mean over the points of the sorted moduli; all levels
 * @param after    modes retained against the output one step, half a trial and a trial after a unit pulse of the stream that
 *                 counts, over the points that belong
 * @param leak     the output a trial after a unit pulse of the other stream, all modes, the mean over those of the same points
 *                 that lie on no kink
 */
record ContextLine(LineAttractor line, List<double[]> states, ChainGraph chain, int[] unstable, double[] moduli,
                   List<RetainedModes> after, double leak) {
    static final int LEVELS = 21;
    private static final double MOST = 1;
    private static final double SHARE = 0.9;
    private static final int ONE = 0;
    private static final int HALF = 1;
    private static final int TRIAL = 2;

    static ContextLine of(ProbedNetwork network, int context, double[] visited) {
        Cell cell = network.cell();
        int d = cell.stateSize();
        // Of an LSTM's [h; c] the readout sees h.
        double[] readout = Arrays.copyOf(network.weights().readout(), d);
        double bias = network.weights().readoutBias()[0];
        double[] levels = IntStream.range(0, LEVELS).mapToDouble(i -> MOST * (2.0 * i / (LEVELS - 1) - 1) - bias).toArray();
        double[] input = ContextTask.context(context);
        LineAttractor line = LineAttractor.of(cell, input, readout, levels, visited);
        int steps = network.task().steps();
        double length = distance(line.points().get(0).state(), line.points().get(LEVELS - 1).state());
        List<double[]> states = line.within(length / ((LEVELS - 1) * steps));
        List<LocalDynamics> local = line.points().parallelStream()
            .map(p -> LocalDynamics.at(cell, p.state(), input, StabilityOptions.DEFAULT)).toList();
        List<List<Eigenvalue>> spectra = local.stream().map(LocalDynamics::eigenvalues).toList();
        int[] unstable = local.stream().mapToInt(l -> l.stability().unstable()).toArray();
        List<double[]> there = states.stream().filter(Objects::nonNull).toList();
        return new ContextLine(line, states, ChainGraph.of(states), unstable, Spectrum.meanModuli(spectra),
            RetainedModes.atSteps(cell, there, input, ContextTask.pulse(context), readout, 1, (steps + 1) / 2, steps),
            there.stream().filter(state -> RetainedModes.isSmooth(cell, state, input)).mapToDouble(state -> output(cell, state, input, 1
                - context, readout, steps)).average()
                .orElse(Double.NaN));
    }

    /** {@code v . J^(T-1) B b}, b a unit pulse of a stream: without modes, so that they need not be computed. */
    private static double output(Cell cell, double[] state, double[] input, int stream, double[] readout, int steps) {
        int d = cell.stateSize();
        double[] j = new double[d * d];
        cell.stateJacobian(state, input, j);
        double[] b = new double[d * input.length];
        cell.inputJacobian(state, input, b);
        double[] moved = new double[d];
        for (int i = 0; i < d; i++) {
            moved[i] = b[i * input.length + stream];
        }
        for (int t = 1; t < steps; t++) {
            double[] next = new double[d];
            for (int i = 0; i < d; i++) {
                for (int k = 0; k < d; k++) {
                    next[i] += j[i * d + k] * moved[k];
                }
            }
            moved = next;
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += readout[i] * moved[i];
        }
        return sum;
    }

    /**
     * {@code on_line} (fraction of the levels whose point belongs), {@code chain_similarity} (1 less
     * {@link ChainGraph#fromChain}), {@code chain_missing}, {@code chain_extra}, {@code drift_a_step} (mean modulus, in units
     * of output), {@code leading_modulus} and {@code second_modulus} (means over points), {@code unstable_points} (fraction);
     * of the modes {@code modes_needed} for 90 % of the output a trial after the pulse, {@code modes_needed_half} half a trial
     * and {@code modes_needed_one} one step after it, {@code gain} (the output a trial after a pulse with all modes; 1 is
     * perfect), {@code gain_one_mode} (with one), {@code leak} (the modulus of that of the other stream).
     */
    SortedMap<String, Double> metrics() {
        SortedMap<String, Double> m = new TreeMap<>();
        m.put("on_line", (double) states.stream().filter(Objects::nonNull).count() / LEVELS);
        m.put("chain_similarity", 1 - chain.fromChain());
        m.put("chain_missing", (double) chain.missing());
        m.put("chain_extra", (double) chain.extra());
        m.put("drift_a_step", DoubleStream.of(drift()).map(Math::abs).average().orElseThrow());
        m.put("leading_modulus", moduli[0]);
        m.put("second_modulus", moduli.length > 1 ? moduli[1] : 0);
        m.put("unstable_points", (double) Arrays.stream(unstable).filter(u -> u > 0).count() / LEVELS);
        m.put("modes_needed_one", after.get(ONE).needed(SHARE));
        m.put("modes_needed_half", after.get(HALF).needed(SHARE));
        RetainedModes last = after.get(TRIAL);
        m.put("modes_needed", last.needed(SHARE));
        m.put("gain", last.full());
        m.put("gain_one_mode", last.output()[0]);
        m.put("leak", Math.abs(leak));
        return m;
    }

    /** {@code [d]}: y(1) .. y(d), a trial after the pulse. */
    double[] retained() {
        return after.get(TRIAL).output();
    }

    /** {@code [levels]}: how far a step moves the output. */
    double[] drift() {
        return line.points().stream().mapToDouble(LineAttractor.Point::drift).toArray();
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
