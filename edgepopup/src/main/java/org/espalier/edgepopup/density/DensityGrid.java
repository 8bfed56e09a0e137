package org.espalier.edgepopup.density;

import static org.espalier.edgepopup.density.DensityStudy.NORMAL;
import static org.espalier.edgepopup.density.DensityStudy.SIGNED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/** Which networks, densities, initial weights and controls each preset of {@code edge-popup/density} trains. */
final class DensityGrid implements Design {
    private static final List<String> METHODS = List.of(DensityStudy.POPUP, DensityStudy.RANDOM, "dense-sgd", "dense-adam");
    private static final List<Double> TENTHS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    private static final List<Double> ODD_TENTHS = List.of(0.1, 0.3, 0.5, 0.7, 0.9);
    private static final List<Double> THREE = List.of(0.1, 0.5, 0.9);
    /** All training images. */
    private static final int ALL = 0;
    private static final Size NARROW = new Size(0.125, 8, 20_000, Map.of(SIGNED, ODD_TENTHS));
    private static final Size FULL = new Size(1, 100, ALL, both(TENTHS, TENTHS));

    private static final PerPreset<Shape> SHAPES = new PerPreset<>(
        new Shape("digits", 2, 200, Map.of("lenet-300-100", new Size(1, 5, ALL, Map.of(SIGNED, THREE))),
            new Size(0.125, 3, ALL, both(THREE, THREE))),
        new Shape("fashion-mnist", 3, 5000, ordered("lenet-300-100", new Size(1, 8, ALL, both(ODD_TENTHS, List.of(0.5))),
            "conv2", new Size(0.125, 4, 10_000, Map.of(SIGNED, THREE))), new Size(0.125, 4, 10_000, both(THREE, THREE))),
        new Shape("fashion-mnist", 5, 5000, ordered("lenet-300-100", new Size(1, 8, ALL, both(TENTHS, TENTHS)),
            "conv2", NARROW, "conv4", NARROW, "conv6", NARROW), new Size(0.125, 8, 20_000, both(ODD_TENTHS, ODD_TENTHS))),
        new Shape("cifar10", 5, 5000, ordered("conv2", FULL, "conv4", FULL, "conv6", FULL, "conv8", FULL), FULL));

    /**
     * How one architecture is studied in a preset.
     *
     * @param width       its width multiplier
     * @param epochs      passes over the training images
     * @param trainImages training images used, 0 for all
     * @param densities   densities looked at, by the initial weights they are looked at with
     */
    private record Size(double width, int epochs, int trainImages, Map<String, List<Double>> densities) {}

    private record Shape(String dataSet, int seeds, int validationImages, Map<String, Size> sizes, Size other) {}

    private static Map<String, List<Double>> both(List<Double> signed, List<Double> normal) {
        return ordered(SIGNED, signed, NORMAL, normal);
    }

    @SuppressWarnings("unchecked") // names and values in turn
    private static <T> Map<String, T> ordered(Object... pairs) {
        Map<String, T> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (T) pairs[i + 1]);
        }
        return map;
    }

    @Override
    public List<Parameter> parameters() {
        return StartingPoint.with(MethodTrial.parameters());
    }

    @Override
    public int seeds(Preset preset) {
        return SHAPES.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        Shape shape = SHAPES.of(preset);
        List<Trial> trials = new ArrayList<>();
        for (Object architecture : chosen(overrides, "architecture", List.copyOf(shape.sizes().keySet()))) {
            Size size = shape.sizes().getOrDefault(architecture.toString(), shape.other());
            for (Object method : chosen(overrides, "method", METHODS)) {
                for (Parameters point : points(shape, size, SubnetworkMethods.named(method.toString()), overrides)) {
                    Parameters parameters = point.with("architecture", architecture).with("method", method);
                    LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds()))
                        .mapToObj(seed -> MethodTrial.of(of.study(), of.version(), parameters, seed)).forEach(trials::add);
                }
            }
        }
        return trials;
    }

    private static List<Parameters> points(Shape shape, Size size, SubnetworkMethod method, Overrides overrides) {
        Grid grid = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", size.trainImages())
            .axis("width", size.width())
            .axis("epochs", size.epochs())
            .axis("batch_size", 128)
            .optional(StartingPoint.START);
        List<Parameters> points = new ArrayList<>();
        // Weights that are given have no distribution to compare.
        List<String> inits = overrides.values().containsKey(StartingPoint.START) ? List.of(SIGNED)
            : List.copyOf(size.densities().keySet());
        for (Object init : chosen(overrides, "init", inits)) {
            List<Double> densities = size.densities().getOrDefault(init.toString(), size.densities().get(SIGNED));
            (method.selects() ? grid.axis("density", densities) : grid).points().forEach(p -> points.add((method.selects() ? p : p.with(
                "density", 1.0)).with("init", init)));
        }
        return points;
    }

    private static List<Object> chosen(Overrides overrides, String parameter, List<String> preset) {
        return overrides.values().getOrDefault(parameter, List.copyOf(preset));
    }
}
