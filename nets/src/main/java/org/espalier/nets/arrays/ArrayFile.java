package org.espalier.nets.arrays;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.base.InvalidInputException;

/**
 * Opens files of arrays that any framework wrote: {@code .npy} (one array), {@code .npz}, safetensors, and PyTorch's
 * {@code .pt} and {@code .pth} of tensors. What a file is is told by its content, not by its name.
 *
 * <p>Opening reads names, types and shapes and checks that the numbers are there; it takes memory for these alone. No code
 * in a file is ever run.
 */
public final class ArrayFile {
    private static final int MOST_NAMES = 20;

    private ArrayFile() {}

    /**
     * All arrays of a file, those too whose elements are not decoded ({@link StoredArray#unreadable()}).
     *
     * @return by name, in the file's order; not modifiable; may be empty. Tensors in nested dictionaries have names with dots.
     *         An array without a name has the file's, without its ending
     * @throws InvalidInputException if the file cannot be read, is of another kind, is damaged, or holds what only running code
     *                       would bring back; the message names the file, says what it is and what to do
     */
    public static Map<String, StoredArray> read(Path file) {
        return switch (FileKind.of(file)) {
            case NPY -> NumpyFile.one(file);
            case SAFETENSORS -> SafetensorsFile.all(file);
            case ZIP -> ZipArrays.all(file);
            case LEGACY_TORCH -> LegacyTorchFile.all(file);
        };
    }

    /**
     * The array of a file that holds one.
     *
     * @throws InvalidInputException as {@link #read}, and if there are none or several; the message lists their names
     */
    public static StoredArray single(Path file) {
        Map<String, StoredArray> arrays = read(file);
        if (arrays.size() != 1) {
            throw new InvalidInputException(file + " holds " + arrays.size() + " arrays" + names(arrays) + ", expected one.");
        }
        return arrays.values().iterator().next();
    }

    /** Names in brackets behind a space, cut where there are many. */
    private static String names(Map<String, StoredArray> arrays) {
        return arrays.isEmpty() ? "" : " " + arrays.keySet().stream().limit(MOST_NAMES).toList()
            + (arrays.size() > MOST_NAMES ? " and more" : "");
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
