package org.espalier.rnndynamics.contextintegration;

import java.util.List;
import org.espalier.rnndynamics.universality.BiologicalConstraints;
import org.espalier.rnndynamics.universality.ComparedTask;
import org.espalier.rnndynamics.universality.PopulationGrid;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which populations each preset of {@code rnn-dynamics/context-integration} trains. */
final class ContextGrid {
    private static final double CLIP = 1;
    /** The learning rate falls to this fraction of itself. */
    private static final double LAST_RATE = 0.05;
    private static final double STOP_BELOW = 0.0002;
    private static final int PROBES = 64;

    private record Shape(int seeds, int length, PopulationParameters.Setting setting) {}

    private ContextGrid() {}

    private static Shape shape(Preset preset) {
        List<String> all = PopulationParameters.cells();
        return switch (preset) {
            case SMOKE -> new Shape(2, 10, setting(List.of("rnn-tanh", "gru"), List.of(24), List.of(0.0), 0.01, 32, 500, 16));
            case QUICK -> new Shape(5, 25, setting(all, List.of(64), List.of(0.0), 0.005, 64, 1500, 64));
            case STANDARD -> new Shape(6, 25, setting(all, List.of(32, 64), List.of(0.0, 1e-5), 0.005, 64, 1500, 64));
            case PAPER -> new Shape(20, 25, setting(all, List.of(64, 128, 256), List.of(0.0, 1e-5, 1e-4), 0.005, 128, 10_000,
                1024));
        };
    }

    private static PopulationParameters.Setting setting(List<String> cells, List<Integer> units, List<Double> l2, double rate,
                                                        int batch, int steps, int starts) {
        return new PopulationParameters.Setting(cells, units, l2, rate, Math.pow(LAST_RATE, 1.0 / steps), CLIP, batch, steps,
            STOP_BELOW, PROBES, starts);
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides, ComparedTask compared) {
        Shape shape = shape(preset);
        return PopulationGrid.trials(study, version, overrides,
            BiologicalConstraints.axes(PopulationParameters.grid(overrides, shape.setting()))
                .axis(ContextTask.LENGTH, shape.length()).points(), shape.seeds(), compared);
    }
}
