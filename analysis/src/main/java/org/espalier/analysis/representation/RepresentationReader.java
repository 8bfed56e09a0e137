package org.espalier.analysis.representation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.nets.arrays.ArrayFile;
import org.espalier.nets.arrays.StoredArray;
import org.espalier.nets.arrays.WeightLayout;

/**
 * Reads representations from files of activations that any framework wrote ({@link ArrayFile}): real and whole numbers and
 * truth values, one array or many in a file.
 *
 * <p>Shapes: {@code [samples, units]}; {@code [trials, time, units]}, whose samples are the steps of the trials, one trial after
 * another; images of channels {@code [samples, channels, height, width]} ({@link WeightLayout#KERAS}: {@code [samples, height,
 * width, channels]}), one or three spatial axes likewise, for which {@link Units} says what a unit is.
 */
public final class RepresentationReader {
    private static final int MOST_NAMES = 8;

    /** What the units of an array with channels are. */
    public enum Units {
        /** Every number of a sample: {@code [samples, channels x height x width]}. Of trials: {@code [trials, time x units]}. */
        FLATTEN,
        /** The channels, every place of an image being a sample of its own: {@code [samples x height x width, channels]}. */
        CHANNELS,
        /** The channels, each the mean over the places of its image: {@code [samples, channels]}. Of trials: over time. */
        MEAN
    }

    /** A representation and the array it comes from. @param name in its file; empty where the file holds it alone */
    public record Layer(Path file, String name, Representation representation) {

        /** File and name, {@code acts.npz:fc1}. */
        public String label() {
            return name.isEmpty() ? file.toString() : file + ":" + name;
        }
    }

    private final List<String> keys;
    private final Optional<Units> units;
    private final WeightLayout layout;
    private final Consumer<String> notes;

    /**
     * A reader.
     *
     * @param keys   names of the arrays to take, from each file those it has; none for all
     * @param units  what a unit of an array with channels is; such arrays are refused without it
     * @param layout where the channels are: behind the samples, or last
     * @param notes  takes sentences that a person should know: what was left out, what was taken for what
     */
    public RepresentationReader(List<String> keys, Optional<Units> units, WeightLayout layout, Consumer<String> notes) {
        this.keys = List.copyOf(keys);
        this.units = units;
        this.layout = layout;
        this.notes = notes;
    }

    /**
     * Reads the representations of a file, in its order.
     *
     * <p>Where all arrays of a file are asked for, those of no numbers, of complex numbers, or of fewer than two axes (labels,
     * counters) are left out, with a note.
     *
     * @return at least one
     * @throws InvalidInputException           if an array asked for is not there or has another shape, there is none left, or
     *                                         a number is not finite; the message names the file and the array
     * @throws org.espalier.base.InvalidInputException if the file cannot be read
     */
    public List<Layer> read(Path file) {
        return read(List.of(file)).get(0);
    }

