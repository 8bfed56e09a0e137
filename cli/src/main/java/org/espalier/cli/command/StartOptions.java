package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.SearchPlan.Pairing;
import org.espalier.rnndynamics.fixedpoint.SearchPlan.Sampling;
import org.espalier.rnndynamics.weights.ConstantInputs;
import org.espalier.rnndynamics.weights.StateOrder;
import org.espalier.rnndynamics.weights.VisitedStates;
import picocli.CommandLine.Option;

/** The options of {@code fixed-points} that say which of the states searches start from, and under which inputs. */
@OptionSection("Where searches start, and what input is held:")
final class StartOptions {
    @Option(names = "--state-order", paramLabel = "ORDER", description = "lstm: h,c or c,h, which half of a row comes first.")
    private String stateOrder;

    @Option(names = "--starts", paramLabel = "N", description = "Start from N of the states, drawn without replacement "
        + "(default: from all).")
    private Integer starts;

    @Option(names = "--noise", paramLabel = "S", description = "Normal noise of this standard deviation on the starts "
        + "(default: none), to find points between the states.")
    private double noise;

    @Option(names = "--seed", paramLabel = "SEED", description = "Of --starts and --noise (default: 0).")
    private long seed;

    @Option(names = "--inputs", paramLabel = "FILE", description = "The input that is held: one, [inputs] (default: zeros), or "
        + "several, [k, inputs]: every start is searched under every one. As many as there are states: see --paired.")
    private Path inputs;

    @Option(names = "--paired", negatable = true, description = "Each state has its own row of --inputs. It is so wherever there "
        + "are as many rows as states, unless --no-paired is given.")
    private Boolean paired;

    @Option(names = "--seen-inputs", paramLabel = "FILE", description = "Inputs the network has seen, [.., inputs]: a held input "
        + "outside their range is warned of (default: the array 'inputs' beside the states, if there is one).")
    private Path seenInputs;

    Optional<StateOrder> stateOrder() {
        return Optional.ofNullable(stateOrder).map(StateOrder::of);
    }

    /** @throws InvalidInputException if fewer than one start is asked for */
    Sampling sampling() {
        if (starts != null && starts < 1) {
            throw new InvalidInputException("--starts is " + starts + ", expected at least 1");
        }
        return new Sampling(starts == null ? 0 : starts, noise, seed);
    }

    /** Those that are held. */
    ConstantInputs inputs(Cell network) {
        return inputs == null ? ConstantInputs.zeros(network) : ConstantInputs.read(network, inputs);
    }

    /** {@code [.., inputs]}: what the network has seen, if that is known. */
    Optional<double[]> seenInputs(Cell network, VisitedStates visited) {
        return seenInputs == null ? visited.inputs() : Optional.of(ConstantInputs.seen(network, seenInputs));
    }

    /** @param warn told where the files alone decide */
    Pairing pairing(ConstantInputs held, VisitedStates visited, Consumer<String> warn) {
        if (paired != null) {
            return paired ? Pairing.PAIRED : Pairing.CROSSED;
        }
        if (held.count() > 1 && held.count() == visited.rows()) {
            warn.accept("there are as many inputs as states: each state is searched under its own (--no-paired: under every one)");
            return Pairing.PAIRED;
        }
        return Pairing.CROSSED;
    }
}
