package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what cell a file of weights holds. */
final class CellOptions {
    @Option(names = "--cell", required = true, paramLabel = "CELL", description = "What the network is made of: gru, "
        + "gru-reset-before, lstm, rnn-tanh, rnn-relu, ugrnn or leaky-rate.")
    private String cell;

    @Mixin
    private WeightOptions options;

    /** @throws InvalidInputException if a word is not known, or something is missing or does not go together */
    Cell read(Path weights) {
        options.checkUsed(List.of(cell));
        return options.read(weights, cell);
    }

    int layer() {
        return options.layer();
    }

    /** See {@link WeightOptions#statesKey}. */
    Optional<String> statesKey(Path weights, Path states, Set<String> arrays) {
        return options.statesKey(weights, states, arrays);
    }
}
