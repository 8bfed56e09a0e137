package org.espalier.nets.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.LayerSpec.Size;

/**
 * What a block computes as a list of layers: derived from the block itself, so that an architecture of a plug-in needs to do
 * nothing. A row within a row is taken apart, its name kept before those of its layers: {@code stage1.block1}.
 */
public final class BlockLayers {
    private BlockLayers() {}

    /**
     * The layers of an initialised block, under the names that {@link ParameterTree} gives its parameters.
     *
     * @throws InvalidInputException if it holds a block that is none of the known layers; the message names it
     */
    public static List<LayerSpec> of(Block block) {
        List<LayerSpec> layers = new ArrayList<>();
        if (block instanceof SequentialBlock) {
            row(block, "", layers);
        } else {
            describe(block, "", layers);
        }
        return layers;
    }

    private static void row(Block block, String path, List<LayerSpec> layers) {
        List<String> names = ParameterTree.childNames(block);
        for (int i = 0; i < names.size(); i++) {
            describe(block.getChildren().get(i).getValue(), path + names.get(i), layers);
        }
    }

    private static void describe(Block block, String name, List<LayerSpec> layers) {
        if (block instanceof SequentialBlock) {
            row(block, name + ".", layers);
        } else if (block instanceof Residual residual) {
            layers.add(residual(residual, name));
        } else if (!(block instanceof LambdaBlock lambda && lambda.getName().equals("identity"))) {
            layers.add(layer(block, name));
        }
    }

    private static LayerSpec residual(Residual block, String name) {
        List<String> names = ParameterTree.childNames(block);
        List<LayerSpec> body = new ArrayList<>();
        List<LayerSpec> shortcut = new ArrayList<>();
        for (int i = 0; i < block.body().size(); i++) {
            describe(block.body().get(i), names.get(i), body);
        }
        block.shortcut().ifPresent(layers -> {
            if (layers instanceof SequentialBlock) {
                row(layers, "", shortcut);
            } else {
                throw unknown(layers, name + "." + LayerSpec.SHORTCUT);
            }
        });
        return new LayerSpec.ResidualBlock(name, body, shortcut);
    }

    private static LayerSpec layer(Block block, String name) {
        if (block instanceof Described described) {
            return described.spec(name);
        }
        if (block instanceof Dropout) {
            return new LayerSpec.DropoutPlace();
        }
        if (block instanceof Linear) {
            Parameter weight = block.getDirectParameters().get("weight");
            return new LayerSpec.LinearLayer(name, Math.toIntExact(weight.getArray().getShape().get(0)),
                block.getDirectParameters().contains("bias"));
        }
        if (block instanceof Conv2d c && c.getGroups() == 1 && c.getDilation().equals(new Shape(1, 1))) {
            return new LayerSpec.Conv(name, c.getFilters(), size(c.getKernelShape()), size(c.getStride()),
                size(c.getPadding()), c.isIncludeBias());
        }
        if (block instanceof LambdaBlock lambda) {
            switch (lambda.getName()) {
                case "ReLU" :
                    return new LayerSpec.Relu();
                case "batchFlatten" :
                    return new LayerSpec.Flatten();
                case "globalAvgPool2d" :
                    return new LayerSpec.AveragePoolAll();
                default :
            }
        }
        throw unknown(block, name);
    }

    private static InvalidInputException unknown(Block block, String name) {
        return new InvalidInputException("the layer '" + name + "' of the architecture is a "
            + (block instanceof LambdaBlock lambda ? "block called " + lambda.getName() : block.getClass().getName())
            + " that cannot be described, expected one that org.espalier.nets.architecture.Layers makes, or DJL's Linear,"
            + " Conv2d (one group, no dilation), ReLU or flattening");
    }

    private static Size size(Shape shape) {
        return new Size(Math.toIntExact(shape.get(0)), Math.toIntExact(shape.get(1)));
    }
}
