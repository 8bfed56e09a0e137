package org.espalier.pruning.method;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.nets.NetsException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/** The mask of the round in hand. A weight that is kept may be 0, so a checkpoint needs the mask beside the weights. */
final class MovingMask implements CarriedState {
    private Mask mask;

    MovingMask(Mask start) {
        mask = start;
    }

    Mask mask() {
        return mask;
    }

    void set(Mask next) {
        mask = next;
    }

    @Override
    public String prefix() {
        return "mask";
    }

    @Override
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            float[] values = new float[layer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = layer.kept(i) ? 1 : 0;
            }
            arrays.put(layer.name(), values);
        }
        return arrays;
    }

    @Override
    public void restore(Map<String, float[]> arrays) {
        List<MaskLayer> layers = new ArrayList<>();
        for (MaskLayer layer : mask.layers()) {
            float[] values = arrays.get(layer.name());
            if (values == null || values.length != layer.size()) {
                throw new NetsException("the checkpoint has no mask of layer '" + layer.name() + "' with " + layer.size()
                    + " weights");
            }
            boolean[] kept = new boolean[values.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = values[i] != 0;
            }
            layers.add(new MaskLayer(layer.name(), layer.shape(), kept));
        }
        mask = new Mask(layers);
    }
}
