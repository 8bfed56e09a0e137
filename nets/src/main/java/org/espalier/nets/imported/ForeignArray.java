package org.espalier.nets.imported;

import java.util.Optional;
import org.espalier.nets.arrays.StoredArray;

/**
 * A parameter as a file has it.
 *
 * @param name   in the file, without the ending of a pruned parameter
 * @param values the values, before the mask
 * @param mask   torch.nn.utils.prune's, if there is one: 1 where a value is kept
 */
record ForeignArray(String name, StoredArray values, Optional<StoredArray> mask) {
    long[] shape() {
        return values.shape();
    }
}
