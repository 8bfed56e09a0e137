package org.espalier.nets.mask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.ElementType;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.nets.arrays.WeightLayout;

/**
 * Reads a mask from a file of any framework ({@link ArrayFile}). Looked for, in this order:
 * <ol>
 * <li>{@code NAME_mask} (or {@code NAME/mask}), with weights in {@code NAME_orig} or {@code NAME} where there are any: a module
 *     pruned by {@code torch.nn.utils.prune}. Only 0 and 1 may be there, of any type.
 * <li>arrays of 0 and 1 alone, of any type: a mask a layer. Whether that is meant is told by the arrays with two axes or more
 *     (by all where there are none): whole numbers and truth values, or numbers of which most that are not 0 are 1. Then
 *     another number is an error, not a weight.
 * <li>weights with exact zeros, at least one in a hundred: a pruned checkpoint. Kept is what is not 0 in the tensors with two
 *     axes or more; biases, norms and counters are left out.
 * </ol>
 */
public final class MaskReader {
    private static final double FEWEST_ZEROS = 0.01;
    private static final double MOST_ONES = 0.5;
    private static final int MOST_NAMES = 5;
    private static final String MASK = "mask";

    private final Path file;
    private final WeightLayout layout;
    private final List<MaskLayer> layers = new ArrayList<>();
    private final Map<String, StoredArray> weights = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private MaskReader(Path file, WeightLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    /**
     * Reads a mask.
     *
     * @param layout of the weights in the file
     * @throws InvalidInputException if the file cannot be read or holds none; the message names the file, the array and the position
     *                       of what is wrong
     */
    public static MaskReading read(Path file, WeightLayout layout) {
        return new MaskReader(file, layout).read();
    }

    private MaskReading read() {
        Map<String, StoredArray> numbers = new LinkedHashMap<>();
        ArrayFile.read(file).forEach((name, array) -> {
            if (array.type().numeric() && array.size() > 0) {
                numbers.put(name, layout.toTorch(array));
            } else {
                leftOut.add(name);
            }
        });
        if (numbers.isEmpty()) {
            throw new InvalidInputException(file + " has no array of numbers, expected a mask: one array a layer.");
        }
        MaskReading.Kind kind = namedMasks(numbers) ? MaskReading.Kind.PRUNED_MODULE
            : ofZerosAndOnes(numbers) ? MaskReading.Kind.MASKS : MaskReading.Kind.CHECKPOINT;
        if (kind == MaskReading.Kind.CHECKPOINT) {
            nonzero(numbers);
        }
        Mask mask = new Mask(layers);
        return new MaskReading(mask, kind, weights, notes(kind, mask));
    }

    private List<String> notes(MaskReading.Kind kind, Mask mask) {
        List<String> notes = new ArrayList<>();
        if (kind == MaskReading.Kind.CHECKPOINT) {
            notes.add(file + " has weights and no masks: taken as kept is what is not 0 in its " + layers.size()
                + " tensors with two axes or more, " + String.format(Locale.ROOT, "%.4f", mask.density()) + " of them.");
        }
        if (!leftOut.isEmpty()) {
            notes.add(file + ": left out, as not prunable: " + String.join(", ", leftOut.subList(0,
                Math.min(MOST_NAMES, leftOut.size()))) + (leftOut.size() > MOST_NAMES ? " and "
                    + (leftOut.size() - MOST_NAMES) + " more" : "") + ".");
        }
        return notes;
    }

    /** The weight's name from that of its mask; empty for other names. */
    private static Optional<String> masked(String name) {
        String bare = name.replaceFirst(":\\d+$", "");
        if (!bare.endsWith(MASK) || bare.length() < MASK.length() + 2) {
            return Optional.empty();
        }
        char before = bare.charAt(bare.length() - MASK.length() - 1);
        return before == '_' || before == '.' || before == '/'
            ? Optional.of(bare.substring(0, bare.length() - MASK.length() - 1)) : Optional.empty();
    }

    private boolean namedMasks(Map<String, StoredArray> numbers) {
        Map<String, StoredArray> rest = new LinkedHashMap<>(numbers);
        numbers.forEach((name, array) -> masked(name).ifPresent(weight -> {
            rest.remove(name);
            layers.add(new MaskLayer(weight, array.shape(), array.booleans()));
            for (String original : List.of(weight + "_orig", weight)) {
                StoredArray values = rest.remove(original);
                if (values != null) {
                    if (!Arrays.equals(values.shape(), array.shape())) {
                        throw new InvalidInputException(values.origin() + " has the shape " + Arrays.toString(values.shape())
                            + " and its mask " + name + " " + Arrays.toString(array.shape()) + ", expected the same.");
                    }
                    weights.putIfAbsent(weight, values);
                }
            }
        }));
        if (layers.isEmpty()) {
            return false;
        }
        leftOut.addAll(rest.keySet());
        return true;
    }

    private boolean ofZerosAndOnes(Map<String, StoredArray> numbers) {
        boolean matrices = numbers.values().stream().anyMatch(array -> array.axes() >= 2);
        for (StoredArray array : numbers.values()) {
            if ((array.axes() >= 2 || !matrices) && array.type().kind() == ElementType.Kind.REAL && !mostlyOnes(array)) {
                return false;
            }
        }
        numbers.forEach((name, array) -> {
            if (array.axes() < 2 && matrices && array.type().kind() == ElementType.Kind.REAL && !mostlyOnes(array)) {
                leftOut.add(name);
            } else {
                layers.add(new MaskLayer(name, array.shape(), array.booleans()));
            }
        });
        return true;
    }

    /** Of what is not 0, whether most is 1; true of nothing but zeros. */
    private static boolean mostlyOnes(StoredArray array) {
        int ones = 0;
        int others = 0;
        for (double value : array.doubles()) {
            ones += value == 1 ? 1 : 0;
            others += value != 0 && value != 1 ? 1 : 0;
        }
        return ones + others == 0 || ones > MOST_ONES * (ones + others);
    }

    private void nonzero(Map<String, StoredArray> numbers) {
        long zeros = 0;
        long all = 0;
        StoredArray first = null;
        for (Map.Entry<String, StoredArray> entry : numbers.entrySet()) {
            StoredArray array = entry.getValue();
            if (array.axes() < 2 || array.type().kind() != ElementType.Kind.REAL) {
                leftOut.add(entry.getKey());
                continue;
            }
            first = first == null ? array : first;
            boolean[] kept = kept(array);
            for (boolean k : kept) {
                zeros += k ? 0 : 1;
            }
            all += kept.length;
            layers.add(new MaskLayer(entry.getKey(), array.shape(), kept));
            weights.put(entry.getKey(), array);
        }
        if (first == null) {
            throw new InvalidInputException(file + " has no array with two axes or more and none of 0 and 1 alone, expected a mask:"
                + " arrays of 0 and 1, one a layer.");
        }
        if (zeros < FEWEST_ZEROS * all) {
            throw new InvalidInputException(file + " is no mask (" + first.origin() + " holds other numbers than 0 and 1) and no pruned"
                + " network (" + zeros + " of its " + all + " weights are 0), expected arrays of 0 and 1, torch.nn.utils.prune's"
                + " NAME_mask, or weights with zeros where they were pruned.");
        }
    }

    private static boolean[] kept(StoredArray array) {
        double[] values = array.doubles();
        boolean[] kept = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(array.origin() + " holds " + values[i] + ", expected finite weights.");
            }
            kept[i] = values[i] != 0;
        }
        return kept;
    }
}
