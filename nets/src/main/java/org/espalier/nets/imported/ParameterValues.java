package org.espalier.nets.imported;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;

/**
 * The values of a network's parameters, read from a file.
 *
 * @param values by parameter, running statistics among them; what the mask does not keep is 0
 * @param mask   what is kept of each weight
 * @param zeros  weights that are exactly zero in a layer without a mask, and so taken as pruned
 */
record ParameterValues(Map<String, float[]> values, Mask mask, long zeros) {

    /**
     * Reads the matched arrays.
     *
     * @param flattened the image whose values a layer takes as one vector, by the layer's name
     * @throws InvalidInputException if a value is not finite, or a variance is negative; the message says which and where
     */
    static ParameterValues read(ParameterMatch match, List<NetworkParameter> parameters, ArrayLayout layout,
                                Map<String, ImageShape> flattened) {
        Map<String, float[]> values = new LinkedHashMap<>();
        List<MaskLayer> masks = new ArrayList<>();
        long zeros = 0;
        for (NetworkParameter p : parameters) {
            ForeignArray array = match.arrays().get(p.name());
            float[] own = finite(array);
            Optional<ImageShape> image = Optional.ofNullable(flattened.get(p.name().substring(0, p.name().lastIndexOf('.'))));
            if (image.isPresent() && layout != ArrayLayout.TORCH && p.shape().length == 1 && p.role() != Role.BIAS) {
                throw new InvalidInputException("'" + p.name() + "' normalises a flattened image, whose order of channels and pixels is "
                    + "another in the layout " + layout.label() + "; that cannot be read");
            }
            boolean[] kept = null;
            if (array.mask().isPresent()) {
                kept = array.mask().get().booleans();
                for (int i = 0; i < own.length; i++) {
                    own[i] = kept[i] ? own[i] : 0;
                }
                kept = layout.ours(kept, p.shape(), image);
            }
            own = layout.ours(own, p.shape(), image);
            values.put(p.name(), own);
            if (p.role() == Role.NORM_STATE && p.name().endsWith("Var")) {
                requireVariance(array, own);
            }
            if (p.role() == Role.WEIGHT) {
                if (kept == null) {
                    kept = nonzero(own);
                    zeros += own.length - count(kept);
                }
                masks.add(new MaskLayer(p.name(), p.shape(), kept));
            }
        }
        return new ParameterValues(values, new Mask(masks), zeros);
    }

    private static float[] finite(ForeignArray array) {
        float[] values = array.values().floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidInputException(array.values().origin() + " has the value " + values[i] + " at place " + i + " of "
                    + Arrays.toString(array.shape()) + ", expected finite numbers that float32 holds");
            }
        }
        return values;
    }

    private static void requireVariance(ForeignArray array, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                throw new InvalidInputException(array.values().origin() + " has the variance " + values[i] + " at place " + i
                    + ", expected none below 0");
            }
        }
    }

    private static boolean[] nonzero(float[] values) {
        boolean[] kept = new boolean[values.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = values[i] != 0;
        }
        return kept;
    }

    private static int count(boolean[] kept) {
        int count = 0;
        for (boolean one : kept) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
