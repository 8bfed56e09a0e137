package org.espalier.rnndynamics.universality;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.Linearisation;
import org.espalier.rnndynamics.task.Trials;

/**
 * What a picture of one network needs, in the log alone (the step is an index): of the first probe {@code example/input/I},
 * {@code example/target/O} and {@code example/output/O} by time step; in the plane of the first two principal components
 * {@code trajectory/PROBE/x} and {@code .../y} by time step, {@code point/x}, {@code point/y} and {@code point/unstable} by fixed
 * point, {@code mode/K/x} and {@code .../y} (the two ends of each unstable mode of a saddle); {@code eigenvalue/U/re} and
 * {@code .../im}, the greatest eigenvalues of points with U unstable dimensions.
 */
final class ExampleLog {
    static final int TRAJECTORIES = 6;
    private static final int MOST_POINTS = 60;
    private static final int EIGENVALUES = 16;
    /** Half the length of a drawn mode, as a fraction of the states' spread. */
    private static final double MODE = 0.2;

    private final ProbedNetwork probed;
    private final NetworkLog log;
    private final int d;

    private ExampleLog(AnalysedNetwork network, NetworkLog log) {
        this.probed = network.network();
        this.log = log;
        this.d = probed.cell().stateSize();
    }

    static void write(AnalysedNetwork network, NetworkLog log) {
        ExampleLog example = new ExampleLog(network, log);
        Plane plane = Plane.of(example.probed.states(), example.d);
        List<FixedPoint> points = network.fixed().stream().limit(MOST_POINTS).toList();
        example.probe();
        example.trajectories(plane);
        example.points(plane, points);
        example.modes(plane, points);
        example.eigenvalues(points);
    }

    private void probe() {
        Trials probes = probed.probes();
        double[] state = new double[d];
        for (int t = 0; t < probes.steps(); t++) {
            System.arraycopy(probed.states(), t * d, state, 0, d);
            double[] output = probed.output(state);
            for (int i = 0; i < probes.inputs(); i++) {
                log.point("example/input/" + i, t, probes.input(t, 0, i));
            }
            for (int o = 0; o < output.length; o++) {
                log.point("example/target/" + o, t, probes.target(t, 0, o));
                log.point("example/output/" + o, t, output[o]);
            }
        }
    }

    private void trajectories(Plane plane) {
        int steps = probed.probes().steps();
        for (int k = 0; k < Math.min(TRAJECTORIES, probed.probes().count()); k++) {
            for (int t = 0; t < steps; t++) {
                at("trajectory/" + k, t, plane, probed.states(), (k * steps + t) * d);
            }
        }
    }

    private void points(Plane plane, List<FixedPoint> points) {
        for (int i = 0; i < points.size(); i++) {
            at("point", i, plane, points.get(i).state(), 0);
            log.point("point/unstable", i, points.get(i).unstable());
        }
    }

    private void at(String name, int index, Plane plane, double[] states, int at) {
        log.point(name + "/x", index, plane.coordinate(0, states, at));
        log.point(name + "/y", index, plane.coordinate(1, states, at));
    }

    private void modes(Plane plane, List<FixedPoint> points) {
        int count = 0;
        for (FixedPoint point : points) {
            if (point.unstable() == 0) {
                continue;
            }
            List<Linearisation.Mode> modes;
            try {
                modes = Linearisation.at(probed.cell(), point).modes();
            } catch (InvalidInputException withoutModes) {
                continue;
            }
            for (Linearisation.Mode mode : modes.subList(0, point.unstable())) {
                // Of a conjugate pair the real and the imaginary part span the plane.
                double[] vector = mode.eigenvalue().im() < 0 ? mode.rightIm() : mode.rightRe();
                double[] ends = new double[2 * d];
                for (int i = 0; i < d; i++) {
                    ends[i] = point.state()[i] - MODE * plane.spread() * vector[i];
                    ends[d + i] = point.state()[i] + MODE * plane.spread() * vector[i];
                }
                at("mode/" + count, 0, plane, ends, 0);
                at("mode/" + count, 1, plane, ends, d);
                count++;
            }
        }
    }

    private void eigenvalues(List<FixedPoint> points) {
        int[] next = new int[d + 1];
        for (FixedPoint point : points) {
            for (Eigenvalue e : point.eigenvalues().stream().limit(EIGENVALUES).toList()) {
                log.point("eigenvalue/" + point.unstable() + "/re", next[point.unstable()], e.re());
                log.point("eigenvalue/" + point.unstable() + "/im", next[point.unstable()]++, e.im());
            }
        }
    }
}
