package org.espalier.nets.optimise;

/**
 * How a variable moves along its gradient: one fused pass over the variable, its gradient and its state.
 *
 * <p>An optimiser is a value: everything that changes from step to step lies in the {@code slots}, which the caller keeps,
 * checkpoints and restores. The variable may be weights, scores or logits.
 */
public sealed interface Optimizer permits Sgd, Adam, AdamW {

    /** The name on the command line: {@code sgd}, {@code adam}, {@code adamw}. */
    String name();

    /** Number of state arrays a variable needs, each as long as the variable and zero before step 1. */
    int slots();

    /**
     * Takes one step. Cost: one pass over {@code 2 + slots()} arrays of length {@code n}; nothing is allocated.
     *
     * @param variable     {@code [n]}, modified
     * @param gradient     {@code [n]}, dL/d(variable). The present optimisers leave it as it is, but a caller must not
     *                     count on its content afterwards
     * @param slots        {@code [slots()][n]}, modified; all zeros before step 1
     * @param step         number of this step, counted from 1
     * @param learningRate rate of this step, schedule included; finite, at least 0
     * @throws IllegalArgumentException if lengths differ, {@code step < 1}, or the rate is negative or not finite
     */
    void update(float[] variable, float[] gradient, float[][] slots, long step, double learningRate);

    /** New state for a variable of the given length: {@code [slots()][length]}, all zeros. */
    default float[][] newSlots(int length) {
        return new float[slots()][length];
    }
}
