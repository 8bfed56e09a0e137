package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.portrait.RecordedNetwork;
import org.espalier.rnndynamics.portrait.RecordedNetworkFile;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.rnndynamics.weights.StateOrder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Several recurrent networks in files: their weights, cells, states and inputs. */
final class NetworkFiles {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Weights; FILE=CELL says the cell of this one.")
    private List<String> files;

    @Option(names = "--cell", paramLabel = "CELL", split = ",",
        description = "gru, gru-reset-before, lstm, rnn-tanh, rnn-relu, ugrnn or leaky-rate: one for all, or one a FILE in order.")
    private List<String> cells = new ArrayList<>();

    @Mixin
    private WeightOptions weights;

    @Option(names = "--states", paramLabel = "FILE", split = ",",
        description = "States [trials, time, state], one a FILE in order; or points that fixed-points found.")
    private List<Path> states = new ArrayList<>();

    @Option(names = "--inputs", paramLabel = "FILE", split = ",",
        description = "Inputs [trials, time, inputs], one for all or one a FILE in order.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--state-order", paramLabel = "ORDER", description = "lstm: h,c or c,h, which half of a state comes first.")
    private String stateOrder;

    /** What is meant by a FILE argument. */
    private record Source(Path weights, String cell) {}

    /** Reads all of them, in order. @param warn takes sentences about what is odd */
    List<RecordedNetwork> read(Consumer<String> warn) {
        List<Source> sources = sources();
        weights.checkUsed(sources.stream().map(Source::cell).toList());
        Optional<StateOrder> order = Optional.ofNullable(stateOrder).map(StateOrder::of);
        expect("--states", states.size(), sources.size(), false);
        expect("--inputs", inputs.size(), sources.size(), true);
        List<String> names = FileNames.distinct(sources.stream().map(source -> source.weights().toString()).toList());
        List<RecordedNetwork> networks = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            Cell cell = weights.read(source.weights(), source.cell());
            boolean lstm = cell.stateSize() == 2 * cell.units();
            networks.add(RecordedNetworkFile.read(names.get(i), cell, source.weights(), of(states, i), of(inputs, i),
                lstm ? order : Optional.empty(), warn));
        }
        return networks;
    }

    private static Optional<Path> of(List<Path> given, int i) {
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() == 1 ? 0 : i));
    }

    private List<Source> sources() {
        Set<String> labels = Set.copyOf(WeightOptions.cells());
        List<Source> sources = new ArrayList<>();
        int unsaid = 0;
        for (String file : files) {
            int equals = file.lastIndexOf('=');
            boolean said = equals > 0 && labels.contains(file.substring(equals + 1));
            String cell = said ? file.substring(equals + 1) : cells.size() == 1 ? cells.get(0)
                : unsaid < cells.size() ? cells.get(unsaid) : null;
            if (!said) {
                unsaid++;
                if (cell == null) {
                    throw new InvalidInputException("the cell of " + file + " is not said; expected --cell CELL (one for all, or "
                        + "one a file) or " + file + "=CELL, with a cell of " + String.join(", ", WeightOptions.cells()));
                }
            }
            sources.add(new Source(Path.of(said ? file.substring(0, equals) : file), cell));
        }
        if (cells.size() > 1 && cells.size() != unsaid) {
            throw new InvalidInputException("there are " + cells.size() + " --cell and " + unsaid
                + " files whose cell is not said otherwise; expected one for all or one a file");
        }
        return sources;
    }

    private static void expect(String option, int given, int networks, boolean oneForAll) {
        if (given != 0 && given != networks && !(oneForAll && given == 1)) {
            throw new InvalidInputException(option + " names " + given + " files for " + networks + " networks; expected "
                + (oneForAll ? "one for all or " : "") + "one a network, in their order");
        }
    }

    /** {@code [P, inputs]} from a file, or unit pulses. */
    static Optional<double[]> pulses(String pulses, int width) {
        if (pulses == null) {
            return Optional.empty();
        }
        if (width == 0) {
            throw new InvalidInputException("--pulses: the networks take no inputs");
        }
        if (pulses.equals("unit")) {
            return Optional.of(TransitionGraph.flipFlopPulses(width));
        }
        StoredArray array = ArrayFile.single(Path.of(pulses));
        long[] shape = array.shape();
        if (shape.length != 2 || shape[1] != width || shape[0] < 1) {
            throw new InvalidInputException(array.origin() + " has shape " + java.util.Arrays.toString(shape)
                + "; expected pulses [count, " + width + "]");
        }
        return Optional.of(array.doubles());
    }
}
