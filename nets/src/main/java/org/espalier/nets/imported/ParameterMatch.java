package org.espalier.nets.imported;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.imported.ParameterKind.Place;
import org.espalier.nets.network.NetworkParameter;

/**
 * Which array of a file is which parameter of a network.
 *
 * <p>By name where every layer of the network is in the file under its name, or under its name behind a prefix that all have.
 * Otherwise by shape: a layer of the file whose arrays have the kinds and shapes of a layer of the network, where each group of
 * equal shapes has as many layers on both sides. Within a group the layers' names must differ in one number alone
 * ({@code 0.weight, 2.weight}; {@code fc1, fc2}), by which they are ordered; anything else would be a guess, and is refused. Arrays
 * without names are taken in their order.
 *
 * @param arrays the array of each parameter, by the parameter's name
 * @param how    how they were found, for the user: {@code by name}
 */
record ParameterMatch(Map<String, ForeignArray> arrays, String how) {

    /**
     * A layer of the network.
     *
     * @param name       its name
     * @param parameters what it has
     */
    private record Layer(String name, Map<ParameterKind, NetworkParameter> parameters) {}

    /** @throws InvalidInputException if an array is missing, left over, of another shape, or may be one of several */
    static ParameterMatch of(ForeignParameters file, List<NetworkParameter> parameters, ArrayLayout layout) {
        if (!file.unnamed().isEmpty()) {
            return inOrder(file, parameters, layout);
        }
        List<Layer> layers = layers(parameters);
        Map<String, String> names = byName(layers, file);
        if (names != null) {
            return match(file, layers, names, layout, "by name");
        }
        return match(file, layers, byShape(layers, file, layout), layout, "by shape and order of the names");
    }

