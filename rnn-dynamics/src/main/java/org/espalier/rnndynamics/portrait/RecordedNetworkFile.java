package org.espalier.rnndynamics.portrait;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.weights.StateFile;
import org.espalier.rnndynamics.weights.StateOrder;
import org.espalier.rnndynamics.weights.VisitedStates;

/**
 * Reads what a network was seen to do: {@code states [trials, time, state]} (the state after each step; an LSTM's
 * {@code [h; c]}, or h alone where inputs are given) and {@code inputs [trials, time, inputs]}, {@code [time, ...]} being one
 * trial; from the file of the weights, where they have these names, or from files of their own. Of inputs alone the states
 * follow, from the state of zeros. A file of states that {@code fixed-points} wrote (with {@code q}) is taken for points.
 */
public final class RecordedNetworkFile {
    private static final String STATES = "states";
    private static final String INPUTS = "inputs";
    /** What the file of a search has and a file of trials has not. */
    private static final String POINTS = "q";
    private static final double SAME = 1e-3;

    private RecordedNetworkFile() {}

    /**
     * Reads.
     *
     * @param name    for tables and messages
     * @param weights the file of the weights, which may hold states and inputs as well
     * @param states  another file that holds them
     * @param inputs  likewise
     * @param order   of an LSTM's halves, needed where they do not tell
     * @param warn    takes sentences about what is odd
     * @throws InvalidInputException           if there is neither, or something does not fit the cell or each other
     * @throws org.espalier.base.InvalidInputException if a file cannot be read
     */
    public static RecordedNetwork read(String name, Cell cell, Path weights, Optional<Path> states, Optional<Path> inputs,
                                       Optional<StateOrder> order, Consumer<String> warn) {
        Map<String, StoredArray> beside = ArrayFile.read(weights);
        Optional<Path> file = states.or(() -> beside.containsKey(STATES) ? Optional.of(weights) : Optional.empty());
        Optional<Trajectories> x = inputs.map(RecordedNetworkFile::inputs).or(() -> Optional.ofNullable(beside.get(INPUTS)))
            .map(RecordedNetworkFile::trajectories);
        if (file.isEmpty()) {
            return RecordedNetwork.driven(name, cell, x.orElseThrow(() -> new InvalidInputException(weights
                + " has neither states nor inputs; expected an array states [trials, time, state] or inputs [trials, time, "
                + "inputs] beside the weights, or --states or --inputs")));
        }
        Map<String, StoredArray> arrays = ArrayFile.read(file.get());
        Optional<StoredArray> only = arrays.containsKey(STATES) ? Optional.of(arrays.get(STATES))
            : arrays.size() == 1 ? arrays.values().stream().findFirst() : Optional.empty();
        if (only.isPresent() && columns(only.get()) == cell.units() && cell.units() != cell.stateSize() && x.isPresent()) {
            return outputs(name, cell, only.get(), trajectories(only.get()), x.get());
        }
        VisitedStates visited = StateFile.read(cell, file.get(), only.filter(a -> arrays.size() > 1).map(StoredArray::name), order);
        visited.warnings().forEach(warn);
        if (arrays.containsKey(POINTS)) {
            // Without inputs of trials there is nothing to compare but the points.
            Trajectories followed = x.map(trials -> RecordedNetwork.driven(name, cell, trials).states())
                .orElseGet(() -> new Trajectories(cell.stateSize(), List.of()));
            return new RecordedNetwork(name, cell, followed, x, visited.values());
        }
        int steps = only.map(a -> a.axes() == 2 ? visited.rows() : (int) a.shape()[a.axes() - 2])
            .orElse(visited.steps() > 1 ? visited.steps() : visited.rows());
        only.ifPresent(RecordedNetworkFile::shape);
        Trajectories h = Trajectories.of(visited.values(), visited.rows() / steps, steps, cell.stateSize());
        return x.isPresent() ? RecordedNetwork.recorded(name, cell, h, x.get())
            : new RecordedNetwork(name, cell, h, Optional.empty(), new double[0]);
    }

    private static StoredArray inputs(Path file) {
        Map<String, StoredArray> arrays = ArrayFile.read(file);
        return arrays.containsKey(INPUTS) ? arrays.get(INPUTS) : ArrayFile.single(file);
    }

    private static long columns(StoredArray array) {
        return array.axes() == 0 ? 0 : array.shape()[array.axes() - 1];
    }

    private static long[] shape(StoredArray array) {
        long[] shape = array.shape();
        if (shape.length != 2 && shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length < 1)) {
            throw new InvalidInputException(array.origin() + " has shape " + Arrays.toString(shape)
                + ", expected [trials, time, numbers] or [time, numbers], none of them 0");
        }
        return shape;
    }

    private static Trajectories trajectories(StoredArray array) {
        long[] shape = shape(array);
        int trials = shape.length == 2 ? 1 : (int) shape[0];
        try {
            return Trajectories.of(array.doubles(), trials, (int) shape[shape.length - 2], (int) shape[shape.length - 1]);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(array.origin() + ": " + e.getMessage(), e);
        }
    }

    /** An LSTM of which only h is known: c follows from the inputs, and h shows that it does. */
    private static RecordedNetwork outputs(String name, Cell cell, StoredArray array, Trajectories h, Trajectories x) {
        RecordedNetwork driven = RecordedNetwork.driven(name, cell, x);
        List<double[]> own = driven.activities().trials();
        for (int k = 0; k < own.size(); k++) {
            double[] given = k < h.trials().size() ? h.trials().get(k) : new double[0];
            for (int i = 0; i < own.get(k).length; i++) {
                if (given.length != own.get(k).length || Math.abs(given[i] - own.get(k)[i]) > SAME) {
                    throw new InvalidInputException(array.origin() + " is not what the cell " + cell.name() + " with these weights "
                        + "does under the inputs from a state of zeros: they differ in trial " + k + " (from 0), step "
                        + i / h.units() + "; expected [h; c] where it began elsewhere");
                }
            }
        }
        return driven;
    }
}
