package org.espalier.nets.mask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.StoredArray;

/**
 * What {@link MaskReader} found in a file.
 *
 * @param mask    layers in the file's order, under the weights' names, axes in PyTorch's order
 * @param kind    where the mask was
 * @param weights of those layers for which the file has them, by name, axes in PyTorch's order, before the mask is applied;
 *                not modifiable
 * @param notes   what a person should know: sentences, such as what was left out
 */
public record MaskReading(Mask mask, Kind kind, Map<String, StoredArray> weights, List<String> notes) {

    /** Where a file has its mask. */
    public enum Kind {
        /** Arrays of 0 and 1 alone, each under its weight's name. */
        MASKS,
        /** {@code NAME_mask} beside {@code NAME_orig}, as {@code torch.nn.utils.prune} has them, or {@code NAME/mask}. */
        PRUNED_MODULE,
        /** Weights with zeros where they were pruned. */
        CHECKPOINT
    }

    public MaskReading {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        notes = List.copyOf(notes);
    }

    /**
     * The weights a layer computes with: 0 where the mask keeps none.
     *
     * @return row by row in the layer's shape, a new array; empty where the file has no weights of it
     * @throws InvalidInputException if there is no such layer or its numbers cannot be read
     */
    public Optional<float[]> effectiveWeights(String layer) {
        MaskLayer kept = mask.layer(layer);
        StoredArray stored = weights.get(layer);
        if (stored == null) {
            return Optional.empty();
        }
        float[] values = stored.floats();
        kept.apply(values);
        return Optional.of(values);
    }
}
