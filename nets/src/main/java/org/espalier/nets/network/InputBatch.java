package org.espalier.nets.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;

/**
 * Input arrays of the engine that batches are copied into, one for each batch size in use.
 *
 * <p>Copying the rows of a batch costs microseconds, and the data set need not be in memory twice.
 */
final class InputBatch {
    /** Training, its short last batch, evaluation and its short last batch, with room to spare. */
    private static final int SIZES = 8;

    private record Input(NDArray array, FloatBuffer memory) {}

    private final NDManager manager;
    private final ImageShape shape;
    private final Map<Integer, Input> inputs = new LinkedHashMap<>(SIZES, 0.75f, true);

    InputBatch(NDManager manager, ImageShape shape) {
        this.manager = manager;
        this.shape = shape;
    }

    /** The images of the given rows, as an array {@code [rows, channels, height, width]} that belongs to {@code step}. */
    NDArray gather(LabelledImages images, int[] rows, NDManager step) {
        Input input = input(rows.length);
        input.memory.clear();
        for (int row : rows) {
            input.memory.put(images.pixels(), row * shape.size(), shape.size());
        }
        return handle(input, step);
    }

    /** {@code count} images from {@code first} on. */
    NDArray range(LabelledImages images, int first, int count, NDManager step) {
        Input input = input(count);
        input.memory.clear();
        input.memory.put(images.pixels(), first * shape.size(), count * shape.size());
        return handle(input, step);
    }

    /** What is computed from an array joins the array's manager, so every step works on a handle of its own. */
    private static NDArray handle(Input input, NDManager step) {
        NDArray handle = input.array.stopGradient();
        handle.attach(step);
        return handle;
    }

    private Input input(int count) {
        Input input = inputs.get(count);
        if (input == null) {
            if (inputs.size() == SIZES) {
                inputs.remove(inputs.keySet().iterator().next()).array.close();
            }
            NDArray array = manager.zeros(new Shape(count, shape.channels(), shape.height(), shape.width()),
                DataType.FLOAT32);
            input = new Input(array, EffectiveWeights.memory(array));
            inputs.put(count, input);
        }
        return input;
    }
}
