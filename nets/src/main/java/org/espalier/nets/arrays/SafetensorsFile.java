package org.espalier.nets.arrays;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.safetensors.DType;
import org.espalier.nets.safetensors.Safetensors;

/** The tensors of a safetensors file. */
final class SafetensorsFile {
    private SafetensorsFile() {}

    static Map<String, StoredArray> all(Path file) {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        Safetensors.layout(file).places().forEach((name, place) -> {
            String origin = file + ": " + name;
            ElementType type = type(place.dtype());
            arrays.put(name, type == ElementType.OTHER
                ? StoredArray.unreadable(name, origin, place.shape(), "holds " + place.dtype() + ", numbers of one byte with a"
                    + " point, expected float16, bfloat16, float32 or float64: convert it")
                : StoredArray.of(name, origin, type, Strides.rowByRow(place.shape()), ByteOrder.LITTLE_ENDIAN,
                    ByteSource.file(file, place.begin())));
        });
        return Collections.unmodifiableMap(arrays);
    }

    private static ElementType type(DType dtype) {
        return switch (dtype) {
            case BOOL -> ElementType.BOOL;
            case U8 -> ElementType.UINT8;
            case U16 -> ElementType.UINT16;
            case U32 -> ElementType.UINT32;
            case U64 -> ElementType.UINT64;
            case I8 -> ElementType.INT8;
            case I16 -> ElementType.INT16;
            case I32 -> ElementType.INT32;
            case I64 -> ElementType.INT64;
            case F16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
            case F32 -> ElementType.FLOAT32;
            case F64 -> ElementType.FLOAT64;
            case C64 -> ElementType.COMPLEX64;
            case F8_E4M3, F8_E5M2, F8_E8M0 -> ElementType.OTHER;
        };
    }
}
