package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.analysis.population.ClassicalScaling;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.portrait.Portrait;
import org.espalier.rnndynamics.portrait.PortraitDistances;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.universality.Plane;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Table;

/** Figures of portraits and of the distances between them. */
final class DynamicsFigures {
    private static final String STATES = "trajectory";
    private static final String EDGE = "leads to";
    private static final String CIRCLE = "unit circle";
    private static final String KINK = "on a kink or neutral";
    private static final List<String> STABILITY = List.of("stable", "1 unstable dimension", "2 unstable dimensions",
        "3 or more unstable dimensions", KINK);
    private static final Map<String, Hue> HUES = Map.of(STATES, Hue.GREY, CIRCLE, Hue.GREY, EDGE, Hue.RED, STABILITY.get(0), Hue.INK,
        STABILITY.get(1), Hue.RED, STABILITY.get(2), Hue.GREEN, STABILITY.get(3), Hue.BLUE);
    private static final int TRIALS = 6;
    private static final int MOST_STEPS = 200;
    private static final int EIGENVALUES = 16;
    private static final int CORNERS = 72;

    private DynamicsFigures() {}

    private static String stability(FixedPoint point) {
        return point.stable() ? STABILITY.get(0) : point.unstable() == 0 ? KINK : STABILITY.get(Math.min(3, point.unstable()));
    }

    /** A panel a network: states in their plane, fixed points by stability, and where saddles of one unstable dimension lead. */
    static Figure stateSpace(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        List<Plane> planes = portraits.stream().map(p -> Plane.of(p.network().visited(), p.network().cell().stateSize())).toList();
        for (int i = 0; i < planes.size(); i++) {
            trajectories(rows, portraits.get(i), planes.get(i));
        }
        for (int i = 0; i < planes.size(); i++) {
            edges(rows, portraits.get(i), planes.get(i));
        }
        // Stable points first in the legend, whatever the first network has.
        for (String stability : STABILITY) {
            for (int i = 0; i < planes.size(); i++) {
                for (FixedPoint point : portraits.get(i).fixed()) {
                    if (stability(point).equals(stability)) {
                        rows.add(Arrays.asList(portraits.get(i).network().name(), planes.get(i).coordinate(0, point.state(), 0),
                            planes.get(i).coordinate(1, point.state(), 0), null, null, stability));
                    }
                }
            }
        }
        return figure("state-space", "Trajectories and fixed points", "Each network in the plane of the first two principal "
            + "components of its states, in units of their spread: up to " + TRIALS + " trials, the fixed points by stability, and a "
            + "line from each saddle of one unstable dimension to the two points it leads to. Points that lie apart may coincide "
            + "in the plane.", "pc1", "first principal component", "pc2", "second", rows, false);
    }

    private static void trajectories(List<List<Object>> rows, Portrait portrait, Plane plane) {
        String name = portrait.network().name();
        int d = portrait.network().cell().stateSize();
        List<double[]> trials = portrait.network().states().trials();
        for (int k = 0; k < Math.min(TRIALS, trials.size()); k++) {
            for (int t = 0; t < Math.min(MOST_STEPS, trials.get(k).length / d); t++) {
                rows.add(Arrays.asList(name, plane.coordinate(0, trials.get(k), t * d), null,
                    plane.coordinate(1, trials.get(k), t * d), name + " trial " + k, STATES));
            }
        }
    }

    private static void edges(List<List<Object>> rows, Portrait portrait, Plane plane) {
        String name = portrait.network().name();
        if (portrait.saddles().isEmpty()) {
            return;
        }
        SaddleGraph graph = portrait.saddles().get();
        int number = 0;
        for (SaddleGraph.Edge edge : graph.edges()) {
            if (edge.to() >= 0 && graph.points().get(edge.saddle()).unstable() == 1) {
                for (int end : new int[] {edge.saddle(), edge.to()}) {
                    double[] state = graph.points().get(end).state();
                    rows.add(Arrays.asList(name, plane.coordinate(0, state, 0), null, plane.coordinate(1, state, 0),
                        name + " edge " + number, EDGE));
                }
                number++;
            }
        }
    }

