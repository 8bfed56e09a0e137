package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import org.espalier.nets.architecture.Layers;

/** What is checked: the layers that our networks are made of, and the products of populations. A test makes them wrong. */
interface CheckedLayers {

    /** Those of this process, with whatever remedy is in use. */
    CheckedLayers OURS = new CheckedLayers() {};

    /** A convolution with biases and padding {@code kernel / 2}. */
    default Block convolution(int filters, int kernel, int stride) {
        return Layers.convolution(filters, kernel, stride, true);
    }

    default Block linear(int units) {
        return Layers.linear(units, true);
    }

    default Block batchNorm() {
        return Layers.batchNorm(true);
    }

    default Block maxPool() {
        return Layers.halve();
    }

    default Block averagePool() {
        return Layers.averageAll();
    }

    /** {@code [m, i, k] x [m, k, j]}. */
    default NDArray products(NDArray a, NDArray b) {
        return a.batchMatMul(b);
    }
}
