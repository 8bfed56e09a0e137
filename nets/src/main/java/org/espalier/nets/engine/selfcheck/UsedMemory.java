package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Leaves memory behind in which every float is NaN, so that an operation that reads what it has not written shows: the
 * engine's next arrays of these sizes lie in it. A fresh process would hand out zeros, which hide such a fault.
 */
final class UsedMemory {
    private static final int COPIES = 3;
    /** Channels are laid out in blocks of this many inside the engine's convolutions. */
    private static final int BLOCK = 16;

    private UsedMemory() {}

    /** Memory of the sizes that a pass of a layer asks for: of its input, output and parameters, blocked layouts included. */
    static void leave(NDManager manager, int inputSize, int outputSize, Block block) {
        List<Integer> sizes = new ArrayList<>(List.of(inputSize, outputSize));
        for (Parameter p : block.getParameters().values()) {
            sizes.add(Math.toIntExact(p.getArray().size()));
        }
        leave(manager, sizes);
    }

    /** Memory of these numbers of floats, and of the blocks of {@value #BLOCK} that hold them. */
    static void leave(NDManager manager, List<Integer> sizes) {
        try (NDManager used = manager.newSubManager()) {
            for (int copy = 0; copy < COPIES; copy++) {
                for (int size : sizes) {
                    nan(used, size);
                    nan(used, (size + BLOCK - 1) / BLOCK * BLOCK);
                    nan(used, 2 * size);
                }
            }
            // What lies at the end of the heap would be given back to the system, which hands out zeros.
            sizes.forEach(size -> nan(manager, size));
        }
    }

    private static void nan(NDManager manager, int size) {
        float[] values = new float[size];
        Arrays.fill(values, Float.NaN);
        EngineArrays.of(manager, values, new Shape(size));
    }
}
