package org.espalier.nets.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import org.espalier.nets.architecture.Dropout;

/**
 * Answers a block's question for a parameter with its effective weight.
 *
 * <p>The effective weight lives in the array the engine itself allocated for the block's (frozen) parameter, and Java
 * writes to that memory directly: no copy, no allocation a step, and the alignment that the matrix kernels see never
 * changes, so their rounding does not either. For a step that needs gradients a parameter gets a leaf: a new handle on
 * the same memory that collects the gradient and goes with the step's manager.
 */
final class EffectiveWeights extends ParameterStore implements Dropout.Noise {
    private final Map<Parameter, NDArray> leaves = new IdentityHashMap<>();
    private DropoutNoise noise;

    EffectiveWeights(NDManager manager) {
        super(manager, false);
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        if (parameter == null) {
            return null;
        }
        NDArray leaf = leaves.get(parameter);
        return leaf == null ? parameter.getArray() : leaf;
    }

    /** Until {@link #dropLeaves} the parameter answers with a leaf that belongs to {@code step}. */
    NDArray leaf(Parameter parameter, NDManager step) {
        NDArray leaf = parameter.getArray().stopGradient();
        leaf.attach(step);
        leaf.setRequiresGradient(true);
        leaves.put(parameter, leaf);
        return leaf;
    }

    void dropLeaves() {
        leaves.clear();
    }

    /** What the next passes drop; null for nothing. */
    void setNoise(DropoutNoise next) {
        noise = next;
    }

    @Override
    public NDArray drop(NDArray values) {
        if (noise == null || noise.rate() == 0) {
            return values;
        }
        return values.mul(values.getManager().create(noise.factors((int) values.size()), values.getShape()));
    }

    /** The array's own memory, to be read and written while the array is open. */
    static FloatBuffer memory(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }
}
