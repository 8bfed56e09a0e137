package org.espalier.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.weights.CellFile;
import org.espalier.rnndynamics.weights.CellKind;
import org.espalier.rnndynamics.weights.FixedPointFile;
import org.espalier.rnndynamics.weights.StateFile;
import org.espalier.study.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier fixed-points}. */
@Command(name = "fixed-points", description = "Find the fixed and slow points of a recurrent network trained elsewhere.",
    footer = {"", "Weights have PyTorch's names (weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0), with or without a",
        "prefix, and PyTorch's gate order and GRU equation; ugrnn has the gates update, candidate.",
        "An LSTM's state is [h; c]. Not every end of a search is a fixed point: see the class."})
final class FixedPointsCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final Streams streams;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "The weights, .npz or .safetensors.")
    private Path weights;

    @Option(names = "--cell", required = true, paramLabel = "CELL",
        description = "gru, gru-reset-before, lstm, rnn-tanh, rnn-relu or ugrnn.")
    private String cell;

    @Option(names = "--states", required = true, paramLabel = "FILE",
        description = "States to start from, .npy [starts, state].")
    private Path states;

    @Option(names = "--inputs", paramLabel = "FILE",
        description = "Constant inputs, .npy [inputs] or [starts, inputs] (default: zeros).")
    private Path inputs;

    @Option(names = "--out", required = true, paramLabel = "FILE",
        description = "Where the points are written, .npz.")
    private Path out;

    @Option(names = "--tolerance", paramLabel = "Q", description = "q below which a point may be called fixed "
        + "(default: 1e-24).")
    private Double tolerance;

    @Option(names = "--unique", paramLabel = "DISTANCE", description = "Points nearer than this are one (default: 1e-3).")
    private Double unique;

    @Option(names = "--sensitivity", description = "Also count the points over tolerances of q and of distance: a count "
        + "says nothing without them.")
    private boolean sensitivity;

    @Mixin
    private JsonOption json;

    FixedPointsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        SearchOptions options = SearchOptions.DEFAULT;
        if (tolerance != null) {
            options = options.withQTolerance(tolerance);
        }
        if (unique != null) {
            options = options.withUniqueDistance(unique);
        }
        // Before the search, so that a mistyped name does not cost its result.
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            throw new InvalidInputException("--out is " + out + ", expected a name that ends in .npz");
        }
        if (!Files.isDirectory(out.toAbsolutePath().getParent())) {
            throw new InvalidInputException("--out: there is no folder " + out.toAbsolutePath().getParent());
        }
        Cell network = CellFile.read(weights, CellKind.of(cell));
        FixedPoints found = FixedPointSearch.run(network, StateFile.read(network, states, Optional.ofNullable(inputs)),
            options);
        FixedPointFile.write(out, network, found);
        if (json.given()) {
            Json.print(json(found), streams.out());
        } else {
            table(found);
        }
        return ExitCode.DONE;
    }

    private Object json(FixedPoints found) {
        List<Object> points = found.points().stream().<Object>map(p -> Json.object("class", p.found().label(), "q", p.q(),
            "unstable", p.eigenvalues().isEmpty() ? null : p.unstable(), "starts", p.starts(), "state", p.state(),
            "input", p.input(), "eigenvalues", p.eigenvalues().stream().map(e -> List.of(e.re(), e.im())).toList()))
            .toList();
        Map<String, Object> result = Json.object("starts", found.starts(), "fixed", found.count(PointClass.FIXED), "slow",
            found.count(PointClass.SLOW), "not_converged", found.count(PointClass.NOT_CONVERGED), "q_tolerance",
            found.options().qTolerance(), "unique_distance", found.options().uniqueDistance(), "seconds", found.seconds(),
            "points", points);
        if (sensitivity) {
            result.put("sensitivity", found.sensitivity().stream().map(row -> Json.object("q_tolerance", row.qTolerance(),
                "unique_distance", row.uniqueDistance(), "fixed", row.fixed(), "slow", row.slow(), "not_converged",
                row.notConverged(), "below", row.below())).toList());
        }
        return result;
    }

    private void table(FixedPoints found) {
        TextTable table = new TextTable();
        table.row("class", "q", "unstable", "greatest |eigenvalue|", "starts");
        for (FixedPoint p : found.points().stream().limit(SHOWN).toList()) {
            boolean known = !p.eigenvalues().isEmpty();
            table.row(p.found().label(), String.format(Locale.ROOT, "%.2e", p.q()),
                known ? Integer.toString(p.unstable()) : "-",
                known ? String.format(Locale.ROOT, "%.6f", p.eigenvalues().get(0).modulus()) : "-",
                Integer.toString(p.starts()));
        }
        table.print(streams.out());
        if (sensitivity) {
            streams.out().println();
            sensitivityTable(found).print(streams.out());
        }
        streams.err().printf(Locale.ROOT, "%d starts: %d fixed, %d slow, %d not converged (q below %.0e, unique beyond %.0e) "
                + "in %.2f s; all in %s%n", found.starts(), found.count(PointClass.FIXED), found.count(PointClass.SLOW),
            found.count(PointClass.NOT_CONVERGED), found.options().qTolerance(), found.options().uniqueDistance(),
            found.seconds(), out);
    }

    /** "Any, q below": what a search without certificates would call fixed points. */
    private static TextTable sensitivityTable(FixedPoints found) {
        TextTable table = new TextTable();
        table.row("unique beyond", "q below", "fixed", "slow", "not converged", "any, q below");
        for (FixedPoints.Sensitivity row : found.sensitivity()) {
            table.row(String.format(Locale.ROOT, "%.0e", row.uniqueDistance()),
                String.format(Locale.ROOT, "%.0e", row.qTolerance()), Integer.toString(row.fixed()),
                Integer.toString(row.slow()), Integer.toString(row.notConverged()), Integer.toString(row.below()));
        }
        return table;
    }
}
