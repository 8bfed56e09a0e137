package org.espalier.pruning.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.OwnState;

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
    public OwnState own() {
        Map<String, boolean[]> kept = new LinkedHashMap<>();
        mask.layers().forEach(layer -> kept.put(layer.name(), layer.kept()));
        return OwnState.ofFlags(kept);
    }

    @Override
    public void restore(OwnState own) {
        mask = new Mask(mask.layers().stream()
            .map(layer -> new MaskLayer(layer.name(), layer.shape(), own.flags(layer.name(), layer.size()))).toList());
    }
}
