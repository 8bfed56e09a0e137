package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Reads states: {@code [rows, d]} or {@code [trials, time, d]} from any file of arrays
 * ({@link org.espalier.nets.arrays.ArrayFile}). For an LSTM d = 2N, {@code [h; c]}, see {@link StateOrder}, or two arrays h
 * and c (h_n and c_n).
 */
public final class StateFile {
    private static final String STATES = "states";
    private static final String INPUTS = "inputs";
    private static final double BEYOND = 1e-6;
    private static final int SHOWN = 20;

    private StateFile() {}

    /** The arrays' names. */
    public static Set<String> names(Path file) {
        return ArrayFile.read(file).keySet();
    }

    /**
     * Reads states: the array named; else the only one, the one called {@code states}, or h and c.
     *
     * @param key   the array's name, needed where it is not clear
     * @param order of an LSTM's halves, needed where they do not tell
     * @throws InvalidInputException           if the array is not there or not clear, its rows do not fit the cell, a number
     *                                         is not finite, or an LSTM's halves do not lie as said
     * @throws org.espalier.base.InvalidInputException if the file cannot be read
     */
    public static VisitedStates read(Cell cell, Path file, Optional<String> key, Optional<StateOrder> order) {
        Map<String, StoredArray> arrays = ArrayFile.read(file);
        NamedArray states = states(cell, file, arrays, key);
        if (states.columns() != cell.stateSize()) {
            throw new InvalidInputException(states.origin() + " has states of " + states.columns() + " numbers, the cell "
                + cell.name() + " with " + cell.units() + " units needs " + cell.stateSize()
                + (cell.stateSize() == 2 * cell.units() ? " ([h; c])" : ""));
        }
        int rows = states.rows();
        if (rows < 1) {
            throw new InvalidInputException(states.origin() + " has no states, expected at least one row");
        }
        states.finite();
        double[] values = states.values();
        List<String> warnings = new ArrayList<>();
        if (cell.stateSize() == 2 * cell.units()) {
            StateOrder.arrange(cell, values, order, states.origin()).ifPresent(warnings::add);
        } else if (order.isPresent()) {
            throw new InvalidInputException("an order of states was given, but the state of the cell " + cell.name()
                + " has one part, h");
        } else {
            outOfBounds(cell, values, states.origin()).ifPresent(warnings::add);
        }
        long[] shape = states.shape();
        int steps = shape.length < 3 ? 1 : (int) shape[shape.length - 2];
        StoredArray inputs = arrays.get(INPUTS);
        boolean seen = inputs != null && inputs.type().numeric() && inputs.axes() > 0
            && inputs.shape()[inputs.axes() - 1] == cell.inputs() && !inputs.origin().equals(states.origin());
        return new VisitedStates(states.origin(), values, rows, steps,
            seen ? Optional.of(NamedArray.of(inputs).finite()) : Optional.empty(), List.copyOf(warnings));
    }

    private static Optional<String> outOfBounds(Cell cell, double[] values, String origin) {
        double greatest = 0;
        for (int i = 0; i < values.length; i++) {
            greatest = Math.abs(values[i]) > cell.bound(i % cell.stateSize()) + BEYOND
                ? Math.max(greatest, Math.abs(values[i])) : greatest;
        }
        return greatest == 0 ? Optional.empty() : Optional.of(origin + " has states of up to " + greatest
            + " in modulus; those that the cell " + cell.name() + " comes to lie between -1 and 1: is it another cell's?");
    }

    private static NamedArray states(Cell cell, Path file, Map<String, StoredArray> arrays, Optional<String> key) {
        if (key.isPresent()) {
            StoredArray named = arrays.get(key.get());
            if (named == null) {
                throw new InvalidInputException(file + " has no array '" + key.get() + "', only " + shown(arrays.keySet()));
            }
            return NamedArray.of(named);
        }
        Map<String, StoredArray> left = new LinkedHashMap<>(arrays);
        if (left.size() > 1 && left.containsKey(STATES)) {
            return NamedArray.of(left.get(STATES));
        }
        for (String end : new String[] {"", "_n"}) {
            if (cell.stateSize() == 2 * cell.units() && left.containsKey("h" + end) && left.containsKey("c" + end)) {
                return beside(file, NamedArray.of(left.get("h" + end)), NamedArray.of(left.get("c" + end)));
            }
        }
        if (left.size() > 1) {
            left.remove(INPUTS);
        }
        if (left.size() != 1) {
            throw new InvalidInputException(file + " holds " + arrays.size() + " arrays " + shown(arrays.keySet())
                + ": say which has the states with --key");
        }
        return NamedArray.of(left.values().iterator().next());
    }

    private static String shown(Set<String> names) {
        return names.stream().limit(SHOWN).toList() + (names.size() > SHOWN ? " and more" : "");
    }

    private static NamedArray beside(Path file, NamedArray h, NamedArray c) {
        if (!Arrays.equals(h.shape(), c.shape())) {
            throw new InvalidInputException(file + " has h of shape " + Arrays.toString(h.shape()) + " and c of shape "
                + Arrays.toString(c.shape()) + ", expected the same");
        }
        int n = h.columns();
        double[] both = new double[2 * h.values().length];
        for (int row = 0; row < h.rows(); row++) {
            System.arraycopy(h.values(), row * n, both, 2 * row * n, n);
            System.arraycopy(c.values(), row * n, both, (2 * row + 1) * n, n);
        }
        long[] shape = h.shape().clone();
        shape[shape.length - 1] *= 2;
        return new NamedArray(file + ": [h; c]", shape, both);
    }
}
