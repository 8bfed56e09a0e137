package org.espalier.rnndynamics.population;

/** How the recurrent weights that a network computes with come from what is trained in their place. */
interface Effective {

    /** @param raw {@code [shape.size()]}, not modified @param values receives the recurrent weights, and nothing else */
    void write(float[] raw, float[] values);

    /** @param byValues {@code [shape.size()]}: dL/d(values), becomes dL/d(raw) in the place of the recurrent weights */
    void pullBack(float[] raw, float[] byValues);
}
