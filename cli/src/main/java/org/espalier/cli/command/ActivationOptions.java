package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.analysis.representation.RepresentationReader;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.nets.arrays.WeightLayout;
import picocli.CommandLine.Option;

/** Which arrays of files of activations are compared, and what their units are: {@code --key, --units, --layout}. */
final class ActivationOptions {
    @Option(names = "--key", paramLabel = "NAME", split = ",",
        description = "An array of files that hold several, such as a layer; can be repeated: "
            + "each file gives those it has (default: all of them).")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--units", paramLabel = "U",
        description = "What a unit is in arrays [samples, channels, height, width]: flatten (every number), channels (a channel; "
            + "every place is a sample), mean (a channel, averaged over places).")
    private String units;

    @Option(names = "--layout", paramLabel = "L", defaultValue = "torch",
        description = "Where channels are: torch [samples, channels, height, width], keras [samples, height, width, channels] "
            + "(default: ${DEFAULT-VALUE}).")
    private String layout;

    /** Of each file its representations. @param notes takes what a person should know */
    List<List<NamedRepresentation>> read(List<Path> files, Consumer<String> notes) {
        RepresentationReader reader = new RepresentationReader(keys, Optional.ofNullable(units)
            .map(word -> word("--units", word, RepresentationReader.Units.values())),
            word("--layout", layout, WeightLayout.values()), notes);
        return reader.read(files).stream().map(layers -> layers.stream()
            .map(layer -> new NamedRepresentation(layer.file(), layer.name(), layer.representation())).toList()).toList();
    }

    /** The value of a word in lower case. */
    static <E extends Enum<E>> E word(String option, String word, E[] values) {
        List<String> words = new ArrayList<>();
        for (E value : values) {
            words.add(value.name().toLowerCase(Locale.ROOT));
        }
        if (!words.contains(word)) {
            throw new InvalidInputException(option + ": " + Nearest.unknown("word", word, words));
        }
        return values[words.indexOf(word)];
    }
}
