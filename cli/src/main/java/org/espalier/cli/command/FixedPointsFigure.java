package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.Linearisation;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.universality.Plane;
import org.espalier.rnndynamics.weights.VisitedStates;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Table;

/**
 * The states and the points found, in the plane of the states' first two principal components: points by stability, in
 * colours and shapes, unstable modes as short lines through them, trajectories where the states are given trial by trial.
 * One panel an input.
 */
final class FixedPointsFigure {
    private static final String PATHS = "trajectory";
    private static final String CLOUD = "state";
    private static final String MODE = "unstable mode";
    private static final String SLOW = "slow point";
    private static final List<String> STABILITY = List.of("stable", "1 unstable dimension", "2 unstable dimensions",
        "3 or more unstable dimensions");
    private static final String NEUTRAL = "neither stable nor unstable";
    private static final Map<String, Hue> HUES = Map.of(SLOW, Hue.OCHRE, NEUTRAL, Hue.PURPLE, PATHS, Hue.GREY, CLOUD, Hue.GREY, MODE,
        Hue.RED, STABILITY.get(0),
        Hue.INK, STABILITY.get(1), Hue.RED, STABILITY.get(2), Hue.GREEN, STABILITY.get(3), Hue.BLUE);
    private static final int MOST_TRIALS = 12;
    private static final int MOST_STEPS = 500;
    private static final int MOST_STATES = 1000;
    private static final int MOST_PLANE_STATES = 20_000;
    private static final int MOST_POINTS = 500;
    private static final int MOST_PANELS = 6;
    /** Half the length of a drawn mode, as a fraction of the states' spread. */
    private static final double HALF_MODE = 0.2;

    private final Cell cell;
    private final VisitedStates visited;
    private final int d;
    private final Plane plane;
    private final List<List<Object>> rows = new ArrayList<>();

    private FixedPointsFigure(Cell cell, VisitedStates visited) {
        this.cell = cell;
        this.visited = visited;
        d = cell.stateSize();
        plane = Plane.of(thinned(MOST_PLANE_STATES), d);
    }

    /** @throws InvalidInputException if no point is fixed or slow */
    static Figure of(Cell cell, FixedPoints found, VisitedStates visited) {
        FixedPointsFigure figure = new FixedPointsFigure(cell, visited);
        Set<List<Double>> inputs = new LinkedHashSet<>();
        found.points().forEach(p -> inputs.add(boxed(p.input())));
        // Each its own input: one panel for all.
        boolean panels = inputs.size() > 1 && inputs.size() <= MOST_PANELS;
        List<List<Double>> order = panels ? List.copyOf(inputs) : List.of(List.of());
        for (int i = 0; i < order.size(); i++) {
            int at = i;
            figure.panel("input " + i, found.points().stream()
                .filter(p -> !panels || boxed(p.input()).equals(order.get(at))).limit(MOST_POINTS).toList());
        }
        String title = "States and fixed points";
        return new Figure("fixed-points", title, "", new Table("fixed-points", title,
            List.of("input", "pc1", "pc2", "path_pc2", "cloud_pc2", "path", "kind"), figure.rows),
            Axis.linear("pc1", "first principal component of the states"), Axis.linear("pc2", "second"),
            List.of(new Figure.Dots("cloud_pc2", "kind"), new Figure.Path("path_pc2", "path", "kind"),
                new Figure.Points("kind", true)), panels ? "input" : null).in(new Figure.Style(HUES, false));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Some of the states, evenly from all. */
    private double[] thinned(int most) {
        int step = (visited.rows() + most - 1) / most;
        int kept = (visited.rows() + step - 1) / step;
        double[] thinned = new double[kept * d];
        for (int i = 0; i < kept; i++) {
            System.arraycopy(visited.values(), i * step * d, thinned, i * d, d);
        }
        return thinned;
    }

    private void panel(String name, List<FixedPoint> points) {
        // In the order of the legend.
        for (String kind : List.of(STABILITY.get(0), NEUTRAL, STABILITY.get(1), STABILITY.get(2), STABILITY.get(3), SLOW)) {
            points.stream().filter(p -> kind.equals(kind(p))).forEach(p -> rows.add(row(name, x(p.state(), 0),
                y(p.state(), 0), null, null, null, kind)));
        }
        points.stream().filter(p -> p.unstable() > 0).forEach(p -> modes(name, p));
        if (visited.steps() > 1) {
            trajectories(name);
        } else {
            double[] some = thinned(MOST_STATES);
            for (int at = 0; at < some.length; at += d) {
                rows.add(row(name, x(some, at), null, null, y(some, at), null, CLOUD));
            }
        }
    }

    /** Null for what did not converge, which is not drawn. */
    private static String kind(FixedPoint p) {
        if (p.found() != PointClass.FIXED) {
            return p.found() == PointClass.SLOW ? SLOW : null;
        }
        return p.unstable() > 0 ? STABILITY.get(Math.min(3, p.unstable())) : p.stable() ? STABILITY.get(0) : NEUTRAL;
    }

    private void trajectories(String name) {
        int steps = visited.steps();
        for (int k = 0; k < Math.min(MOST_TRIALS, visited.rows() / steps); k++) {
            for (int t = 0; t < Math.min(MOST_STEPS, steps); t++) {
                int at = (k * steps + t) * d;
                rows.add(row(name, x(visited.values(), at), null, y(visited.values(), at), null, name + " trial " + k, PATHS));
            }
        }
    }

    private void modes(String name, FixedPoint p) {
        List<Linearisation.Mode> modes;
        try {
            modes = Linearisation.at(cell, p).modes().subList(0, p.unstable());
        } catch (InvalidInputException withoutVectors) {
            return;
        }
        for (int m = 0; m < modes.size(); m++) {
            Linearisation.Mode mode = modes.get(m);
            // Of a conjugate pair the real and the imaginary part span the plane.
            double[] vector = mode.eigenvalue().im() < 0 ? mode.rightIm() : mode.rightRe();
            String path = name + " mode " + rows.size();
            for (int side = -1; side <= 1; side += 2) {
                double[] end = p.state().clone();
                for (int i = 0; i < d; i++) {
                    end[i] += side * HALF_MODE * plane.spread() * vector[i];
                }
                rows.add(row(name, x(end, 0), null, y(end, 0), null, path, MODE));
            }
        }
    }

    private double x(double[] states, int at) {
        return plane.coordinate(0, states, at);
    }

    private double y(double[] states, int at) {
        return plane.coordinate(1, states, at);
    }

    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }
}
