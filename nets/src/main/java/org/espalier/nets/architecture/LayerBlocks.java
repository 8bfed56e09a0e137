package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import java.util.List;

/** Makes a block of a list of layers: the inverse of {@link BlockLayers}. */
final class LayerBlocks {
    private LayerBlocks() {}

    /** A block, not yet initialised, whose parameters have the layers' names. */
    static Block of(List<LayerSpec> layers) {
        NamedLayers row = new NamedLayers();
        for (int i = 0; i < layers.size(); i++) {
            row.add(name(layers.get(i), i), block(layers.get(i)));
        }
        return row;
    }

    /** A layer without parameters needs a name that no layer can have: no parameter is called by it. */
    private static String name(LayerSpec layer, int index) {
        return layer.parameters().isEmpty() ? layer.type() + "#" + index : layer.parameters();
    }

    private static Block block(LayerSpec layer) {
        if (layer instanceof LayerSpec.Conv c) {
            return Layers.convolution(c);
        }
        if (layer instanceof LayerSpec.LinearLayer l) {
            return Layers.linear(l.units(), l.bias());
        }
        if (layer instanceof LayerSpec.Relu) {
            return Layers.relu();
        }
        if (layer instanceof LayerSpec.MaxPool m) {
            return Layers.maxPool(m.size(), m.stride());
        }
        if (layer instanceof LayerSpec.AveragePoolAll) {
            return Layers.averageAll();
        }
        if (layer instanceof LayerSpec.BatchNorm b) {
            return Layers.batchNorm(b.affine(), b.epsilon(), b.momentum());
        }
        if (layer instanceof LayerSpec.Flatten) {
            return Blocks.batchFlattenBlock();
        }
        if (layer instanceof LayerSpec.DropoutPlace) {
            return new Dropout();
        }
        if (layer instanceof LayerSpec.ResidualBlock r) {
            return residual(r);
        }
        throw new IllegalStateException("a layer of an unknown kind: " + layer);
    }

    private static Block residual(LayerSpec.ResidualBlock spec) {
        Residual block = new Residual();
        for (int i = 0; i < spec.body().size(); i++) {
            block.add(name(spec.body().get(i), i), block(spec.body().get(i)));
        }
        return spec.shortcut().isEmpty() ? block : block.shortcut(of(spec.shortcut()));
    }
}