    /** A panel a network: the greatest eigenvalues at its fixed points, and the unit circle. */
    static Figure eigenvalues(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            for (int i = 0; i <= CORNERS; i++) {
                double angle = 2 * Math.PI * i / CORNERS;
                rows.add(Arrays.asList(p.network().name(), Math.cos(angle), null, Math.sin(angle), p.network().name(), CIRCLE));
            }
        }
        for (String stability : STABILITY) {
            for (Portrait p : portraits) {
                for (FixedPoint point : p.fixed()) {
                    for (Eigenvalue e : point.eigenvalues().subList(0, Math.min(EIGENVALUES, point.eigenvalues().size()))) {
                        if (stability(point).equals(stability)) {
                            rows.add(Arrays.asList(p.network().name(), e.re(), e.im(), null, null, stability));
                        }
                    }
                }
            }
        }
        return figure("eigenvalues", "Eigenvalues at fixed points", "The " + EIGENVALUES + " greatest eigenvalues of the Jacobian at "
            + "each fixed point, coloured by the point's stability; outside the unit circle a mode grows.", "re", "real part", "im",
            "imaginary part", rows, true);
    }

    private static Figure figure(String id, String title, String caption, String x, String xLabel, String y, String yLabel,
                                 List<List<Object>> rows, boolean equalUnits) {
        return new Figure(id, title, caption, new Table(id, title, List.of("network", x, y, "path_" + y, "path", "kind"), rows),
            Axis.linear(x, xLabel), Axis.linear(y, yLabel), List.of(new Figure.Path("path_" + y, "path", "kind"),
                new Figure.Points("kind")), "network").in(new Figure.Style(HUES, equalUnits));
    }

    /** Exponents of all networks side by side; none where no network has any that is finite. */
    static Optional<Figure> lyapunov(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            for (int i = 0; p.lyapunov().isPresent() && i < p.lyapunov().get().exponents().length; i++) {
                double exponent = p.lyapunov().get().exponents()[i];
                double error = p.lyapunov().get().standardErrors()[i];
                double spread = Double.isFinite(error) ? error : 0;
                if (Double.isFinite(exponent)) {
                    rows.add(Arrays.asList(p.network().name(), i + 1, exponent, exponent - spread, exponent + spread));
                }
            }
        }
        String title = "Lyapunov exponents";
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Figure("lyapunov", title, "The leading exponents, in nats a step; "
            + "bars are one standard error over trajectories, which may be smaller than the marks. Directions that a step makes "
            + "nothing of (minus infinity) are left out.", new Table("lyapunov", title, List.of("network", "number", "exponent", "low",
                "high"), rows),
            Axis.linear("number", "number"), Axis.linear("exponent", "exponent (nats a step)"),
            List.of(new Figure.Rule(0, "grows above"), new Figure.ErrorBars("low", "high", "network"), new Figure.Points("network")),
            null));
    }

    /** In a plane; none of fewer than three networks, or where a pair has no distance. */
    static Optional<ClassicalScaling> scaling(double[][] distances) {
        boolean all = Arrays.stream(distances).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        return distances.length < 3 || !all ? Optional.empty() : Optional.of(ClassicalScaling.of(distances, 2));
    }

    /** Of each distance a heat map and, where there is one, a map. */
    static List<Figure> distances(PortraitDistances distances) {
        List<String> names = distances.networks().stream().map(p -> p.network().name()).toList();
        Map<String, Figure> figures = new LinkedHashMap<>();
        distances.distances().forEach((name, values) -> {
            figures.put(name, heat(name, names, values));
            scaling(values).ifPresent(scaling -> figures.put("map " + name, map(name, names, scaling)));
        });
        return List.copyOf(figures.values());
    }

    private static Figure heat(String name, List<String> names, double[][] values) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                rows.add(Arrays.asList(names.get(i), names.get(j), Double.isFinite(values[i][j]) ? (Object) values[i][j] : null));
            }
        }
        String id = "distances-" + name;
        String title = "How far apart networks are: " + name;
        return new Figure(id, title, "The distance " + name + " of all pairs; an empty tile where it is not defined.",
            new Table(id, title, List.of("a", "b", "distance"), rows), Axis.linear("b", ""), Axis.linear("a", ""),
            List.of(new Figure.Tiles("distance", name)), null);
    }

    private static Figure map(String name, List<String> names, ClassicalScaling scaling) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            rows.add(List.of(names.get(i), scaling.points()[i][0], scaling.points()[i][1]));
        }
        String id = "map-" + name;
        String title = "Networks by " + name;
        return new Figure(id, title, String.format(Locale.ROOT, "Distances between marks are as near as a plane allows to %s "
            + "(classical scaling; the plane shows %.0f %% of the squared distances).", name, 100 * DynamicsJson.shown(scaling)),
            new Table(id, title, List.of("network", "x", "y"), rows), Axis.linear("x", "first axis"), Axis.linear("y", "second axis"),
            List.of(new Figure.Points("network")), null).in(new Figure.Style(Map.of(), true));
    }
}
