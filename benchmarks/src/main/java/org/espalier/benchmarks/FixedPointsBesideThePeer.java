package org.espalier.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.weights.CellFile;
import org.espalier.rnndynamics.weights.StateFile;
import org.espalier.rnndynamics.weights.VisitedStates;

/**
 * Times the fixed-point search on a recurrent network from files, and its peer ({@code peers/fixed_points.py}) on the same
 * files in the same run, in turn. Both use all cores. The first search is timed too: a command has no warm-up.
 *
 * <p>Arguments: Python (torch and numpy installed), the folder of the peers' scripts, weights (.npz), start states (.npy),
 * and optionally {@code key=value}: {@code cell} (gru, lstm or rnn-tanh; default gru), {@code input} (.npy [inputs]; default
 * zeros), {@code rate} (the peer's first learning rate; default 1), {@code steps} (of the peer, default its own 5000; with
 * fewer its time is scaled up, and it is not asked what it found), {@code rounds} (default 3).
 */
public final class FixedPointsBesideThePeer {
    private static final int ALL_STEPS = 5000;
    private static final int LIMIT_MINUTES = 20;
    /** A peer's end is a candidate for a fixed point below this q. */
    private static final double NEARLY = 1e-6;

    private FixedPointsBesideThePeer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 4) {
            System.err.println("usage: FixedPointsBesideThePeer PYTHON PEERS_FOLDER WEIGHTS.npz STATES.npy [KEY=VALUE]...");
            System.exit(2);
        }
        Map<String, String> settings = new HashMap<>(Map.of("cell", "gru", "rate", "1", "steps", "" + ALL_STEPS, "rounds", "3"));
        for (String argument : Arrays.asList(arguments).subList(4, arguments.length)) {
            settings.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        Cell cell = CellFile.read(Path.of(arguments[2]), Cells.named(settings.get("cell")));
        VisitedStates states = StateFile.read(cell, Path.of(arguments[3]), Optional.empty(), Optional.empty());
        double[] input = settings.containsKey("input") ? Npy.read(Path.of(settings.get("input"))).doubles()
            : new double[cell.inputs()];
        StartStates starts = StartStates.under(input, states.values(), states.rows());
        List<String> command = new ArrayList<>(List.of(arguments[0], arguments[1] + "/fixed_points.py", "--weights",
            arguments[2], "--states", arguments[3], "--cell", settings.get("cell"), "--steps", settings.get("steps"), "--rate",
            settings.get("rate")));
        if (settings.containsKey("input")) {
            command.addAll(List.of("--input", settings.get("input")));
        }
        Path ends = Files.createTempFile("peer", ".npz");
        try {
            command.addAll(List.of("--out", ends.toString()));
            FixedPoints found = FixedPointSearch.run(cell, starts, SearchOptions.DEFAULT);
            double first = found.seconds();
            for (PointClass kind : PointClass.values()) {
                System.out.printf(Locale.ROOT, "  %-14s %5d starts, %4d different, q %s%n", kind.label(), found.starts(kind),
                    found.count(kind), range(found.of(kind).stream().mapToDouble(FixedPoint::q).sorted().toArray()));
            }
            int rounds = Integer.parseInt(settings.get("rounds"));
            double[] ours = new double[rounds];
            double[] theirs = new double[rounds];
            JsonNode peer = null;
            for (int i = 0; i < rounds; i++) {
                ours[i] = FixedPointSearch.run(cell, starts, SearchOptions.DEFAULT).seconds();
                peer = peer(command);
                int steps = Integer.parseInt(settings.get("steps"));
                theirs[i] = peer.get("seconds").asDouble() * (peer.get("steps").asInt() == steps ? (double) ALL_STEPS / steps : 1);
                System.out.printf(Locale.ROOT, "round %d: espalier %.2f s, %s %.2f s, ratio %.3f%n", i + 1, ours[i],
                    peer.get("peer").asText(), theirs[i], ours[i] / theirs[i]);
            }
            double[] ratios = IntStream.range(0, rounds).mapToDouble(i -> ours[i] / theirs[i]).sorted().toArray();
            System.out.printf(Locale.ROOT, "medians: espalier first %.2f s, then %.2f s; peer %.2f s; ratio %.3f%n", first,
                median(ours), median(theirs), ratios[(rounds - 1) / 2]);
            if (peer.get("steps").asInt() == ALL_STEPS) {
                System.out.printf("  peer's q %s%n  below %s%n", peer.get("q"), peer.get("below"));
                System.out.println("from the peer's ends with q below " + NEARLY + ", searched on: "
                    + missed(cell, input, found, ends));
            }
        } finally {
            Files.delete(ends);
        }
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[(values.length - 1) / 2];
    }

    /** Whether the peer came near a fixed point that our search did not find. */
    private static String missed(Cell cell, double[] input, FixedPoints ours, Path ends) {
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
        FixedPoints on = FixedPointSearch.run(cell, StartStates.under(input,
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