    private static List<Layer> layers(List<NetworkParameter> parameters) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (NetworkParameter p : parameters) {
            Place place = ParameterKind.parse(p.name()).orElseThrow(() -> new InvalidInputException("the architecture has a parameter '"
                + p.name() + "' that no file of another framework has"));
            layers.computeIfAbsent(place.layer(), name -> new Layer(name, new EnumMap<>(ParameterKind.class))).parameters()
                .put(place.kind(), p);
        }
        return new ArrayList<>(layers.values());
    }

    /** From our layers' names to the file's; null if one is not there. */
    private static Map<String, String> byName(List<Layer> layers, ForeignParameters file) {
        String prefix = commonPrefix(file.layers().keySet());
        for (String start : new LinkedHashSet<>(List.of("", prefix))) {
            if (layers.stream().allMatch(layer -> file.layers().containsKey(start + layer.name()))) {
                return layers.stream().collect(Collectors.toMap(Layer::name, layer -> start + layer.name(), (a, b) -> a,
                    LinkedHashMap::new));
            }
        }
        return null;
    }

    /** The longest beginning that ends in a dot and that all names have. */
    private static String commonPrefix(Set<String> names) {
        String prefix = null;
        for (String name : names) {
            String start = name.substring(0, name.lastIndexOf('.') + 1);
            while (prefix != null && !start.startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.lastIndexOf('.', prefix.length() - 2) + 1);
            }
            prefix = prefix == null ? start : prefix;
        }
        return prefix == null ? "" : prefix;
    }

    private static String signature(Layer layer, ArrayLayout layout) {
        return layer.parameters().entrySet().stream().map(e -> word(e.getKey()) + " "
            + Arrays.toString(layout.foreign(e.getValue().shape()))).collect(Collectors.joining(", "));
    }

    private static String signature(Map<ParameterKind, ForeignArray> layer) {
        return layer.entrySet().stream().map(e -> word(e.getKey()) + " " + Arrays.toString(e.getValue().shape()))
            .collect(Collectors.joining(", "));
    }

    private static String word(ParameterKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, String> byShape(List<Layer> layers, ForeignParameters file, ArrayLayout layout) {
        Map<String, List<String>> ours = new LinkedHashMap<>();
        layers.forEach(l -> ours.computeIfAbsent(signature(l, layout), s -> new ArrayList<>()).add(l.name()));
        Map<String, List<String>> theirs = new LinkedHashMap<>();
        file.layers().forEach((name, l) -> theirs.computeIfAbsent(signature(l), s -> new ArrayList<>()).add(name));
        Map<String, String> names = new LinkedHashMap<>();
        ours.forEach((signature, group) -> {
            List<String> found = theirs.getOrDefault(signature, List.of());
            if (found.size() != group.size()) {
                throw new InvalidInputException(file.file() + " does not fit the architecture: it has " + found.size() + " layers with "
                    + signature + (found.isEmpty() ? "" : " " + found) + ", the architecture " + group.size() + " " + group
                    + "; the layers of the file are " + shapes(file));
            }
            List<String> ordered = group.size() == 1 ? found : numbered(file, signature, found);
            for (int i = 0; i < group.size(); i++) {
                names.put(group.get(i), ordered.get(i));
            }
        });
        return names;
    }

    private static String shapes(ForeignParameters file) {
        return file.layers().entrySet().stream().limit(30).map(e -> "'" + e.getKey() + "' (" + signature(e.getValue()) + ")")
            .collect(Collectors.joining(", "));
    }

    /** By the one number in which the names differ. */
    private static List<String> numbered(ForeignParameters file, String signature, List<String> names) {
        List<List<String>> parts = names.stream().map(name -> List.of(name.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)"))).toList();
        Set<Integer> differing = new TreeSet<>();
        boolean comparable = parts.stream().allMatch(p -> p.size() == parts.get(0).size());
        for (int i = 0; comparable && i < parts.get(0).size(); i++) {
            int at = i;
            if (parts.stream().map(p -> p.get(at)).distinct().count() > 1) {
                differing.add(i);
                comparable = parts.stream().allMatch(p -> p.get(at).matches("\\d{1,9}"));
            }
        }
        if (!comparable || differing.size() != 1) {
            throw new InvalidInputException(file.file() + " has " + names.size() + " layers of one shape (" + signature + "), " + names
                + ", and their names do not tell their order; describe the network in a JSON file whose layers have these names, and "
                + "give it as --architecture");
        }
        int at = differing.iterator().next();
        List<String> ordered = new ArrayList<>(names);
        ordered.sort(java.util.Comparator.comparingInt(name -> Integer.parseInt(parts.get(names.indexOf(name)).get(at))));
        return ordered;
    }

    private static ParameterMatch match(ForeignParameters file, List<Layer> layers, Map<String, String> names, ArrayLayout layout,
                                        String how) {
        Map<String, ForeignArray> arrays = new LinkedHashMap<>();
        for (Layer layer : layers) {
            String theirs = names.get(layer.name());
            Map<ParameterKind, ForeignArray> found = file.layers().get(theirs);
            layer.parameters().forEach((kind, parameter) -> {
                ForeignArray array = found.get(kind);
                if (array == null) {
                    throw new InvalidInputException(file.file() + ": layer '" + theirs + "' has no " + word(kind) + ", expected one for '"
                        + parameter.name() + "' " + Arrays.toString(parameter.shape()) + " of the architecture; it has "
                        + signature(found));
                }
                requireShape(file, array, parameter, layout);
                arrays.put(parameter.name(), array);
            });
            found.forEach((kind, array) -> {
                if (!layer.parameters().containsKey(kind)) {
                    throw new InvalidInputException(file.file() + ": '" + array.name() + "' is the " + word(kind) + " of layer '" + theirs
                        + "', which has none in the architecture");
                }
            });
        }
        List<String> left = file.layers().keySet().stream().filter(name -> !names.containsValue(name)).toList();
        if (!left.isEmpty()) {
            throw new InvalidInputException(file.file() + " has layers that the architecture has not: " + left);
        }
        return new ParameterMatch(arrays, how);
    }

    private static void requireShape(ForeignParameters file, ForeignArray array, NetworkParameter parameter, ArrayLayout layout) {
        long[] wanted = layout.foreign(parameter.shape());
        if (!Arrays.equals(array.shape(), wanted)) {
            boolean turned = layout == ArrayLayout.TORCH
                && Arrays.equals(array.shape(), ArrayLayout.KERAS.foreign(parameter.shape()));
            throw new InvalidInputException(file.file() + ": '" + array.name() + "' has the shape " + Arrays.toString(array.shape())
                + ", expected " + Arrays.toString(wanted) + " for '" + parameter.name() + "'"
                + (turned ? "; it is that of Keras and Flax: --layout keras" : ""));
        }
    }

    private static ParameterMatch inOrder(ForeignParameters file, List<NetworkParameter> parameters, ArrayLayout layout) {
        List<ForeignArray> arrays = file.unnamed();
        if (arrays.size() != parameters.size()) {
            throw new InvalidInputException(file.file() + " has " + arrays.size() + " arrays without names, expected "
                + parameters.size() + ", one for each of " + parameters);
        }
        Map<String, ForeignArray> matched = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            requireShape(file, arrays.get(i), parameters.get(i), layout);
            matched.put(parameters.get(i).name(), arrays.get(i));
        }
        return new ParameterMatch(matched, "by order, the arrays having no names");
    }
}
