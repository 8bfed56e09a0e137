package org.espalier.nets.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.NetsException;

/**
 * Everything a training needs to go on bit for bit.
 *
 * @param progress  step, running sums, validations
 * @param variables arrays of the parametrization's variables, by parameter
 * @param slots     the optimiser's state, by parameter
 * @param normState running statistics of batch normalisation
 */
public record Checkpoint(TrainingProgress progress, Map<String, float[]> variables, Map<String, float[][]> slots,
                  Map<String, float[]> normState) {

    static Checkpoint of(Network network, Parametrization weights, Map<String, float[][]> slots,
                         TrainingProgress progress) {
        Map<String, float[]> variables = new LinkedHashMap<>();
        weights.trained().forEach(name -> variables.put(name, weights.variable(name).clone()));
        Map<String, float[][]> state = new LinkedHashMap<>();
        slots.forEach((name, arrays) -> {
            float[][] copy = new float[arrays.length][];
            for (int i = 0; i < arrays.length; i++) {
                copy[i] = arrays[i].clone();
            }
            state.put(name, copy);
        });
        return new Checkpoint(progress, variables, state, network.normState());
    }

    TrainingProgress restore(Network network, Parametrization weights, Map<String, float[][]> into) {
        if (!variables.keySet().equals(into.keySet())) {
            throw new NetsException("the checkpoint holds variables " + variables.keySet() + ", the training has "
                + into.keySet());
        }
        into.forEach((name, arrays) -> {
            copy(name, variables.get(name), weights.variable(name));
            for (int i = 0; i < arrays.length; i++) {
                copy(name, slots.get(name)[i], arrays[i]);
            }
        });
        network.setNormState(normState);
        return progress;
    }

    private static void copy(String name, float[] from, float[] to) {
        if (from.length != to.length) {
            throw new NetsException("the checkpoint holds " + from.length + " values of '" + name + "', not "
                + to.length);
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
