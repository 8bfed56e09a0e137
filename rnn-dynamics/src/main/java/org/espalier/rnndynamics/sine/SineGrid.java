package org.espalier.rnndynamics.sine;

import java.util.List;
import org.espalier.rnndynamics.universality.BiologicalConstraints;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.PopulationGrid;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which populations each preset of {@code rnn-dynamics/sine} trains. */
final class SineGrid {
    private static final double CLIP = 1;
    /** The learning rate falls to this fraction of itself. */
    private static final double LAST_RATE = 0.05;
    private static final double STOP_BELOW = 0.0005;

    private record Shape(int seeds, int frequencies, double lowest, double highest, int length,
                         PopulationParameters.Setting setting) {}

    private SineGrid() {}

    private static Shape shape(Preset preset) {
        List<String> all = PopulationParameters.cells();
        return switch (preset) {
            case SMOKE -> new Shape(2, 6, 0.3, 0.6, 30, setting(List.of("rnn-tanh", "gru"), List.of(16), List.of(0.0), 0.01,
                16, 300, 4));
            case QUICK -> new Shape(5, 51, 0.1, 0.6, 100, setting(all, List.of(64), List.of(0.0), 0.003, 32, 2500, 4));
            case STANDARD -> new Shape(6, 51, 0.1, 0.6, 100, setting(all, List.of(32, 64), List.of(0.0, 1e-5), 0.003, 32,
                3000, 4));
            case PAPER -> new Shape(20, 51, 0.1, 0.6, 100, setting(all, List.of(64, 128, 256), List.of(0.0, 1e-5, 1e-4),
                0.002, 64, 20_000, 16));
        };
    }

    private static PopulationParameters.Setting setting(List<String> cells, List<Integer> units, List<Double> l2, double rate,
                                                        int batch, int steps, int starts) {
        // Probes: one trial a frequency, whatever the parameter says; it is kept as small as it may be.
        return new PopulationParameters.Setting(cells, units, l2, rate, Math.pow(LAST_RATE, 1.0 / steps), CLIP, batch, steps,
            STOP_BELOW, 2, starts);
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides, ComparedTask compared) {
        Shape shape = shape(preset);
        return PopulationGrid.trials(study, version, overrides,
            BiologicalConstraints.axes(PopulationParameters.grid(overrides, shape.setting()))
                .axis(SineTask.FREQUENCIES, shape.frequencies())
                .axis(SineTask.LOWEST, shape.lowest())
                .axis(SineTask.HIGHEST, shape.highest())
                .axis(SineTask.LENGTH, shape.length()).points(), shape.seeds(), compared);
    }
}
