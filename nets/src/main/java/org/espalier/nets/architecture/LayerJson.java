package org.espalier.nets.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.LayerSpec.Size;

/** Layers as a JSON array: see {@link NetworkJson}. */
final class LayerJson {
    private static final int MOST_LAYERS = 10_000;
    private static final int DEEPEST = 16;
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private LayerJson() {}

    static void write(List<LayerSpec> layers, ArrayNode array) {
        layers.forEach(layer -> write(layer, array.addObject()));
    }

    private static void write(LayerSpec layer, ObjectNode object) {
        object.put("type", layer.type());
        if (layer instanceof LayerSpec.Conv c) {
            object.put("name", c.name()).put("filters", c.filters());
            write(object, "kernel", c.kernel());
            write(object, "stride", c.stride());
            write(object, "padding", c.padding());
            object.put("bias", c.bias());
        } else if (layer instanceof LayerSpec.LinearLayer l) {
            object.put("name", l.name()).put("units", l.units()).put("bias", l.bias());
        } else if (layer instanceof LayerSpec.MaxPool m) {
            write(object, "size", m.size());
            write(object, "stride", m.stride());
        } else if (layer instanceof LayerSpec.BatchNorm b) {
            object.put("name", b.name()).put("affine", b.affine()).put("epsilon", b.epsilon()).put("momentum", b.momentum());
        } else if (layer instanceof LayerSpec.ResidualBlock r) {
            object.put("name", r.name());
            write(r.body(), object.putArray("body"));
            write(r.shortcut(), object.putArray("shortcut"));
        }
    }

    private static void write(ObjectNode object, String key, Size size) {
        object.putArray(key).add(size.height()).add(size.width());
    }

    /** @param where the array's place, as errors name it */
    static List<LayerSpec> read(JsonNode array, String where, int depth) {
        if (depth > DEEPEST || array.size() > MOST_LAYERS) {
            throw new InvalidInputException(where + ": expected at most " + MOST_LAYERS + " layers in a row and " + DEEPEST
                + " residual blocks in one another");
        }
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String place = where + "[" + i + "]";
            JsonFields fields = new JsonFields(array.get(i), place);
            try {
                layers.add(read(fields, fields.text("type"), depth));
            } catch (InvalidInputException e) {
                throw e.getMessage().startsWith(where) ? e : new InvalidInputException(place + ": " + e.getMessage(), e);
            }
            fields.refuseOthers();
        }
        return layers;
    }

    private static LayerSpec read(JsonFields f, String type, int depth) {
        return switch (type) {
            case "conv" -> new LayerSpec.Conv(f.text("name"), f.integer("filters"), size(f, "kernel"),
                size(f, "stride", Size.square(1)), size(f, "padding", Size.square(0)), f.flag("bias", true));
            case "linear" -> new LayerSpec.LinearLayer(f.text("name"), f.integer("units"), f.flag("bias", true));
            case "relu" -> new LayerSpec.Relu();
            case "max-pool" -> {
                Size size = size(f, "size");
                yield new LayerSpec.MaxPool(size, size(f, "stride", size));
            }
            case "average-pool-all" -> new LayerSpec.AveragePoolAll();
            case "batch-norm" -> new LayerSpec.BatchNorm(f.text("name"), f.flag("affine", true),
                f.number("epsilon", EPSILON), f.number("momentum", MOMENTUM));
            case "flatten" -> new LayerSpec.Flatten();
            case "dropout" -> new LayerSpec.DropoutPlace();
            case "residual" -> new LayerSpec.ResidualBlock(f.text("name"),
                read(f.array("body"), f.place("body"), depth + 1),
                f.has("shortcut") ? read(f.array("shortcut"), f.place("shortcut"), depth + 1) : List.of());
            default -> throw new InvalidInputException(f.place("type") + ": unknown layer '" + type + "', expected one of conv, linear,"
                + " relu, max-pool, average-pool-all, batch-norm, flatten, dropout, residual");
        };
    }

    private static Size size(JsonFields f, String key) {
        int[] lengths = f.pair(key);
        return new Size(lengths[0], lengths[1]);
    }

    private static Size size(JsonFields f, String key, Size otherwise) {
        return f.has(key) ? size(f, key) : otherwise;
    }
}
