package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.study.Preset;
import org.espalier.study.record.RunChoice;
import picocli.CommandLine.Option;

/** The options {@code --preset} and {@code --set} of the commands that read: which runs they read. */
final class PresetOption {
    @Option(names = "--preset", paramLabel = "P",
        description = "The runs of this preset (default: of each study the preset with most results).")
    private String preset;

    @Option(names = "--set", paramLabel = "KEY=VALUE", arity = "1",
        description = "The runs that were started with this setting (default: of a preset those at its own settings, if any). May "
            + "be repeated.")
    private List<String> settings = new ArrayList<>();

    RunChoice chosen() {
        return new RunChoice(Optional.ofNullable(preset).map(PresetOption::of), settings);
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
