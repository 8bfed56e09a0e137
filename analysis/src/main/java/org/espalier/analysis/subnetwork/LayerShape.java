package org.espalier.analysis.subnetwork;

import java.util.Arrays;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.study.InvalidInputException;

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

    boolean convolution() {
        return positions > 1;
    }

    int columns() {
        return inputs * positions;
    }
}
