package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/** Layers in a row, each under a name of its own, from which the names of its parameters are made. */
public final class NamedLayers extends SequentialBlock {

    public NamedLayers add(String name, Block layer) {
        addChildBlock(name, layer);
        return this;
    }
}
