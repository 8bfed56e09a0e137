package org.espalier.analysis.randomlabels;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.base.Labelled;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/** Which labels and images each preset of {@code analysis/random-labels} trains on, and with which methods. */
final class RandomLabelsGrid implements Design {
    static final String DENSE = "dense-adam";

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs, int batchSize,
                         String architecture, double width, List<Double> fractions, List<Double> densities) {}

    private static final List<Double> FRACTIONS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    private static final PerPreset<Shape> SHAPES = new PerPreset<>(
        new Shape("digits", 200, 100, 2, 50, 10, "lenet-300-100", 1, List.of(0.0, 1.0), List.of(0.5)),
        new Shape("fashion-mnist", 1000, 2000, 3, 70, 50, "lenet-300-100", 1, List.of(0.0, 0.5, 1.0), List.of(0.5, 0.1)),
        new Shape("fashion-mnist", 1000, 3000, 5, 80, 50, "lenet-300-100", 1, FRACTIONS, List.of(0.5, 0.1)),
        new Shape("cifar10", 5000, 0, 5, 300, 128, "mlp", 1, FRACTIONS, List.of(0.5, 0.2, 0.1, 0.05)));

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(MethodTrial.parameters());
        parameters.add(Parameter.number(MethodTrial.RANDOM_LABELS, "Fraction of the training labels drawn at random.", 0, 1));
        parameters.add(Parameter.text(MethodTrial.PIXELS, "What becomes of the pixels.",
            () -> Labelled.labels(PixelCorruption.class)));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return SHAPES.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        Shape shape = SHAPES.of(preset);
        Grid problem = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", shape.architecture())
            .axis("width", shape.width())
            .axis("init", "kaiming-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", shape.batchSize());
        List<Object> methods = Grid.with(overrides).axis("method", DENSE, "edge-popup", "lottery-ticket").values("method");
        Set<Parameters> points = new LinkedHashSet<>();
        for (Object method : methods) {
            boolean selects = SubnetworkMethods.named(method.toString()).selects();
            List<Double> extremes = List.of(0.0, 1.0);
            Grid grid = problem.axis("density", selects ? shape.densities() : List.of(1.0));
            // The dense network sees every corruption, the others the two ends of the scale.
            List<Parameters> mine = new ArrayList<>(grid.axis(MethodTrial.RANDOM_LABELS, selects ? extremes : shape.fractions())
                .axis(MethodTrial.PIXELS, PixelCorruption.TRUE.label()).points());
            if (!selects) {
                mine.addAll(grid.axis(MethodTrial.RANDOM_LABELS, 0.0).axis(MethodTrial.PIXELS,
                    PixelCorruption.SHUFFLED.label(), PixelCorruption.RANDOM.label(), PixelCorruption.GAUSSIAN.label()).points());
            }
            mine.forEach(point -> points.add(point.with("method", method).with("density",
                selects ? point.number("density") : 1.0)));
        }
        long[] seeds = LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds())).toArray();
        List<Trial> trials = new ArrayList<>();
        for (Parameters point : points) {
            for (long seed : seeds) {
                trials.add(MethodTrial.of(of.study(), of.version(), point, seed));
            }
        }
        return trials;
    }
}
