package org.espalier.rnndynamics.sine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.task.Sine;
import org.espalier.rnndynamics.universality.NetworkLog;
import org.espalier.rnndynamics.universality.Plane;
import org.espalier.rnndynamics.universality.ProbedNetwork;

/**
 * What the figures show of one network, in the log: for {@value #SHOWN} inputs from the slowest to the fastest, J being the
 * number of the frequency from 1, {@code example/J/x} and {@code .../y} (the trajectory in the plane of the states' first two
 * principal components, by step), {@code example/J/output} and {@code .../target} (by step), {@code example/J/re} and
 * {@code .../im} (the eigenvalues of the point of that input, by number); and of all points {@code example/point/x},
 * {@code .../y}, {@code .../unstable} by the input's place.
 *
 * @param network what is shown
 * @param points  one an input, null where there is none
 */
record SineExample(ProbedNetwork network, List<FixedPoint> points) {
    static final int SHOWN = 3;

    /** Numbers of the frequencies shown, from 1. */
    static int[] shown(int frequencies) {
        return IntStream.range(0, SHOWN).map(i -> 1 + (int) Math.round(i * (frequencies - 1) / (SHOWN - 1.0))).distinct()
            .toArray();
    }

    void log(NetworkLog log) {
        Sine sine = (Sine) network.task();
        int d = network.cell().stateSize();
        Plane plane = Plane.of(network.states(), d);
        for (int j : shown(sine.frequencies())) {
            String name = "example/" + j + "/";
            for (int t = 0; t < sine.steps(); t++) {
                int at = ((j - 1) * sine.steps() + t) * d;
                log.point(name + "x", t, plane.coordinate(0, network.states(), at));
                log.point(name + "y", t, plane.coordinate(1, network.states(), at));
                log.point(name + "output", t,
                    network.output(Arrays.copyOfRange(network.states(), at, at + d))[0]);
                log.point(name + "target", t, Math.sin(sine.frequency(j) * t));
            }
            FixedPoint point = points.get(j - 1);
            List<Eigenvalue> spectrum = point == null ? List.of() : point.eigenvalues();
            for (int k = 0; k < spectrum.size(); k++) {
                log.point(name + "re", k, spectrum.get(k).re());
                log.point(name + "im", k, spectrum.get(k).im());
            }
        }
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i) != null) {
                log.point("example/point/x", i, plane.coordinate(0, points.get(i).state(), 0));
                log.point("example/point/y", i, plane.coordinate(1, points.get(i).state(), 0));
                log.point("example/point/unstable", i, points.get(i).unstable());
            }
        }
    }
}
