package org.espalier.analysis.subnetwork;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.MaskLayer;

/**
 * A weight as a matrix: {@code [outputs, inputs * positions]}. A linear weight {@code [outputs, inputs]} has one position;
 * a convolution {@code [outputs, inputs, height, width]} has {@code height * width}.
 */
record LayerShape(int outputs, int inputs, int positions) {

    /** @throws InvalidInputException if the weight is neither linear nor a convolution */
    static LayerShape of(MaskLayer layer) {
        long[] shape = layer.shape();
        if (shape.length != 2 && shape.length != 4) {
            throw new InvalidInputException("layer " + layer.name() + " has the shape " + Arrays.toString(shape)
                + "; expected [outputs, inputs] or [outputs, inputs, height, width]");
        }
        int positions = shape.length == 2 ? 1 : (int) (shape[2] * shape[3]);
        return new LayerShape((int) shape[0], (int) shape[1], positions);
    }

    /**
     * How many inputs of a layer one unit of the layer before feeds: 1, or the positions of a channel that was flattened.
     *
     * @throws InvalidInputException if the one does not feed the other
     */
    static int inputsPerUnit(MaskLayer before, MaskLayer layer) {
        LayerShape from = of(before);
        LayerShape to = of(layer);
        boolean flattened = !to.convolution() && layer.shape().length == 2 && before.shape().length == 4;
        if (to.inputs() != from.outputs() && !(flattened && to.inputs() % from.outputs() == 0)) {
            throw new InvalidInputException("layer " + before.name() + " has " + from.outputs() + " outputs and layer "
                + layer.name() + " after it " + to.inputs() + " inputs; expected a chain of layers, each fed by the one before");
        }
        return to.inputs() / from.outputs();
    }

    boolean convolution() {
        return positions > 1;
    }

    int columns() {
        return inputs * positions;
    }
}
