package org.espalier.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.SearchPlan;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;
import org.espalier.rnndynamics.weights.ConstantInputs;
import org.espalier.rnndynamics.weights.FixedPointFile;
import org.espalier.rnndynamics.weights.StateFile;
import org.espalier.rnndynamics.weights.VisitedStates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier fixed-points}. */
@Command(name = "fixed-points", description = {"Find where a recurrent network trained elsewhere comes to rest (fixed points) or "
    + "nearly so (slow points), and how it moves there.", "",
    "A search starts from each of the states given, such as those the network went through in some trials, and holds the input."},
    footer = {"", "Files are .npz, .npy, .safetensors or .pt. Weights have PyTorch's names (weight_ih_l0, weight_hh_l0, bias_ih_l0, "
        + "bias_hh_l0), with or without a module before them, pruned (weight_hh_l0_orig and _mask) or not, and PyTorch's gate "
        + "order and GRU equation; ugrnn has the gates update, candidate. Those of leaky-rate may be called W_rec, W_in, b_rec, "
        + "W_out.", "", "Not every end of a search is a fixed point: see the class. The arrays of the output, and what counts as "
            + "unstable, neutral and a kink: docs/fixed-points.md.", "", "Example:",
        "  espalier fixed-points --weights model.safetensors --cell gru --states hidden.npy \\",
        "    --starts 512 --out points.npz --figure points.svg"}, sortOptions = false)
final class FixedPointsCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(names = "--weights", required = true, paramLabel = "FILE", description = "The network's weights.")
    private Path weights;

    @Mixin
    private CellOptions cell;

    @Option(names = "--states", required = true, paramLabel = "FILE", description = "States to start from: [states, units] or "
        + "[trials, time, units]; for an LSTM [h; c] in each row, or two arrays h and c.")
    private Path states;

    @Option(names = "--out", required = true, paramLabel = "FILE",
        description = "Where everything is written, .npz.")
    private Path out;

    @Option(names = "--no-vectors", description = "Write no Jacobians and eigenvectors.")
    private boolean noVectors;

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    @Mixin
    private StartOptions from;

    @Mixin
    private PointOptions points;

    FixedPointsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        SearchOptions options = points.search();
        StabilityOptions stability = points.stability();
        // Before the search, so that a mistyped name does not cost its result.
        checkOut();
        figure.check();
        Optional<String> key = cell.statesKey(weights, states, StateFile.names(states));
        Cell network = cell.read(weights);
        VisitedStates visited = StateFile.read(network, states, key, from.stateOrder());
        visited.warnings().forEach(this::warn);
        ConstantInputs held = from.inputs(network);
        from.seenInputs(network, visited).ifPresent(range -> held.beyond(range).forEach(this::warn));
        SearchPlan plan = SearchPlan.of(network, visited.values(), held.values(), held.count(),
            from.pairing(held, visited, this::warn), from.sampling());
        FixedPoints found = plan.run(network, options, stability);
        FixedPointsOutput output = new FixedPointsOutput(found, stability,
            IntStream.range(0, held.count()).mapToObj(held::row).toList());
        write(network, plan, found);
        if (figure.given()) {
            figure.write(FixedPointsFigure.of(network, found, visited));
        }
        print(output);
        return ExitCode.DONE;
    }

    private void checkOut() {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            throw new InvalidInputException("--out is " + out + ", expected a name that ends in .npz");
        }
        if (!Files.isDirectory(out.toAbsolutePath().getParent())) {
            throw new InvalidInputException("--out: there is no folder " + out.toAbsolutePath().getParent());
        }
    }

    private void write(Cell network, SearchPlan plan, FixedPoints found) {
        int groups = plan.groups().size();
        int[] rows = new int[groups * plan.rows().length];
        for (int g = 0; g < groups; g++) {
            System.arraycopy(plan.rows(), 0, rows, g * plan.rows().length, plan.rows().length);
        }
        boolean vectors = !noVectors && FixedPointFile.vectorsFit(network, found);
        if (!vectors && !noVectors) {
            warn("the Jacobians and eigenvectors of " + found.points().size() + " points take more than 2 GiB and are left out of "
                + out + "; fewer --starts or a greater --unique give fewer points");
        }
        FixedPointFile.write(out, network, found, rows, vectors);
    }

    private void print(FixedPointsOutput output) {
        if (json.given()) {
            Json.print(output.json(points.sensitivity()), streams.out());
            return;
        }
        for (TextTable table : points.sensitivity() ? List.of(output.table(), output.sensitivityTable()) : List.of(output.table())) {
            table.print(streams.out());
            streams.out().println();
        }
        streams.err().println(TextTable.printable(output.summary() + "; all in " + out));
    }

    private void warn(String sentence) {
        streams.err().println("warning: " + TextTable.printable(sentence));
    }
}
