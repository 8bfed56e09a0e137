package org.espalier.rnndynamics.portrait;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.analysis.dsa.SpectralDistance;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.Svcca;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.lyapunov.LyapunovSpectrum;
import org.espalier.rnndynamics.topology.GraphDistance;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.topology.TransitionGraph;

/**
 * How far networks are apart, by each of several distances. Not-a-number where a distance is not defined of a pair.
 *
 * <table>
 * <caption>By name</caption>
 * <tr><td>{@code graph}</td><td>{@link GraphDistance#spectral} of the graphs of fixed points</td></tr>
 * <tr><td>{@code graph-edit}</td><td>{@link GraphDistance#edit} of them, up to 10 points</td></tr>
 * <tr><td>{@code transitions}, {@code transitions-edit}</td><td>the same of the graphs of where pulses lead</td></tr>
 * <tr><td>{@code spectra}</td><td>of the eigenvalues at fixed points, see {@link #spectra}</td></tr>
 * <tr><td>{@code lyapunov}</td><td>{@link LyapunovSpectrum#distance}</td></tr>
 * <tr><td>{@code dsa}, {@code dsa-wasserstein}</td><td>the main setting of the sweep</td></tr>
 * <tr><td>{@code svcca}</td><td>1 - SVCCA of the units' activities, where trials are of equal number and length: whether they
 * were of the same inputs only the caller knows</td></tr>
 * </table>
 *
 * @param networks  their portraits
 * @param distances by name {@code [networks, networks]}, those of which at least one pair has a value
 * @param sweep     DSA at every setting; none where a network has no trials
 */
public record PortraitDistances(List<Portrait> networks, Map<String, double[][]> distances, Optional<DynamicalSweep> sweep) {
    /** Below what an edge more or less makes of a spectral distance, above what rounding does. */
    private static final double ROUNDING = 1e-9;
    /** Eigenvalues at a point that are compared: its slowest modes and those that grow. */
    public static final int MODES = 16;

    /** Compares all pairs. Cost: that of the sweep, and some ms a pair and pair of points. */
    public static PortraitDistances of(List<Portrait> networks, DynamicalSweep.Options options) {
        Map<String, double[][]> distances = new LinkedHashMap<>();
        Function<Portrait, Optional<PointGraph>> points = p -> p.saddles().map(SaddleGraph::graph);
        Function<Portrait, Optional<PointGraph>> pulses = p -> p.transitions().map(TransitionGraph::graph);
        add(distances, "graph", networks, (a, b) -> spectral(points.apply(a), points.apply(b)));
        add(distances, "graph-edit", networks, (a, b) -> edit(points.apply(a), points.apply(b)));
        add(distances, "transitions", networks, (a, b) -> spectral(pulses.apply(a), pulses.apply(b)));
        add(distances, "transitions-edit", networks, (a, b) -> edit(pulses.apply(a), pulses.apply(b)));
        add(distances, "spectra", networks, (a, b) -> spectra(a.fixed(), b.fixed(), options.power()));
        add(distances, "lyapunov", networks, (a, b) -> a.lyapunov().isEmpty() || b.lyapunov().isEmpty() ? Double.NaN
            : LyapunovSpectrum.distance(a.lyapunov().get(), b.lyapunov().get()));
        Optional<DynamicalSweep> sweep = networks.stream().allMatch(n -> n.network().states().steps() > 0)
            ? Optional.of(DynamicalSweep.of(networks.stream().map(n -> n.network().activities()).toList(), options))
            : Optional.empty();
        sweep.ifPresent(s -> {
            put(distances, "dsa", s.settings().get(0).alignment());
            put(distances, "dsa-wasserstein", s.settings().get(0).wasserstein());
        });
        List<Optional<Representation>> activities = networks.stream().map(PortraitDistances::representation).toList();
        add(distances, "svcca", networks, (a, b) -> svcca(activities.get(networks.indexOf(a)), a,
            activities.get(networks.indexOf(b)), b));
        return new PortraitDistances(networks, distances, sweep);
    }

