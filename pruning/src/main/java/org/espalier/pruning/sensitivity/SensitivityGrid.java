package org.espalier.pruning.sensitivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSets;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Grid;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which networks, layers and densities each preset of {@code pruning/sensitivity} prunes. */
final class SensitivityGrid {
    /** Parameter: number of the layer that is pruned, 0 for none. */
    static final String LAYER = "layer";
    static final String DENSITY = "density";
    private static final double ALL = 1;

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, String optimizer, int batchSize,
                         int steps, int fineTuneSteps, int evaluateEvery, Map<String, Double> widths,
                         List<Double> densities) { }

    private SensitivityGrid() { }

    private static Shape shape(Preset preset) {
        List<Double> three = List.of(SensitivityClaims.FIFTH, SensitivityClaims.TENTH, 0.02);
        List<Double> five = List.of(0.5, SensitivityClaims.FIFTH, SensitivityClaims.TENTH, 0.05, 0.02);
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, "adam", 60, 60, 20, 20, ordered("conv2", 0.125),
                List.of(SensitivityClaims.FIFTH, SensitivityClaims.TENTH));
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, "adam", 60, 1000, 200, 250, ordered("conv2", 0.125),
                three);
            case STANDARD -> new Shape("fashion-mnist", 5000, 0, 5, "adam", 60, 10_000, 1000, 500,
                ordered("lenet-300-100", 1.0, "conv4", 0.125), five);
            case PAPER -> new Shape("cifar10", 5000, 0, 5, "sgd-steps", 128, 30_000, 3000, 500,
                ordered("conv6", 1.0, "resnet18", 1.0), five);
        };
    }

    private static Map<String, Double> ordered(Object... pairs) {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return map;
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    /**
     * The dense network and its fine-tuned copies, seed by seed.
     *
     * @throws InvalidInputException if a network does not have one of the layers, or a density leaves one empty
     */
    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Trial> trials = new ArrayList<>();
        for (Object architecture : overrides.values().getOrDefault("architecture", List.copyOf(shape.widths().keySet()))) {
            Grid problems = Grid.with(overrides)
                .axis("dataset", shape.dataSet())
                .axis("validation_images", shape.validationImages())
                .axis("train_images", shape.trainImages())
                .axis("width", shape.widths().getOrDefault(architecture.toString(), ALL))
                .axis("init", "glorot-normal")
                .axis("optimizer", shape.optimizer())
                .axis("steps", shape.steps())
                .axis("evaluate_every", shape.evaluateEvery())
                .axis("batch_size", shape.batchSize())
                .optional(StartingPoint.START);
            for (Parameters problem : problems.points()) {
                Parameters network = problem.with("architecture", architecture);
                List<Parameters> points = points(network, shape, overrides);
                for (long seed : LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds())).toArray()) {
                    Trial dense = FineTuning.dense(study, version, whole(network), seed);
                    trials.add(dense);
                    points.forEach(point -> trials.add(FineTuning.after(dense, point)));
                }
            }
        }
        return trials;
    }

    private static Parameters whole(Parameters network) {
        return network.with(LAYER, 0).with(DENSITY, ALL);
    }

    /** The dense network trained on, and every layer at every density. */
    private static List<Parameters> points(Parameters network, Shape shape, Overrides overrides) {
        List<PruningLadder.Layer> layers = PruningLadder.of(Architectures.named(network.text("architecture")),
            new Architecture.Options(network.number("width"), false, false), DataSets.named(network.text("dataset")),
            PruningMethod.RATE).layers();
        Grid grid = Grid.with(overrides).axis(FineTuning.STEPS, shape.fineTuneSteps())
            .axis(LAYER, IntStream.rangeClosed(1, layers.size()).boxed().toList()).axis(DENSITY, shape.densities());
        List<Parameters> points = new ArrayList<>();
        grid.values(FineTuning.STEPS).forEach(steps -> points.add(whole(network).with(FineTuning.STEPS, steps)));
        for (Parameters p : grid.points()) {
            require(network.text("architecture"), layers, p);
            if (p.number(DENSITY) < ALL) {
                points.add(network.with(FineTuning.STEPS, p.integer(FineTuning.STEPS)).with(LAYER, p.integer(LAYER))
                    .with(DENSITY, p.number(DENSITY)));
            }
        }
        return points;
    }

    private static void require(String architecture, List<PruningLadder.Layer> layers, Parameters p) {
        long number = p.integer(LAYER);
        if (number < 1 || number > layers.size()) {
            throw new InvalidInputException("layer: " + architecture + " has the layers 1 to " + layers.size()
                + ", found " + number);
        }
        int size = layers.get((int) number - 1).size();
        double left = size * p.number(DENSITY);
        if (left < 1 - 1e-9) {
            throw new InvalidInputException(String.format(Locale.ROOT, "density %s would leave layer %d of %s empty: of its "
                + "%d weights %.3g would be kept, and at least 1 is needed", p.number(DENSITY), number, architecture, size,
                left));
        }
    }
}
