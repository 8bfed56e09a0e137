package org.espalier.pruning.round;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/**
 * The design of a study that prunes trained networks once ({@link FineTuning}): for every network and seed the dense training,
 * the dense network trained on, and everything the study prunes at every density.
 *
 * @param widths        the networks of a preset
 * @param fineTuneSteps steps after pruning of a preset
 * @param densities     densities of a preset
 * @param pruned        the parameter that says what is pruned
 * @param none          its value where nothing is
 * @param density       the parameter {@link FineTuning#DENSITY}
 * @param choices       its values, given how many weights the layers of a network have
 * @param check         refuses a point that cannot be pruned, in one sentence, before anything is trained
 */
public record FineTuningDesign(PerPreset<Widths> widths, PerPreset<Integer> fineTuneSteps, PerPreset<List<Double>> densities,
                               Parameter pruned, Object none, Parameter density, Function<PruningLadder, List<?>> choices,
                               BiConsumer<PruningLadder, Parameters> check) implements Design {
    private static final PerPreset<Size> SIZES = new PerPreset<>(
        new Size("digits", 200, 0, 2, "adam", 60, 60, 20),
        new Size("fashion-mnist", 5000, 10_000, 3, "adam", 60, 1000, 250),
        new Size("fashion-mnist", 5000, 0, 5, "adam", 60, 10_000, 500),
        new Size("cifar10", 5000, 0, 5, "sgd-steps", 128, 30_000, 500));
    private static final double ALL = 1;

    private record Size(String dataSet, int validationImages, int trainImages, int seeds, String optimizer, int batchSize,
                        int steps, int evaluateEvery) {}

    /**
     * Architectures and their width multipliers.
     *
     * @param own       those that are studied
     * @param otherwise the width of an architecture that the user asks for and is not among them
     */
    public record Widths(Map<String, Double> own, double otherwise) {

        /** Architectures of one width, which is that of every other too. */
        public static Widths of(double width, String... architectures) {
            Map<String, Double> own = new LinkedHashMap<>();
            List.of(architectures).forEach(architecture -> own.put(architecture, width));
            return new Widths(own, width);
        }

        /** One more. */
        public Widths with(String architecture, double width) {
            Map<String, Double> more = new LinkedHashMap<>(own);
            more.put(architecture, width);
            return new Widths(more, otherwise);
        }
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(FineTuning.parameters());
        parameters.addAll(List.of(pruned, density));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return SIZES.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        List<Trial> trials = new ArrayList<>();
        List<Object> own = List.copyOf(widths.of(preset).own().keySet());
        for (Object architecture : overrides.values().getOrDefault("architecture", own)) {
            for (Parameters network : networks(architecture.toString(), preset, overrides)) {
                List<Parameters> points = points(network, preset, overrides);
                for (long seed : LongStream.rangeClosed(1, overrides.seeds().orElse(seeds(preset))).toArray()) {
                    Trial dense = FineTuning.dense(of.study(), of.version(), whole(network), seed);
                    trials.add(dense);
                    points.forEach(point -> trials.add(FineTuning.after(dense, point)));
                }
            }
        }
        return trials;
    }

    private List<Parameters> networks(String architecture, Preset preset, Overrides overrides) {
        Size size = SIZES.of(preset);
        Widths of = widths.of(preset);
        return Grid.with(overrides)
            .axis("dataset", size.dataSet())
            .axis("validation_images", size.validationImages())
            .axis("train_images", size.trainImages())
            .axis("width", of.own().getOrDefault(architecture, of.otherwise()))
            .axis("init", "glorot-normal")
            .axis("optimizer", size.optimizer())
            .axis("steps", size.steps())
            .axis("evaluate_every", size.evaluateEvery())
            .axis("batch_size", size.batchSize())
            .optional(StartingPoint.START).points().stream().map(p -> p.with("architecture", architecture)).toList();
    }

    private Parameters whole(Parameters network) {
        return network.with(pruned.name(), none).with(FineTuning.DENSITY, ALL);
    }

    /** The dense network trained on, and everything that is pruned at every density. */
    private List<Parameters> points(Parameters network, Preset preset, Overrides overrides) {
        PruningLadder ladder = RoundTrial.ladder(network);
        Grid grid = Grid.with(overrides).axis(FineTuning.STEPS, fineTuneSteps.of(preset))
            .axis(pruned.name(), choices.apply(ladder)).axis(FineTuning.DENSITY, densities.of(preset));
        List<Parameters> points = new ArrayList<>();
        grid.values(FineTuning.STEPS).forEach(steps -> points.add(whole(network).with(FineTuning.STEPS, steps)));
        for (Parameters chosen : grid.points()) {
            Parameters point = network;
            for (Map.Entry<String, Object> parameter : chosen.values().entrySet()) {
                point = point.with(parameter.getKey(), parameter.getValue());
            }
            check.accept(ladder, point);
            if (point.number(FineTuning.DENSITY) < ALL) {
                points.add(point);
            }
        }
        return points;
    }
}
