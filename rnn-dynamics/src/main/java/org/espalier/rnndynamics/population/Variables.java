package org.espalier.rnndynamics.population;

import java.util.Arrays;
import org.espalier.base.RandomStreams;

/**
 * The parameters of one network: what the optimiser moves, and what the network computes with. Where everything is trained
 * without constraint both are one array, and nothing is copied.
 */
final class Variables {
    /** What the network computes with, {@code [shape.size()]}. */
    final float[] values;
    /** What the values are made of, {@code [shape.size()]}: a checkpoint keeps it. */
    final float[] raw;
    /** The trained ones of {@link #raw}, close together. */
    final float[] moved;
    private final float[] gradient;
    private final int[] at;
    /** Null where the values are the raw ones. */
    private final Effective effective;

    /**
     * A network at its initial weights.
     *
     * @param initial kept, and modified where a parameter is absent or scores take its place
     * @param random  the network's own streams
     */
    Variables(Trained trained, NetworkShape shape, float[] initial, RandomStreams random) {
        boolean[] present = trained.present(shape);
        for (int i = 0; i < initial.length; i++) {
            initial[i] = present[i] ? initial[i] : 0;
        }
        at = positions(trained.trained(shape));
        raw = initial;
        effective = trained.effective(shape, raw, random);
        values = effective == null ? raw : raw.clone();
        moved = at.length == raw.length ? raw : new float[at.length];
        gradient = moved == raw ? null : new float[moved.length];
        restored();
    }

    private static int[] positions(boolean[] trained) {
        int count = 0;
        int[] positions = new int[trained.length];
        for (int i = 0; i < trained.length; i++) {
            if (trained[i]) {
                positions[count++] = i;
            }
        }
        return Arrays.copyOf(positions, count);
    }

    /** To be called when {@link #raw} was set from elsewhere. */
    void restored() {
        gather(raw, moved);
        effect();
    }

    /** To be called when {@link #moved} was moved; all of it has to be finite. */
    void updated() {
        if (moved != raw) {
            for (int i = 0; i < at.length; i++) {
                raw[at[i]] = moved[i];
            }
        }
        effect();
    }

    private void gather(float[] all, float[] some) {
        for (int i = 0; all != some && i < at.length; i++) {
            some[i] = all[at[i]];
        }
    }

    private void effect() {
        if (effective != null) {
            System.arraycopy(raw, 0, values, 0, raw.length);
            effective.write(raw, values);
        }
    }

    /**
     * The gradient by {@link #moved}.
     *
     * @param byValues dL/d(values), {@code [shape.size()]}; modified, and answered where it is the same
     */
    float[] pullBack(float[] byValues) {
        if (effective != null) {
            effective.pullBack(raw, byValues);
        }
        if (moved == raw) {
            return byValues;
        }
        gather(byValues, gradient);
        return gradient;
    }
}