    /**
     * Reads the representations of files that name their arrays each in its own way: an array asked for must be in one of them
     * at least, and each gives those it has. The only array of a file counts whatever its name is.
     *
     * @return of each file at least one
     * @throws InvalidInputException           as of one file; if an array asked for is in none of the files, or a file of
     *                                         several arrays has none of those asked for
     * @throws org.espalier.base.InvalidInputException if a file cannot be read
     */
    public List<List<Layer>> read(List<Path> files) {
        List<Map<String, StoredArray>> arrays = files.stream().map(ArrayFile::read).toList();
        for (String key : keys) {
            if (arrays.stream().noneMatch(some -> some.containsKey(key))) {
                throw new InvalidInputException(missing(key, files, arrays));
            }
        }
        List<List<Layer>> layers = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            layers.add(layers(files.get(i), arrays.get(i)));
        }
        return layers;
    }

    private List<Layer> layers(Path file, Map<String, StoredArray> arrays) {
        List<Layer> layers = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean picked = !keys.isEmpty() || arrays.size() == 1;
        chosen(file, arrays).forEach((name, array) -> {
            if (!picked && (!array.type().numeric() || array.axes() < 2 || array.size() == 0)) {
                leftOut.add(name + " " + Arrays.toString(array.shape()));
            } else {
                layers.add(new Layer(file, arrays.size() == 1 ? "" : name, representation(array)));
            }
        });
        if (layers.isEmpty()) {
            throw new InvalidInputException(file + " holds no array of numbers with two axes or more"
                + (leftOut.isEmpty() ? "" : " (" + some(leftOut) + ")") + ", expected [samples, units]");
        }
        if (!leftOut.isEmpty()) {
            notes.accept(file + ": left out, as no representations: " + some(leftOut) + ".");
        }
        return layers;
    }

    private Map<String, StoredArray> chosen(Path file, Map<String, StoredArray> arrays) {
        if (keys.isEmpty()) {
            return arrays;
        }
        Map<String, StoredArray> chosen = new LinkedHashMap<>();
        for (String key : keys) {
            if (arrays.containsKey(key)) {
                chosen.put(key, arrays.get(key));
            }
        }
        if (chosen.isEmpty() && arrays.size() > 1) {
            throw new InvalidInputException(keys.size() == 1 ? missing(keys.get(0), List.of(file), List.of(arrays))
                : file + " has none of the arrays " + keys + ", expected one of " + some(List.copyOf(arrays.keySet())));
        }
        return chosen.isEmpty() ? arrays : chosen;
    }

    private static String missing(String key, List<Path> files, List<Map<String, StoredArray>> arrays) {
        Set<String> names = new LinkedHashSet<>();
        arrays.forEach(some -> names.addAll(some.keySet()));
        return String.join(", ", new LinkedHashSet<>(files.stream().map(Path::toString).toList())) + ": "
            + (names.size() > MOST_NAMES ? Nearest.unknown("array", key, names)
                : "no array named '" + key + "', expected one of " + names);
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
            + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private Representation representation(StoredArray array) {
        long[] shape = array.shape();
        try {
            return switch (shape.length) {
                case 0, 1 -> throw new InvalidInputException("has the shape " + Arrays.toString(shape)
                    + "; expected [samples, units] (one unit: [samples, 1])");
                case 2 -> of(shape[0], shape[1], array);
                case 3 -> ofTrials(array);
                default -> ofImages(array);
            };
        } catch (InvalidInputException e) {
            throw new InvalidInputException(array.origin() + (String.valueOf(e.getMessage()).startsWith("has") ? " " : ": ") + e
                .getMessage(), e);
        }
    }

    private static Representation of(long samples, long width, StoredArray array) {
        double[] values = array.doubles();
        return new Representation(length(samples), length(width), values).rounded(Resolution.of(array.type(), values));
    }

    /** Means of {@code count} numbers each, which are rounded relative to the numbers: a mean of 0 may be all rounding. */
    private static Representation ofMeans(long samples, long width, StoredArray array, long count) {
        double[] values = array.doubles();
        int each = length(count);
        Representation means = new Representation(length(samples), length(width), means(values, each));
        double resolution = Resolution.of(array.type(), values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return means.rounded(resolution, means(values, each));
    }

    private static int length(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("has " + length + " samples or units, expected at most " + (Integer.MAX_VALUE - 8));
        }
        return (int) length;
    }

    private Representation ofTrials(StoredArray array) {
        long[] shape = array.shape();
        if (units.isEmpty()) {
            notes.accept(array.origin() + ": taken as [trials, time, units], " + shape[0] + " trials of " + shape[1]
                + " steps: " + shape[0] * shape[1] + " samples.");
        }
        return switch (units.orElse(Units.CHANNELS)) {
            case FLATTEN -> of(shape[0], shape[1] * shape[2], array);
            case MEAN -> ofMeans(shape[0], shape[2], array.permuted(0, 2, 1), shape[1]);
            case CHANNELS -> {
                int[] steps = new int[length(shape[0])];
                Arrays.fill(steps, length(shape[1]));
                double[] values = array.doubles();
                yield Representation.ofTrials(length(shape[2]), values, steps).rounded(Resolution.of(array.type(), values));
            }
        };
    }

    private Representation ofImages(StoredArray stored) {
        long[] shape = stored.shape();
        if (units.isEmpty()) {
            throw new InvalidInputException("has the shape " + Arrays.toString(shape) + "; say what its units are: --units flatten"
                + " (every number), channels (every place a sample) or mean (channels, averaged over places)");
        }
        int axes = shape.length;
        int channels = layout == WeightLayout.KERAS ? axes - 1 : 1;
        long places = 1;
        int[] channelsFirst = new int[axes];
        int[] channelsLast = new int[axes];
        channelsFirst[1] = channels;
        channelsLast[axes - 1] = channels;
        int next = 0;
        for (int d = 1; d < axes; d++) {
            if (d != channels) {
                places *= shape[d];
                channelsFirst[next + 2] = d;
                channelsLast[++next] = d;
            }
        }
        long width = shape[channels];
        return switch (units.get()) {
            case FLATTEN -> of(shape[0], width * places, stored);
            case CHANNELS -> of(shape[0] * places, width, stored.permuted(channelsLast));
            case MEAN -> ofMeans(shape[0], width, stored.permuted(channelsFirst), places);
        };
    }

    /** @param values {@code [rows, count]} @return the mean of each row */
    private static double[] means(double[] values, int count) {
        if (count == 0) {
            throw new InvalidInputException("has an axis of length 0, over which there is no mean");
        }
        double[] means = new double[values.length / count];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int j = 0; j < count; j++) {
                sum += values[i * count + j];
            }
            means[i] = sum / count;
        }
        return means;
    }
}
