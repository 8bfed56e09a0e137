package org.espalier.nets.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * body(x) + shortcut(x) (He et al. 2016, fig. 2, before its last rectification); without a shortcut x itself is added.
 */
final class Residual extends AbstractBlock {
    private final List<Block> body = new ArrayList<>();
    private Block shortcut;

    Residual add(String name, Block layer) {
        body.add(addChildBlock(name, layer));
        return this;
    }

    Residual shortcut(Block layers) {
        shortcut = addChildBlock("shortcut", layers);
        return this;
    }

    List<Block> body() {
        return body;
    }

    Optional<Block> shortcut() {
        return Optional.ofNullable(shortcut);
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameters, NDList inputs, boolean training,
                                     PairList<String, Object> unused) {
        NDList current = inputs;
        for (Block layer : body) {
            current = layer.forward(parameters, current, training);
        }
        NDArray added = shortcut == null ? inputs.singletonOrThrow()
            : shortcut.forward(parameters, inputs, training).singletonOrThrow();
        return new NDList(current.singletonOrThrow().add(added));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] shapes = inputs;
        for (Block layer : body) {
            shapes = layer.getOutputShapes(shapes);
        }
        return shapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        for (Block layer : body) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputs);
        }
    }
}
