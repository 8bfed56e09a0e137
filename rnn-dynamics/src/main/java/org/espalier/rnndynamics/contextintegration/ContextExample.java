package org.espalier.rnndynamics.contextintegration;

import java.util.Arrays;
import java.util.List;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.LineAttractor;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.Plane;
import org.espalier.rnndynamics.universality.ProbedNetwork;

/**
 * What the figures show of one network, in the log, all of the first context: {@code example/trial/K/x}, {@code .../y} (the
 * first {@value #SHOWN} probes of that context in the plane of the states' two principal directions, by step),
 * {@code .../output} and {@code .../target}; {@code example/line/x}, {@code .../y}, {@code .../on} (1 where the point
 * belongs to the attractor) by level; {@code example/fixed/x}, {@code .../y}, {@code .../unstable} of the certified fixed
 * points; {@code example/re}, {@code example/im}: the eigenvalues at the middle of the line.
 *
 * @param network what is shown
 * @param found   of the search in the first context
 * @param line    of the first context
 */
record ContextExample(ProbedNetwork network, FixedPoints found, ContextLine line) {
    static final int SHOWN = 2;
    private static final int FIRST_CONTEXT = 2;

    void log(NetworkLog log) {
        int d = network.cell().stateSize();
        Plane plane = Plane.of(network.states(), d);
        trials(plane, log);
        List<LineAttractor.Point> points = line.line().points();
        for (int i = 0; i < points.size(); i++) {
            place("example/line/", i, points.get(i).state(), plane, log);
            log.point("example/line/on", i, line.states().get(i) == null ? 0 : 1);
        }
        List<FixedPoint> fixed = found.of(PointClass.FIXED);
        for (int i = 0; i < fixed.size(); i++) {
            place("example/fixed/", i, fixed.get(i).state(), plane, log);
            log.point("example/fixed/unstable", i, fixed.get(i).unstable());
        }
        List<Eigenvalue> spectrum = Eigenvalue.of(network.cell(), points.get(points.size() / 2).state(), line.line().input());
        for (int k = 0; k < spectrum.size(); k++) {
            log.point("example/re", k, spectrum.get(k).re());
            log.point("example/im", k, spectrum.get(k).im());
        }
    }

    private void trials(Plane plane, NetworkLog log) {
        Trials probes = network.probes();
        int d = network.cell().stateSize();
        int shown = 0;
        for (int trial = 0; trial < probes.count() && shown < SHOWN; trial++) {
            if (probes.input(0, trial, FIRST_CONTEXT) == 1) {
                String name = "example/trial/" + ++shown + "/";
                for (int t = 0; t < probes.steps(); t++) {
                    int at = (trial * probes.steps() + t) * d;
                    double[] state = Arrays.copyOfRange(network.states(), at, at + d);
                    place(name, t, state, plane, log);
                    log.point(name + "output", t, network.output(state)[0]);
                    log.point(name + "target", t, probes.target(t, trial, 0));
                }
            }
        }
    }

    private static void place(String name, int index, double[] state, Plane plane, NetworkLog log) {
        log.point(name + "x", index, plane.coordinate(0, state, 0));
        log.point(name + "y", index, plane.coordinate(1, state, 0));
    }
}
