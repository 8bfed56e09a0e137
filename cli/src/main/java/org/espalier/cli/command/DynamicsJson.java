package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.analysis.population.ClassicalScaling;
import org.espalier.cli.Json;
import org.espalier.rnndynamics.cycle.Cycle;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.lyapunov.LyapunovSpectrum;
import org.espalier.rnndynamics.portrait.Portrait;
import org.espalier.rnndynamics.portrait.PortraitDistances;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.study.statistics.Interval;

/** Portraits and their distances as JSON; the keys are documented in docs/dynamics.md. */
final class DynamicsJson {
    private DynamicsJson() {}

    static Map<String, Object> of(PortraitDistances distances, DynamicalSweep.Options options) {
        Map<String, Object> matrices = new LinkedHashMap<>();
        distances.distances().forEach((name, values) -> matrices.put(name, matrix(values)));
        return Json.object("networks", distances.networks().stream().map(DynamicsJson::network).toList(), "distances", matrices,
            "maps", maps(distances), "dsa", distances.sweep().map(s -> sweep(s, options)).orElse(null));
    }

    private static Map<String, Object> network(Portrait p) {
        return Json.object("name", p.network().name(), "cell", p.network().cell().name(), "units", p.network().cell().units(),
            "state_size", p.network().cell().stateSize(), "inputs", p.network().cell().inputs(),
            "trials", p.network().states().trials().size(), "steps", p.network().states().steps(),
            "starts", p.found().starts(), "fixed", p.fixed().size(), "stable", p.stable().size(),
            "slow", p.found().count(PointClass.SLOW), "not_converged", p.found().count(PointClass.NOT_CONVERGED),
            "complete", p.complete(), "slowest_time_constant", p.slowest().isPresent() ? p.slowest().getAsDouble() : null,
            "points", p.found().points().stream().map(DynamicsJson::point).toList(),
            "graph", p.saddles().map(DynamicsJson::saddles).orElse(null),
            "transitions", p.transitions().map(DynamicsJson::transitions).orElse(null),
            "lyapunov", p.lyapunov().map(l -> lyapunov(l, p.driven())).orElse(null),
            "cycles", p.cycles().map(all -> all.stream().map(DynamicsJson::cycle).toList()).orElse(null),
            "seconds", p.seconds());
    }

    private static Map<String, Object> point(FixedPoint p) {
        return Json.object("class", p.found().label(), "q", p.q(), "stable", p.stable(), "unstable", p.eigenvalues().isEmpty()
            ? null : p.unstable(), "starts", p.starts(), "state", p.state(), "eigenvalues", eigenvalues(p.eigenvalues()),
            "time_constants", p.eigenvalues().stream().map(e -> finite(e.timeConstant())).toList());
    }

    private static List<List<Double>> eigenvalues(List<Eigenvalue> values) {
        return values.stream().map(e -> List.of(e.re(), e.im())).toList();
    }

    private static Map<String, Object> saddles(SaddleGraph graph) {
        return Json.object("nodes", "the fixed points, in the order of points", "edges", graph.edges().stream().map(e -> Json.object(
            "saddle", e.saddle(), "mode", e.mode(), "side", e.side(), "to", e.to() < 0 ? null : e.to())).toList());
    }

    private static Map<String, Object> transitions(TransitionGraph graph) {
        int width = graph.pulses().length / graph.pulseCount();
        List<Object> pulses = new ArrayList<>();
        List<Object> to = new ArrayList<>();
        for (int k = 0; k < graph.pulseCount(); k++) {
            pulses.add(java.util.Arrays.copyOfRange(graph.pulses(), k * width, (k + 1) * width));
        }
        for (int i = 0; i < graph.points().size(); i++) {
            List<Integer> row = new ArrayList<>();
            for (int k = 0; k < graph.pulseCount(); k++) {
                row.add(graph.to(i, k) < 0 ? null : graph.to(i, k));
            }
            to.add(row);
        }
        return Json.object("nodes", "the stable points, in the order of points", "pulses", pulses, "to", to);
    }

    private static Map<String, Object> lyapunov(LyapunovSpectrum spectrum, boolean driven) {
        return Json.object("driven", driven, "exponents", finite(spectrum.exponents()), "standard_errors",
            finite(spectrum.standardErrors()), "trajectories", spectrum.byTrajectory().length, "steps", spectrum.steps());
    }

    private static Map<String, Object> cycle(Cycle c) {
        return Json.object("period", c.period(), "stable", c.stable(), "unstable", c.unstable(), "on_kink", c.onKink(),
            "residual", c.residual(), "states", c.states(), "eigenvalues", eigenvalues(c.eigenvalues()));
    }

    /** Of three networks or more; a distance that a pair does not have makes no map. */
    private static Map<String, Object> maps(PortraitDistances distances) {
        Map<String, Object> maps = new LinkedHashMap<>();
        distances.distances().forEach((name, values) -> DynamicsFigures.scaling(values).ifPresent(scaling -> maps.put(name, Json.object(
            "points", List.of(scaling.points()), "eigenvalues", scaling.eigenvalues(), "shown",
            shown(scaling)))));
        return maps;
    }

    /** How much of the squared distances the plane shows. */
    static double shown(ClassicalScaling scaling) {
        double all = java.util.Arrays.stream(scaling.eigenvalues()).map(Math::abs).sum();
        return all == 0 ? 1 : (Math.max(0, scaling.eigenvalues()[0]) + Math.max(0, scaling.eigenvalues()[1])) / all;
    }

    private static Map<String, Object> sweep(DynamicalSweep sweep, DynamicalSweep.Options options) {
        return Json.object("components", options.components(), "power", options.power(), "resamples", options.resamples(),
            "level", options.level(), "settings", sweep.settings().stream().map(s -> Json.object("delays", s.delays(), "rank",
                s.rank(), "alignment", matrix(s.alignment()), "wasserstein", matrix(s.wasserstein()), "alignment_intervals",
                intervals(s.alignmentInterval()), "wasserstein_intervals", intervals(s.wassersteinInterval()),
                "alignment_halves", finite(s.alignmentFloor()), "wasserstein_halves", finite(s.wassersteinFloor()))).toList());
    }

    private static List<Object> intervals(Interval[][] intervals) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < intervals.length; i++) {
            for (int j = i + 1; j < intervals.length; j++) {
                if (intervals[i][j] != null) {
                    all.add(Json.object("a", i, "b", j, "low", intervals[i][j].low(), "high", intervals[i][j].high()));
                }
            }
        }
        return all;
    }

    private static List<List<Double>> matrix(double[][] values) {
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : values) {
            rows.add(finite(row));
        }
        return rows;
    }

    private static List<Double> finite(double[] values) {
        List<Double> all = new ArrayList<>();
        for (double value : values) {
            all.add(finite(value));
        }
        return all;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
