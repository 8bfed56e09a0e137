package org.espalier.nets.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;

/**
 * Everything a training needs to go on bit for bit.
 *
 * @param progress  step, running sums, validations
 * @param variables arrays of the parametrization's variables, by parameter
 * @param slots     the optimiser's state, by parameter
 * @param normState running statistics of batch normalisation, by parameter
 * @param own       what the parametrization holds beside its variables
 * @param notes     text that whoever keeps the checkpoint wants to find in it again
 */
public record Checkpoint(TrainingProgress progress, Map<String, float[]> variables, Map<String, float[][]> slots,
                         Map<String, float[]> normState, OwnState own, Map<String, String> notes) {

    public Checkpoint {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        normState = Collections.unmodifiableMap(new LinkedHashMap<>(normState));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** A checkpoint of a parametrization that holds nothing beside its variables, without notes. */
    public Checkpoint(TrainingProgress progress, Map<String, float[]> variables, Map<String, float[][]> slots,
                      Map<String, float[]> normState) {
        this(progress, variables, slots, normState, OwnState.NONE, Map.of());
    }

    /** Copies the state of a training. */
    public static Checkpoint of(Network network, Parametrization weights, Map<String, float[][]> slots,
                                TrainingProgress progress) {
        Map<String, float[]> variables = new LinkedHashMap<>();
        slots.keySet().forEach(name -> variables.put(name, weights.variable(name).clone()));
        Map<String, float[][]> state = new LinkedHashMap<>();
        slots.forEach((name, arrays) -> {
            float[][] copy = new float[arrays.length][];
            for (int i = 0; i < arrays.length; i++) {
                copy[i] = arrays[i].clone();
            }
            state.put(name, copy);
        });
        return new Checkpoint(progress, variables, state, network.normState(), weights.own().copy(), Map.of());
    }

    public Checkpoint withNotes(Map<String, String> other) {
        return new Checkpoint(progress, variables, slots, normState, own, other);
    }

    /** The same state at another progress, as a training of several in a row sees it. */
    public Checkpoint at(TrainingProgress other) {
        return new Checkpoint(other, variables, slots, normState, own, notes);
    }

    /** Puts the state back into a training of the same shape: {@code weights} and {@code into} are modified. */
    public TrainingProgress restore(Network network, Parametrization weights, Map<String, float[][]> into) {
        if (!variables.keySet().equals(into.keySet()) || !slots.keySet().equals(into.keySet())) {
            throw new InvalidInputException("the checkpoint holds variables " + variables.keySet() + ", the training has "
                + into.keySet());
        }
        into.forEach((name, arrays) -> {
            copy("variable", name, variables.get(name), weights.variable(name));
            if (slots.get(name).length != arrays.length) {
                throw new InvalidInputException("the checkpoint holds " + slots.get(name).length + " arrays of optimiser state for '"
                    + name + "', the optimiser has " + arrays.length);
            }
            for (int i = 0; i < arrays.length; i++) {
                copy("optimiser state", name, slots.get(name)[i], arrays[i]);
            }
        });
        network.setNormState(normState);
        weights.restore(own);
        return progress;
    }

    private static void copy(String what, String name, float[] from, float[] to) {
        if (from.length != to.length) {
            throw new InvalidInputException("the checkpoint's " + what + " '" + name + "' has " + from.length + " values, not "
                + to.length);
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /**
     * Writes one safetensors file, whole or not at all.
     *
     * @throws InvalidInputException if it cannot be written
     */
    public void write(Path file) {
        CheckpointFile.write(this, file);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidInputException if the file cannot be read or is no checkpoint; the message names it
     */
    public static Checkpoint read(Path file) {
        return CheckpointFile.read(file);
    }
}
