package org.espalier.nets.architecture;

/** A block that knows what it computes, which DJL's own block of the kind does not tell. */
interface Described {
    /** @param name the layer's name in its network */
    LayerSpec spec(String name);
}
