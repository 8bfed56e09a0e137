package org.espalier.nets.arrays;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.pickle.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The names that {@code torch.save} writes for dictionaries of tensors, and what they stand for here. There is no way from
 * here to any function of Python or of this program but the few below.
 *
 * <p>Numbers of NumPy and devices, which checkpoints hold beside tensors, are passed over; what would need code to be brought
 * back is refused by its name.
 */
final class TorchVocabulary implements Vocabulary {
    private static final int MOST_AXES = 64;
    private static final int LONGEST_NAME = 200;
    private static final String REMEDY = "nothing was run; if the file is yours, save its tensors alone:"
        + " torch.save(model.state_dict(), ...)";

    /** What a name stands for. */
    private enum Word {
        DICTIONARY, TENSOR, TENSOR_OF_TYPE, PARAMETER, FROM_TYPE, SIZE, COLLECTION,
        /** A value that holds no tensors. */
        PASSED_OVER,
        /** A class of Python's own that a dictionary with defaults names; nothing is made of it here. */
        TYPE,
        /** The class of tensors, named where one carries attributes. */
        TENSOR_CLASS,
        UNTYPED_STORAGE
    }

    private static final Map<String, Word> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("collections.OrderedDict", Word.DICTIONARY);
        WORDS.put("collections.defaultdict", Word.DICTIONARY);
        WORDS.put("collections.Counter", Word.DICTIONARY);
        for (String type : List.of("dict", "list", "int", "float")) {
            WORDS.put("builtins." + type, Word.TYPE);
            WORDS.put("__builtin__." + type, Word.TYPE);
        }
        WORDS.put("torch._utils._rebuild_tensor", Word.TENSOR);
        WORDS.put("torch._utils._rebuild_tensor_v2", Word.TENSOR);
        WORDS.put("torch._utils._rebuild_tensor_v3", Word.TENSOR_OF_TYPE);
        WORDS.put("torch._utils._rebuild_parameter", Word.PARAMETER);
        WORDS.put("torch._utils._rebuild_parameter_with_state", Word.PARAMETER);
        WORDS.put("torch._tensor._rebuild_from_type_v2", Word.FROM_TYPE);
        WORDS.put("torch.Tensor", Word.TENSOR_CLASS);
        WORDS.put("torch.nn.parameter.Parameter", Word.TENSOR_CLASS);
        WORDS.put("torch.Size", Word.SIZE);
        WORDS.put("torch.device", Word.PASSED_OVER);
        WORDS.put("__builtin__.set", Word.COLLECTION);
        WORDS.put("builtins.set", Word.COLLECTION);
        WORDS.put("_codecs.encode", Word.PASSED_OVER);
        WORDS.put("numpy.dtype", Word.PASSED_OVER);
        WORDS.put("numpy.core.multiarray.scalar", Word.PASSED_OVER);
        WORDS.put("numpy._core.multiarray.scalar", Word.PASSED_OVER);
        WORDS.put("torch.storage.UntypedStorage", Word.UNTYPED_STORAGE);
    }

    /** PyTorch's words for element types; those without a storage are in storages of bytes. */
    private enum TorchType {
        FLOAT64("Double", ElementType.FLOAT64), FLOAT32("Float", ElementType.FLOAT32), FLOAT16("Half", ElementType.FLOAT16),
        BFLOAT16("BFloat16", ElementType.BFLOAT16), INT64("Long", ElementType.INT64), INT32("Int", ElementType.INT32),
        INT16("Short", ElementType.INT16), INT8("Char", ElementType.INT8), UINT8("Byte", ElementType.UINT8),
        UINT16(null, ElementType.UINT16), UINT32(null, ElementType.UINT32), UINT64(null, ElementType.UINT64),
        BOOL("Bool", ElementType.BOOL), COMPLEX64("ComplexFloat", ElementType.COMPLEX64),
        COMPLEX128("ComplexDouble", ElementType.COMPLEX128), COMPLEX32(null, ElementType.OTHER),
        FLOAT8_E4M3FN(null, ElementType.OTHER), FLOAT8_E5M2(null, ElementType.OTHER), FLOAT8_E4M3FNUZ(null, ElementType.OTHER),
        FLOAT8_E5M2FNUZ(null, ElementType.OTHER), FLOAT8_E8M0FNU(null, ElementType.OTHER);

        private final @Nullable String storage;
        private final ElementType type;

        TorchType(@Nullable String storage, ElementType type) {
            this.storage = storage;
            this.type = type;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stands for a value that holds no tensors. */
    private static final Object NOTHING = new Object();

    private final Map<String, TorchTensor.Storage> storages = new HashMap<>();

    /** The storages met so far, by key. */
    Map<String, TorchTensor.Storage> storages() {
        return storages;
    }

    @Override
    public Object global(String module, String name) {
        Word word = WORDS.get(module + "." + name);
        if (word != null) {
            return word;
        }
        if (module.equals("torch")) {
            for (TorchType type : TorchType.values()) {
                if (name.equals(type.label()) || name.equals(type.storage + "Storage")) {
                    return type;
                }
            }
        }
        throw new InvalidInputException(refusal(module, shortened(module + "." + name)));
    }

    private static String refusal(String module, String name) {
        if (module.startsWith("torch.nn.") || module.equals("__main__") || module.startsWith("torchvision.models")) {
            return "holds a whole network or another object (" + name + "), which only running code would bring back: load it in"
                + " Python and save model.state_dict() instead";
        }
        if (name.contains("_rebuild_sparse") || name.contains("_rebuild_nested") || name.contains("_rebuild_qtensor")) {
            return "holds a sparse, nested or quantised tensor (" + name + "), expected plain ones: save to_dense() or dequantize()"
                + " of it";
        }
        if (name.startsWith("numpy.") && name.endsWith("._reconstruct")) {
            return "holds NumPy arrays in its pickle (" + name + "), expected tensors: save them with numpy.savez, or as tensors";
        }
        return "would call " + name + ", which is refused: " + REMEDY;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "\u2026";
    }

    @Override
    public Object call(Object function, Object[] arguments) {
        if (!(function instanceof Word word)) {
            throw new InvalidInputException("calls what is no function: its pickle is damaged");
        }
        return switch (word) {
            case DICTIONARY -> dictionary(arguments);
            case TENSOR -> tensor(arguments, null);
            case TENSOR_OF_TYPE -> tensor(arguments, argument(arguments, 6, TorchType.class));
            case PARAMETER -> argument(arguments, 0, TorchTensor.class);
            case FROM_TYPE -> fromType(arguments);
            case SIZE, COLLECTION -> argument(arguments, 0, Object.class);
            case PASSED_OVER -> NOTHING;
            case TYPE, TENSOR_CLASS, UNTYPED_STORAGE -> throw new InvalidInputException("makes a value from its class, which is not read: "
                + REMEDY);
        };
    }

    /** From nothing, from a dictionary, from a list of pairs, or with what values begin with (passed over). */
    private static Object dictionary(Object[] arguments) {
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        if (arguments.length > 0 && arguments[0] instanceof Map) {
            return arguments[0];
        }
        if (arguments.length > 0 && arguments[0] != Word.TYPE) {
            for (Object pair : argument(arguments, 0, List.class)) {
                Object key = pair instanceof List<?> two && two.size() == 2 ? two.get(0)
                    : pair instanceof Object[] tuple && tuple.length == 2 ? tuple[0] : null;
                if (!(key instanceof String)) {
                    throw new InvalidInputException("has a dictionary of what are no pairs: its pickle is damaged");
                }
                dictionary.put(key, pair instanceof List<?> two ? two.get(1) : ((Object[]) pair)[1]);
            }
        }
        return dictionary;
    }

    /** @param type null for that of the storage */
    private static TorchTensor tensor(Object[] arguments, @Nullable TorchType type) {
        TorchTensor.Storage storage = argument(arguments, 0, TorchTensor.Storage.class);
        long offset = argument(arguments, 1, Long.class);
        long[] shape = numbers(argument(arguments, 2, Object.class));
        long[] strides = numbers(argument(arguments, 3, Object.class));
        if (offset < 0 || shape.length != strides.length) {
            throw new InvalidInputException("has a tensor of shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides)
                + " and offset " + offset + ", which do not fit each other");
        }
        ElementType elements = type == null ? storage.type() : type.type;
        return new TorchTensor(elements, type == null ? "" : type.label(), storage, offset, new Strides(shape, strides));
    }

    private static long[] numbers(Object value) {
        Object[] items = value instanceof Object[] tuple ? tuple : value instanceof List<?> list ? list.toArray() : null;
        if (items == null || items.length > MOST_AXES) {
            throw new InvalidInputException("has a tensor whose shape is no tuple of at most " + MOST_AXES + " lengths");
        }
        long[] numbers = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            if (!(items[i] instanceof Long number) || number < 0) {
                throw new InvalidInputException("has a tensor with a length or stride that is no whole number from 0 up");
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private Object fromType(Object[] arguments) {
        Word function = argument(arguments, 0, Word.class);
        if (function == Word.FROM_TYPE || argument(arguments, 1, Object.class) != Word.TENSOR_CLASS) {
            throw new InvalidInputException("has a tensor of a class of its own, expected plain ones: " + REMEDY);
        }
        return call(function, argument(arguments, 2, Object[].class));
    }

    private static <T> T argument(Object[] arguments, int index, Class<T> type) {
        if (arguments.length <= index || !type.isInstance(arguments[index])) {
            throw new InvalidInputException("calls a function with other arguments than torch.save writes: its pickle is damaged");
        }
        return type.cast(arguments[index]);
    }

    /** Attributes of dictionaries and tensors are passed over. */
    @Override
    public void build(Object value, Object state) {
        if (value != NOTHING && !(value instanceof Map) && !(value instanceof TorchTensor)) {
            throw new InvalidInputException("gives a state to what has none: its pickle is damaged");
        }
    }

    /** {@code ('storage', type, key, device, elements)}. */
    @Override
    public Object persistent(Object identifier) {
        if (!(identifier instanceof Object[] parts) || parts.length < 5 || !"storage".equals(parts[0])
            || !(parts[1] instanceof TorchType || parts[1] == Word.UNTYPED_STORAGE) || !(parts[2] instanceof String key)
            || !(parts[4] instanceof Long elements) || elements < 0 || parts.length > 5 && parts[5] != null) {
            throw new InvalidInputException("refers to memory outside its pickle in a way that torch.save does not: it is damaged");
        }
        ElementType type = parts[1] instanceof TorchType torch ? torch.type : ElementType.OTHER;
        TorchTensor.Storage storage = new TorchTensor.Storage(type, key, elements);
        storages.put(key, storage);
        return storage;
    }
}
