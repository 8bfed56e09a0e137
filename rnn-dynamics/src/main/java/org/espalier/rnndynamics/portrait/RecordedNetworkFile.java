package org.espalier.rnndynamics.portrait;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.study.InvalidInputException;

/**
 * Reads what a network was seen to do: {@code states [trials, time, state]} (the state after each step; an LSTM's
 * {@code [h; c]}, or h alone where inputs are given) and {@code inputs [trials, time, inputs]}, {@code [time, ...]} being one
 * trial; from the file of the weights, where they have these names, or from files of their own. Of inputs alone the states
 * follow, from the state of zeros. A file of states that {@code fixed-points} wrote (with {@code q}) is taken for points.
 */
public final class RecordedNetworkFile {
    private static final String STATES = "states";
    private static final String INPUTS = "inputs";
    private static final double SAME = 1e-3;

    private RecordedNetworkFile() { }

    /**
     * Reads.
     *
     * @param name    for tables and messages
     * @param weights the file of the weights, which may hold states and inputs as well
     * @param states  another file that holds them
     * @param inputs  likewise
     * @throws InvalidInputException           if there is neither, or something does not fit the cell or each other
     * @throws org.espalier.nets.NetsException if a file cannot be read
     */
    public static RecordedNetwork read(String name, Cell cell, Path weights, Optional<Path> states, Optional<Path> inputs) {
        Map<String, StoredArray> beside = ArrayFile.read(weights);
        Optional<StoredArray> h = states.map(file -> array(file, STATES)).or(() -> Optional.ofNullable(beside.get(STATES)));
        boolean points = states.isPresent() && ArrayFile.read(states.get()).containsKey("q");
        Optional<Trajectories> x = inputs.map(file -> array(file, INPUTS)).or(() -> Optional.ofNullable(beside.get(INPUTS)))
            .map(RecordedNetworkFile::trajectories);
        if (h.isEmpty() && x.isEmpty()) {
            throw new InvalidInputException(weights + " has neither states nor inputs; expected an array states [trials, time, "
                + "state] or inputs [trials, time, inputs] beside the weights, or --states or --inputs");
        }
        if (points) {
            return points(name, cell, h.get(), x);
        }
        if (h.isEmpty()) {
            return RecordedNetwork.driven(name, cell, x.get());
        }
        Trajectories visited = trajectories(h.get());
        if (visited.units() != cell.stateSize()) {
            return outputs(name, cell, h.get(), visited, x);
        }
        return x.isPresent() ? RecordedNetwork.recorded(name, cell, visited, x.get())
            : new RecordedNetwork(name, cell, visited, Optional.empty(), new double[0]);
    }

    private static StoredArray array(Path file, String name) {
        Map<String, StoredArray> arrays = ArrayFile.read(file);
        return arrays.containsKey(name) ? arrays.get(name) : ArrayFile.single(file);
    }

    private static Trajectories trajectories(StoredArray array) {
        long[] shape = array.shape();
        if (shape.length != 2 && shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length < 1)) {
            throw new InvalidInputException(array.origin() + " has shape " + Arrays.toString(shape)
                + ", expected [trials, time, numbers] or [time, numbers], none of them 0");
        }
        int trials = shape.length == 2 ? 1 : (int) shape[0];
        try {
            return Trajectories.of(array.doubles(), trials, (int) shape[shape.length - 2], (int) shape[shape.length - 1]);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(array.origin() + ": " + e.getMessage(), e);
        }
    }

    private static RecordedNetwork points(String name, Cell cell, StoredArray array, Optional<Trajectories> inputs) {
        long[] shape = array.shape();
        if (shape.length != 2 || shape[1] != cell.stateSize() || shape[0] < 1) {
            throw new InvalidInputException(array.origin() + " has shape " + Arrays.toString(shape) + ", expected points [n, "
                + cell.stateSize() + "] of the cell " + cell.name());
        }
        double[] points = array.doubles();
        return inputs.isPresent()
            ? new RecordedNetwork(name, cell, RecordedNetwork.driven(name, cell, inputs.get()).states(), inputs, points)
            : new RecordedNetwork(name, cell, new Trajectories(cell.stateSize(), List.of()), Optional.empty(), points);
    }

    /** An LSTM of which only h is known: c follows from the inputs, and h shows that it does. */
    private static RecordedNetwork outputs(String name, Cell cell, StoredArray array, Trajectories h, Optional<Trajectories> x) {
        if (h.units() != cell.units() || x.isEmpty()) {
            throw new InvalidInputException(array.origin() + " has states of " + h.units() + " numbers, the cell " + cell.name()
                + " with " + cell.units() + " units has " + cell.stateSize()
                + (cell.stateSize() == 2 * cell.units() ? " ([h; c]; h alone is enough where inputs are given)" : ""));
        }
        RecordedNetwork driven = RecordedNetwork.driven(name, cell, x.get());
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
