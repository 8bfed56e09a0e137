package org.espalier.cli.command;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Nearest;
import org.espalier.study.Preset;
import picocli.CommandLine.Option;

/** The option {@code --preset} of the commands that read: which run they read. */
final class PresetOption {
    @Option(names = "--preset", paramLabel = "P",
        description = "Of each study the latest run of this preset (default: the latest run).")
    private String preset;

    Optional<Preset> chosen() {
        return Optional.ofNullable(preset).map(PresetOption::of);
    }

    /**
     * The preset of a label.
     *
     * @throws InvalidInputException if there is none, with the nearest
     */
    static Preset of(String label) {
        return Arrays.stream(Preset.values()).filter(p -> p.label().equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException(
                Nearest.unknown("preset", label, Arrays.stream(Preset.values()).map(Preset::label).toList())));
    }
}
