package org.espalier.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.weights.CellFile;
import org.espalier.rnndynamics.weights.CellKind;
import org.espalier.rnndynamics.weights.StateFile;
import org.espalier.rnndynamics.weights.VisitedStates;

/**
 * Times the fixed-point search on a GRU from files, and its peer ({@code peers/fixed_points.py}) on the same files in the
 * same run. Both use all cores. The first search is timed too: a command has no warm-up.
 *
 * <p>Arguments: Python (torch and numpy installed), the folder of the peers' scripts, weights (.npz), start states (.npy),
 * and optionally the peer's first learning rate (its default is 1).
 */
public final class FixedPointsBesideThePeer {
    private static final int REPEATS = 5;
    private static final int LIMIT_MINUTES = 20;
    /** A peer's end is a candidate for a fixed point below this q. */
    private static final double NEARLY = 1e-6;

    private FixedPointsBesideThePeer() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 4 || arguments.length > 5) {
            System.err.println("usage: FixedPointsBesideThePeer PYTHON PEERS_FOLDER WEIGHTS.npz STATES.npy [RATE]");
            System.exit(2);
        }
        Cell cell = CellFile.read(Path.of(arguments[2]), CellKind.of("gru"));
        VisitedStates states = StateFile.read(cell, Path.of(arguments[3]), Optional.empty(), Optional.empty());
        StartStates starts = StartStates.under(new double[cell.inputs()], states.values(), states.rows());
        double[] seconds = new double[REPEATS];
        FixedPoints found = null;
        for (int i = 0; i < REPEATS; i++) {
            found = FixedPointSearch.run(cell, starts, SearchOptions.DEFAULT);
            seconds[i] = found.seconds();
        }
        double first = seconds[0];
        double median = Arrays.stream(seconds).skip(1).sorted().toArray()[(REPEATS - 1) / 2];
        System.out.printf(Locale.ROOT, "espalier: first %.2f s, then %.2f s (median of %d)%n", first, median, REPEATS - 1);
        for (PointClass kind : PointClass.values()) {
            System.out.printf(Locale.ROOT, "  %-14s %5d starts, %4d different, q %s%n", kind.label(), found.starts(kind),
                found.count(kind), range(found.of(kind).stream().mapToDouble(FixedPoint::q).sorted().toArray()));
        }

        Path ends = Files.createTempFile("peer", ".npz");
        try {
            JsonNode peer = peer(List.of(arguments[0], arguments[1] + "/fixed_points.py", "--weights", arguments[2],
                "--states", arguments[3], "--out", ends.toString(), "--rate", arguments.length == 5 ? arguments[4] : "1"));
            double theirs = peer.get("seconds").asDouble();
            System.out.printf(Locale.ROOT, "%s, %s steps: %.2f s%n  q %s%n  below %s%n", peer.get("peer").asText(),
                peer.get("steps"), theirs, peer.get("q"), peer.get("below"));
            System.out.printf(Locale.ROOT, "ratio of times: first %.3f, then %.3f%n", first / theirs, median / theirs);
            System.out.println("from the peer's ends with q below " + NEARLY + ", searched on: " + missed(cell, found, ends));
        } finally {
            Files.delete(ends);
        }
    }

    /** Whether the peer came near a fixed point that our search did not find. */
    private static String missed(Cell cell, FixedPoints ours, Path ends) {
        Map<String, NpyArray> arrays = Npz.read(ends);
        double[] q = arrays.get("q").doubles();
        double[] states = arrays.get("states").doubles();
        int d = cell.stateSize();
        double[] near = new double[states.length];
        int count = 0;
        for (int i = 0; i < q.length; i++) {
            if (q[i] < NEARLY) {
                System.arraycopy(states, i * d, near, count++ * d, d);
            }
        }
        if (count == 0) {
            return "none";
        }
        FixedPoints on = FixedPointSearch.run(cell, StartStates.under(new double[cell.inputs()],
            Arrays.copyOf(near, count * d), count), SearchOptions.DEFAULT);
        long known = on.of(PointClass.FIXED).stream().filter(p -> ours.of(PointClass.FIXED).stream()
            .anyMatch(o -> distance(o.state(), p.state()) < SearchOptions.DEFAULT.uniqueDistance())).count();
        return count + " starts end at " + on.count(PointClass.FIXED) + " fixed points, " + known + " of them among ours";
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static String range(double[] q) {
        return q.length == 0 ? "-" : String.format(Locale.ROOT, "%.1e to %.1e", q[0], q[q.length - 1]);
    }

    private static JsonNode peer(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("the peer failed: " + String.join(" ", command));
        }
        return new ObjectMapper().readTree(output);
    }
}
