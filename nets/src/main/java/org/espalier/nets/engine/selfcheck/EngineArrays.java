package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Arrays in memory that the engine itself allocated, as networks' are: DJL's own way to fill one uses Java's memory. */
final class EngineArrays {

    private EngineArrays() {}

    static NDArray of(NDManager manager, float[] values, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        write(array, values);
        return array;
    }

    static void write(NDArray array, float[] values) {
        array.toByteBuffer(true).asFloatBuffer().put(values);
    }
}
