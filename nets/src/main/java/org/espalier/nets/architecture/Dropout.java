package org.espalier.nets.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A place of an architecture at which values may be dropped (Srivastava et al. 2014). It passes everything on unless the pass
 * brings {@link Noise}: whether, how much and from which random numbers is the pass's business, not the architecture's, so the
 * same network can be trained with one rate and sampled with another.
 */
public final class Dropout extends AbstractBlock {

    /** A pass's parameter store that is also this has values dropped. */
    public interface Noise {
        /** The values with some dropped, or the values themselves. */
        NDArray drop(NDArray values);
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameters, NDList inputs, boolean training,
                                     PairList<String, Object> unused) {
        return parameters instanceof Noise noise ? new NDList(noise.drop(inputs.singletonOrThrow())) : inputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    /** Whether a block has such a place. */
    public static boolean isIn(Block block) {
        return block instanceof Dropout || block.getChildren().values().stream().anyMatch(Dropout::isIn);
    }
}