    private static void add(Map<String, double[][]> distances, String name, List<Portrait> networks,
                            ToDoubleBiFunction<Portrait, Portrait> distance) {
        int n = networks.size();
        double[][] all = new double[n][n];
        IntStream.range(0, n * n).parallel().filter(p -> p / n < p % n).forEach(p -> {
            all[p / n][p % n] = distance.applyAsDouble(networks.get(p / n), networks.get(p % n));
            all[p % n][p / n] = all[p / n][p % n];
        });
        put(distances, name, all);
    }

    private static void put(Map<String, double[][]> distances, String name, double[][] all) {
        int n = all.length;
        if (IntStream.range(0, n * n).anyMatch(p -> p / n < p % n && Double.isFinite(all[p / n][p % n]))) {
            distances.put(name, all);
        }
    }

    private static double spectral(Optional<PointGraph> a, Optional<PointGraph> b) {
        return a.isEmpty() || b.isEmpty() ? Double.NaN
            : Math.rint(GraphDistance.spectral(a.get(), b.get()) / ROUNDING) * ROUNDING;
    }

    private static double edit(Optional<PointGraph> a, Optional<PointGraph> b) {
        return a.isEmpty() || b.isEmpty() || Math.max(a.get().nodes(), b.get().nodes()) > GraphDistance.MOST_NODES
            ? Double.NaN : GraphDistance.edit(a.get(), b.get());
    }

    /**
     * How far the spectra at the points of two networks are apart: from each point to the one of the other network with the
     * nearest spectrum ({@link SpectralDistance} of the {@value #MODES} greatest eigenvalues), in the mean over the points of
     * each, and of both means the mean. 0 where every spectrum of either has its like in the other; symmetric; no metric.
     *
     * @return not-a-number where one has no point
     */
    public static double spectra(List<FixedPoint> a, List<FixedPoint> b, double power) {
        if (a.isEmpty() || b.isEmpty()) {
            return Double.NaN;
        }
        double[] nearestOfB = new double[b.size()];
        java.util.Arrays.fill(nearestOfB, Double.POSITIVE_INFINITY);
        double sumA = 0;
        for (FixedPoint p : a) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < nearestOfB.length; j++) {
                double distance = SpectralDistance.wasserstein(leading(p), leading(b.get(j)), power);
                nearest = Math.min(nearest, distance);
                nearestOfB[j] = Math.min(nearestOfB[j], distance);
            }
            sumA += nearest;
        }
        return (sumA / a.size() + java.util.Arrays.stream(nearestOfB).average().orElseThrow()) / 2;
    }

    private static double[][] leading(FixedPoint point) {
        List<Eigenvalue> values = point.eigenvalues();
        return values.stream().limit(MODES).map(e -> new double[] {e.re(), e.im()}).toArray(double[][]::new);
    }

    private static Optional<Representation> representation(Portrait portrait) {
        Trajectories activities = portrait.network().activities();
        if (activities.steps() < 2) {
            return Optional.empty();
        }
        double[] values = new double[activities.steps() * activities.units()];
        List<Integer> steps = new ArrayList<>();
        int at = 0;
        for (double[] trial : activities.trials()) {
            System.arraycopy(trial, 0, values, at, trial.length);
            at += trial.length;
            steps.add(trial.length / activities.units());
        }
        return Optional.of(Representation.ofTrials(activities.units(), values,
            steps.stream().mapToInt(s -> s).toArray()));
    }

    private static double svcca(Optional<Representation> a, Portrait of, Optional<Representation> b, Portrait other) {
        if (a.isEmpty() || b.isEmpty() || !java.util.Arrays.equals(a.get().trials(), b.get().trials())
            || !sameInputs(of.network(), other.network())) {
            return Double.NaN;
        }
        double similarity = new Svcca().compare(a.get(), b.get());
        return Double.isNaN(similarity) ? similarity : Math.max(0, 1 - similarity);
    }

    /** Where the inputs of both are known they have to be the same. */
    private static boolean sameInputs(RecordedNetwork a, RecordedNetwork b) {
        if (a.inputs().isEmpty() || b.inputs().isEmpty()) {
            return true;
        }
        List<double[]> x = a.inputs().get().trials();
        List<double[]> y = b.inputs().get().trials();
        return IntStream.range(0, x.size()).allMatch(k -> java.util.Arrays.equals(x.get(k), y.get(k)));
    }
}
