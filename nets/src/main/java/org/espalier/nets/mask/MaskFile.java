package org.espalier.nets.mask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.safetensors.DType;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;

/** Masks as safetensors files: one tensor a layer under the weight's name, 1 where the weight is kept. */
public final class MaskFile {
    private MaskFile() {}

    /**
     * Writes a mask, type U8, layers in order.
     *
     * @param metadata text by key; may be empty
     * @throws InvalidInputException if the file cannot be written
     */
    public static void write(Path file, Mask mask, Map<String, String> metadata) {
        Safetensors.write(file, toTensors(mask), metadata);
    }

    /**
     * Reads a mask, type U8 or BOOL; layers in the order of the file's header.
     *
     * @throws InvalidInputException if the file cannot be read, has no tensor, or has one of another type, without elements or
     *                       with a value other than 0 and 1; the message names the file and the tensor
     */
    public static Mask read(Path file) {
        Map<String, SafeTensor> tensors = Safetensors.read(file).tensors();
        if (tensors.isEmpty()) {
            throw new InvalidInputException(file + " has no tensor, expected a mask: one tensor a layer.");
        }
        List<MaskLayer> layers = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            try {
                layers.add(new MaskLayer(name, tensor.shape(), tensor.booleans()));
            } catch (InvalidInputException e) {
                throw new InvalidInputException(file + " is not a mask, tensor " + name + ": " + e.getMessage(), e);
            }
        });
        return new Mask(layers);
    }

    /** The mask as tensors of type U8 by name, in order, to be stored beside others. */
    public static Map<String, SafeTensor> toTensors(Mask mask) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            tensors.put(layer.name(), SafeTensor.ofBooleans(DType.U8, layer.kept(), layer.shape()));
        }
        return tensors;
    }
}
