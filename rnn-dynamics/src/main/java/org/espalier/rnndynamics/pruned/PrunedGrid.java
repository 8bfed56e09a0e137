package org.espalier.rnndynamics.pruned;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.flipflop.FlipFlopDynamics;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.PopulationParameters.Setting;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * Which networks each preset of {@code rnn-dynamics/pruned} trains and prunes.
 *
 * <p>The optimiser's setting is that of {@code rnn-dynamics/flip-flop}, but no network stops early: all are trained for the same
 * number of steps, so that their errors can be compared.
 */
final class PrunedGrid {
    /** Parameter: a {@link Treatment}. */
    static final String METHOD = "method";
    /** Parameter: fraction of the recurrent weights kept. */
    static final String DENSITY = "density";
    /** Parameter: the step whose weights a lottery ticket is put back to. */
    static final String REWIND_STEP = "rewind_step";
    /** Parameter: what is trained beside the scores of edge-popup, and beside the weights of a reservoir. */
    static final String BESIDE = "trained_beside";
    static final String BESIDE_ALL = "input-and-readout";
    static final String BESIDE_READOUT = "readout";
    private static final double RATE = 0.005;
    private static final double NO_DECAY = 1;
    private static final double CLIP = 1;
    private static final double NEVER_STOP = 0;

    private record Shape(Setting setting, List<Double> densities, List<Integer> rewinds, int seeds) {}

    private PrunedGrid() {}

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    private static Setting setting(List<String> cells, int units, double rate, int batch, int steps, int probes, int starts) {
        return new Setting(cells, List.of(units), List.of(0.0), rate, NO_DECAY, CLIP, batch, steps, NEVER_STOP, probes, starts);
    }

    private static Shape shape(Preset preset) {
        List<String> vanilla = List.of("rnn-tanh");
        return switch (preset) {
            case SMOKE -> new Shape(setting(vanilla, 12, 0.02, 16, 300, 8, 32), List.of(0.5, 0.2), List.of(0), 2);
            case QUICK -> new Shape(setting(vanilla, 64, RATE, 32, 1000, 16, 128), List.of(0.5, 0.2, 0.05, 0.02),
                List.of(0), 5);
            case STANDARD -> new Shape(setting(vanilla, 64, RATE, 32, 1000, 16, 128),
                List.of(0.5, 0.2, 0.1, 0.05, 0.02, 0.01), List.of(0, 100), 10);
            case PAPER -> new Shape(setting(List.of("rnn-tanh", "ugrnn", "gru", "lstm"), 128, RATE, 64, 5000, 32, 1024),
                List.of(0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005), List.of(0, 100, 500), 30);
        };
    }

    /** What {@code --set} accepts. */
    static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(PopulationParameters.declared(FlipFlopDynamics.parameters()));
        // Of the comparison of geometries, which this study does not make.
        all.removeIf(p -> p.name().equals("directions"));
        all.add(Parameter.text(METHOD, "What is done to the recurrent weights; the dense network is always there.",
            Treatment::labels));
        all.add(Parameter.number(DENSITY, "Fraction of the recurrent weights kept. Methods in rounds go from each density to the "
            + "next smaller one.", 1e-4, 0.9999));
        all.add(Parameter.integer(REWIND_STEP, "Step of the dense training whose weights a lottery ticket is put back to.", 0,
            10_000_000));
        all.add(Parameter.text(BESIDE, "What edge-popup trains beside its scores, and a reservoir at all.",
            () -> List.of(BESIDE_ALL, BESIDE_READOUT)));
        return List.copyOf(all);
    }

    /**
     * The dense population of each network, and its pruned ones.
     *
     * @throws InvalidInputException if a setting cannot be run
     */
    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        boolean smoke = preset == Preset.SMOKE;
        List<Parameters> networks = PopulationParameters.grid(overrides, shape.setting())
            .axis(FlipFlopDynamics.BITS, smoke ? 2 : 3)
            .axis(FlipFlopDynamics.PULSE_PROBABILITY, smoke ? 0.2 : 0.1)
            .axis(FlipFlopDynamics.LENGTH, smoke ? 25 : 100).points();
        Grid methods = Grid.with(overrides).axis(METHOD, Treatment.labels()).axis(DENSITY, shape.densities())
            .axis(REWIND_STEP, shape.rewinds()).axis(BESIDE, BESIDE_ALL);
        List<Long> seeds = LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds())).boxed().toList();
        List<Trial> trials = new ArrayList<>();
        for (Parameters network : networks) {
            new FlipFlopDynamics().task(network);
            Trial dense = new Trial(study, version, network.with(METHOD, Treatment.DENSE.label()).with(DENSITY, 1.0), seeds,
                new TreeMap<>(), List.of());
            trials.add(dense);
            for (Object name : methods.values(METHOD)) {
                Treatment treatment = Treatment.of(name.toString());
                for (Parameters variant : variants(network, treatment, methods)) {
                    ladder(trials, dense, variant, treatment, methods.values(DENSITY));
                }
            }
        }
        return trials;
    }

    private static List<Parameters> variants(Parameters network, Treatment treatment, Grid methods) {
        Parameters p = network.with(METHOD, treatment.label());
        if (treatment.isFixed()) {
            return methods.values(BESIDE).stream().map(beside -> p.with(BESIDE, beside)).toList();
        }
        if (treatment != Treatment.TICKET) {
            return List.of(p);
        }
        long steps = network.integer(PopulationParameters.STEPS);
        for (Object rewind : methods.values(REWIND_STEP)) {
            if (((Number) rewind).longValue() >= steps) {
                throw new InvalidInputException(REWIND_STEP + ": expected a step before the end of training, 0 to "
                    + (steps - 1) + ", found " + rewind);
            }
        }
        return methods.values(REWIND_STEP).stream().map(rewind -> p.with(REWIND_STEP, rewind)).toList();
    }

    private static void ladder(List<Trial> trials, Trial dense, Parameters variant, Treatment treatment,
                               List<Object> densities) {
        Trial before = dense;
        for (double density : densities.stream().map(d -> ((Number) d).doubleValue()).distinct()
            .sorted(Comparator.reverseOrder()).toList()) {
            Trial trial = new Trial(dense.study(), dense.version(), variant.with(DENSITY, density), dense.seeds(),
                new TreeMap<>(), treatment.startsFromTrained() ? List.of(before.id()) : List.of());
            trials.add(trial);
            before = treatment.inRounds() ? trial : dense;
        }
    }
}
