package org.espalier.nets.imported;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.nets.imported.ParameterKind.Place;

/**
 * The parameters of a network's file, layer by layer in the file's order.
 *
 * <p>What frameworks add is taken off: the entry {@code state_dict} of a checkpoint, the prefix {@code module.} or
 * {@code _orig_mod.}, the counter {@code num_batches_tracked}. {@code NAME_orig} with {@code NAME_mask} (torch.nn.utils.prune)
 * is one parameter with a mask. Only names, types and shapes are read here.
 *
 * @param file    the file, for messages
 * @param layers  the arrays of each layer, by the layer's name; empty where the arrays have no names
 * @param unnamed the arrays in order, where they have only numbers ({@code arr_0}, as NumPy's savez names a list)
 * @param notes   what was taken off, a sentence each
 */
record ForeignParameters(Path file, Map<String, Map<ParameterKind, ForeignArray>> layers, List<ForeignArray> unnamed,
                         List<String> notes) {
    private static final List<String> ENTRIES = List.of("model_state_dict.", "state_dict.");
    /** Entries of checkpoints that may as well be names of modules: taken where what lies beside them is no parameter. */
    private static final List<String> LIKELY_ENTRIES = List.of("model.", "net.", "network.");
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");
    /** Flax. */
    private static final List<String> COLLECTIONS = List.of("params.", "batch_stats.");
    private static final Pattern NUMBERED = Pattern.compile("arr_(\\d{1,6})");
    private static final String ORIGINAL = "_orig";
    private static final String MASK = "_mask";
    private static final int SHOWN = 12;

    /** @throws InvalidInputException if the file cannot be read or an array is no parameter of a layer */
    static ForeignParameters read(Path file) {
        List<String> notes = new ArrayList<>();
        Map<String, StoredArray> arrays = unwrapped(file, ArrayFile.read(file), notes);
        if (arrays.isEmpty()) {
            throw new InvalidInputException(file + " holds no arrays, expected the parameters of a network");
        }
        Map<String, ForeignArray> parameters = parameters(file, arrays, notes);
        if (parameters.keySet().stream().allMatch(name -> NUMBERED.matcher(name).matches())) {
            return new ForeignParameters(file, Map.of(), numbered(parameters), notes);
        }
        Map<String, Map<ParameterKind, ForeignArray>> layers = new LinkedHashMap<>();
        parameters.forEach((name, array) -> {
            Place place = ParameterKind.parse(name).orElseThrow(() -> new InvalidInputException(file + ": '" + name
                + "' is no parameter of a layer, expected names that end in .weight, .bias, .running_mean or .running_var "
                + "(Keras: kernel, gamma, beta, moving_mean, moving_variance); it holds " + shown(arrays.keySet())));
            if (layers.computeIfAbsent(place.layer(), l -> new EnumMap<>(ParameterKind.class)).put(place.kind(), array) != null) {
                throw new InvalidInputException(file + ": layer '" + place.layer() + "' has two arrays that are its " + place.kind()
                    + ", expected one");
            }
        });
        return new ForeignParameters(file, layers, List.of(), notes);
    }

    private static String shown(java.util.Collection<String> names) {
        return names.stream().limit(SHOWN).toList() + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** Names with dots, whatever parts them in the file. */
    private static Map<String, StoredArray> dotted(Path file, Map<String, StoredArray> all) {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        all.forEach((name, array) -> {
            if (arrays.put(name.replace('/', '.'), array) != null) {
                throw new InvalidInputException(file + " has two arrays called '" + name + "', expected one");
            }
        });
        return arrays;
    }

    private static List<String> entries(Map<String, StoredArray> arrays) {
        List<String> entries = new ArrayList<>(ENTRIES);
        for (String entry : LIKELY_ENTRIES) {
            boolean within = arrays.keySet().stream().filter(name -> name.startsWith(entry))
                .allMatch(name -> name.endsWith("num_batches_tracked") || ParameterKind.parse(name).isPresent());
            boolean beside = arrays.keySet().stream().filter(name -> !name.startsWith(entry))
                .anyMatch(name -> ParameterKind.parse(name).isEmpty());
            if (within && beside) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static Map<String, StoredArray> unwrapped(Path file, Map<String, StoredArray> all, List<String> notes) {
        Map<String, StoredArray> arrays = dotted(file, all);
        for (String entry : entries(arrays)) {
            if (arrays.keySet().stream().anyMatch(name -> name.startsWith(entry))) {
                notes.add("taken from the entry '" + entry.substring(0, entry.length() - 1) + "' of the file");
                arrays = renamed(arrays, name -> name.startsWith(entry), entry.length());
                break;
            }
        }
        if (arrays.keySet().removeIf(name -> name.endsWith("num_batches_tracked"))) {
            notes.add("num_batches_tracked, a counter, was left out");
        }
        if (arrays.keySet().stream().anyMatch(name -> name.startsWith(COLLECTIONS.get(0))) && arrays.keySet().stream()
            .allMatch(name -> COLLECTIONS.stream().anyMatch(name::startsWith))) {
            notes.add("the collections 'params' and 'batch_stats' were joined");
            arrays = joined(file, arrays);
        }
        boolean again = true;
        while (again) {
            again = false;
            for (String wrapper : WRAPPERS) {
                if (!arrays.isEmpty() && arrays.keySet().stream().allMatch(name -> name.startsWith(wrapper))) {
                    notes.add("the prefix '" + wrapper + "' was taken off");
                    arrays = renamed(arrays, name -> true, wrapper.length());
                    again = true;
                }
            }
        }
        for (StoredArray array : arrays.values()) {
            array.unreadable().ifPresent(why -> {
                throw new InvalidInputException(array.origin() + " " + why + "; expected numbers alone");
            });
        }
        return arrays;
    }

    /** Flax keeps running statistics apart from parameters. */
    private static Map<String, StoredArray> joined(Path file, Map<String, StoredArray> arrays) {
        Map<String, StoredArray> joined = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (joined.put(name.substring(name.indexOf('.') + 1), array) != null) {
                throw new InvalidInputException(file + ": '" + name + "' is in both collections, expected it in one");
            }
        });
        return joined;
    }

    private static Map<String, StoredArray> renamed(Map<String, StoredArray> arrays, Predicate<String> taken, int cut) {
        Map<String, StoredArray> renamed = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (taken.test(name)) {
                renamed.put(name.substring(cut), array);
            }
        });
        return renamed;
    }

    /** Joins originals with their masks. */
    private static Map<String, ForeignArray> parameters(Path file, Map<String, StoredArray> arrays, List<String> notes) {
        Map<String, ForeignArray> parameters = new LinkedHashMap<>();
        int masked = 0;
        for (Map.Entry<String, StoredArray> entry : arrays.entrySet()) {
            String name = entry.getKey();
            StoredArray array = entry.getValue();
            if (name.endsWith(MASK)) {
                String original = name.substring(0, name.length() - MASK.length()) + ORIGINAL;
                if (!arrays.containsKey(original)) {
                    throw new InvalidInputException(file + ": there is a mask '" + name + "' and no '" + original
                        + "', expected both, as torch.nn.utils.prune keeps them");
                }
                continue;
            }
            String plain = name;
            Optional<StoredArray> mask = Optional.empty();
            if (name.endsWith(ORIGINAL)) {
                plain = name.substring(0, name.length() - ORIGINAL.length());
                mask = Optional.ofNullable(arrays.get(plain + MASK));
                if (mask.isEmpty()) {
                    throw new InvalidInputException(file + ": there is '" + name + "' and no mask '" + plain + MASK
                        + "', expected both, as torch.nn.utils.prune keeps them");
                }
                if (!Arrays.equals(mask.get().shape(), array.shape())) {
                    throw new InvalidInputException(file + ": the mask '" + plain + MASK + "' has the shape "
                        + Arrays.toString(mask.get().shape()) + ", expected that of '" + name + "', "
                        + Arrays.toString(array.shape()));
                }
                masked++;
            }
            if (parameters.put(plain, new ForeignArray(plain, array, mask)) != null) {
                throw new InvalidInputException(file + ": both '" + plain + "' and '" + plain + ORIGINAL + "' are there, expected one");
            }
        }
        if (masked > 0) {
            notes.add(masked + " parameters have a mask (NAME_orig with NAME_mask), which was applied");
        }
        return parameters;
    }

    private static List<ForeignArray> numbered(Map<String, ForeignArray> parameters) {
        List<ForeignArray> ordered = new ArrayList<>(parameters.values());
        ordered.sort(java.util.Comparator.comparingInt(a -> {
            java.util.regex.Matcher matcher = NUMBERED.matcher(a.name());
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        }));
        return ordered;
    }

    /** Whether a linear or convolutional layer has a bias. */
    boolean hasBias() {
        return unnamed.isEmpty() ? layers.values().stream().anyMatch(l -> l.containsKey(ParameterKind.BIAS)
            && l.containsKey(ParameterKind.WEIGHT) && l.get(ParameterKind.WEIGHT).shape().length > 1)
            : unnamed.stream().anyMatch(a -> a.shape().length == 1);
    }

    /** Whether a normalisation learns scale and shift. */
    boolean hasAffineNorm() {
        return layers.values().stream().anyMatch(l -> l.containsKey(ParameterKind.WEIGHT)
            && l.get(ParameterKind.WEIGHT).shape().length == 1);
    }
}
