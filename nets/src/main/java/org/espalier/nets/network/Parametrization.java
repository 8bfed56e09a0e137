package org.espalier.nets.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is trained, and how it becomes the effective weights that the network computes with.
 *
 * <p>A network computes with one effective array a parameter. A parametrization derives each from a variable of the same
 * size that the optimiser moves: the weights themselves (dense training), the weights under a mask (pruning), scores
 * (edge-popup), logits (sampled supermasks). Everything is plain {@code float[]}, row by row in the parameter's shape.
 *
 * <p>A training step calls, in this order: {@link #prepare}; {@link #writeEffective} for every parameter of the network;
 * forward and backward pass; {@link #pullBack} for every name in {@link #trained()}; the optimiser on
 * {@link #variable}; {@link #updated} for every name in {@link #trained()}. A checkpoint is made after the next step's
 * {@link #prepare}; a training that goes on from one calls {@link #restore}, and {@link #prepare} for that step again, which
 * must come to the same.
 */
public interface Parametrization {

    /** Names of the parameters that have a variable, in the network's order. The others are constant. */
    List<String> trained();

    /** The live variable of a trained parameter: the optimiser writes to it, a checkpoint stores and restores it. */
    float[] variable(String parameter);

    /** All live variables, by the names of their parameters. */
    default Map<String, float[]> variables() {
        Map<String, float[]> variables = new LinkedHashMap<>();
        trained().forEach(name -> variables.put(name, variable(name)));
        return variables;
    }

    /**
     * Called before the effective weights are written, for selections that look at several parameters at once.
     *
     * @param step steps taken so far
     * @throws NotFiniteException if a variable left the finite numbers, so that nothing can be selected
     */
    default void prepare(long step) {}

    /** Writes the effective values of {@code parameter} to {@code effective} (modified, every element). */
    void writeEffective(String parameter, float[] effective);

    /**
     * Turns the gradient with respect to the effective weight into the gradient with respect to the variable, in place.
     *
     * @param gradient in: dL/d(effective); out: dL/d(variable). Modified.
     */
    void pullBack(String parameter, float[] gradient);

    /** Called after the optimiser moved a variable: where a constraint is put back (a pruned weight is exactly zero). */
    default void updated(String parameter) {}

    /**
     * What a checkpoint has to hold beside the variables, live: all that this parametrization would need to know to go on from
     * here, and could not tell from its variables and the step. Weights, for most, are nothing of the kind: they are variables,
     * or the same in every run.
     */
    default OwnState own() {
        return OwnState.NONE;
    }

    /**
     * Takes back what {@link #own} answered when a checkpoint was made. Its variables have their values from then already;
     * {@link #prepare} comes next, with the checkpoint's step.
     *
     * @param own not modified, and not kept
     * @throws org.espalier.base.InvalidInputException if an array is missing or of another size
     */
    default void restore(OwnState own) {}
}
