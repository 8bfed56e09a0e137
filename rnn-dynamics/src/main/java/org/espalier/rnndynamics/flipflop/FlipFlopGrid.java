package org.espalier.rnndynamics.flipflop;

import java.util.List;
import org.espalier.rnndynamics.universality.BiologicalConstraints;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.PopulationGrid;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.PopulationParameters.Setting;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * The populations of each preset of {@code rnn-dynamics/flip-flop}.
 *
 * <p>One setting of the optimiser for all cells, chosen on seeds from 1001 on for few steps to a loss of 0.01. Training goes
 * on to a tenth of that: there the fixed points are in place.
 */
final class FlipFlopGrid {
    private static final List<String> CELLS = PopulationParameters.cells();
    private static final double RATE = 0.005;
    private static final double NO_DECAY = 1;
    private static final double CLIP = 1;
    private static final double STOP = 0.001;

    private FlipFlopGrid() {}

    static int seeds(Preset preset) {
        return switch (preset) {
            case SMOKE -> 2;
            case QUICK, STANDARD -> 10;
            case PAPER -> 30;
        };
    }

    private static Setting setting(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Setting(List.of("rnn-tanh", "gru"), List.of(12), List.of(0.0), 0.02, NO_DECAY, CLIP, 16, 400,
                0.005, 12, 64);
            case QUICK -> new Setting(CELLS, List.of(64), List.of(0.0), RATE, NO_DECAY, CLIP, 32, 1000, STOP, 16, 256);
            case STANDARD -> new Setting(CELLS, List.of(32, 64), List.of(0.0, 1e-5), RATE, NO_DECAY, CLIP, 32, 1500, STOP,
                16, 384);
            case PAPER -> new Setting(CELLS, List.of(64, 128, 256), List.of(0.0, 1e-5, 1e-4), RATE, NO_DECAY, CLIP, 64,
                20_000, STOP, 32, 1024);
        };
    }

    /** The task's own parameters. */
    static List<Parameter> parameters() {
        return BiologicalConstraints.with(FlipFlopDynamics.parameters());
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides, ComparedTask compared) {
        boolean smoke = preset == Preset.SMOKE;
        return PopulationGrid.trials(study, version, overrides,
            BiologicalConstraints.axes(PopulationParameters.grid(overrides, setting(preset)))
                .axis(FlipFlopDynamics.BITS, smoke ? 2 : 3)
                .axis(FlipFlopDynamics.PULSE_PROBABILITY, smoke ? 0.2 : 0.1)
                .axis(FlipFlopDynamics.LENGTH, smoke ? 25 : 100).points(), seeds(preset), compared);
    }
}
