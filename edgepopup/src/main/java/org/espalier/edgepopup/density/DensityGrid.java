package org.espalier.edgepopup.density;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which networks, densities, initial weights and controls each preset of {@code edge-popup/density} trains. */
final class DensityGrid {
    static final List<String> METHODS =
        List.of(DensityClaims.POPUP, DensityClaims.RANDOM, "dense-sgd", "dense-adam");
    private static final List<String> BOTH = List.of(DensityClaims.SIGNED, DensityClaims.NORMAL);
    private static final List<Double> TENTHS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    private static final List<Double> ODD_TENTHS = List.of(0.1, 0.3, 0.5, 0.7, 0.9);
    private static final List<Double> THREE = List.of(0.1, 0.5, 0.9);

    /** How one architecture is studied in a preset. */
    private record Size(double width, int epochs, List<Double> densities, List<String> inits) { }

    private record Shape(String dataSet, int seeds, int validationImages, Map<String, Size> sizes, Size other) { }

    private DensityGrid() { }

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape("digits", 2, 200, Map.of("lenet-300-100",
                new Size(1, 5, THREE, List.of(DensityClaims.SIGNED))), new Size(0.125, 3, THREE, BOTH));
            case QUICK -> new Shape("fashion-mnist", 3, 5000, ordered(
                "lenet-300-100", new Size(1, 8, ODD_TENTHS, BOTH),
                "conv2", new Size(0.125, 3, THREE, List.of(DensityClaims.SIGNED))), new Size(0.125, 3, THREE, BOTH));
            case STANDARD -> new Shape("fashion-mnist", 5, 5000, ordered(
                "lenet-300-100", new Size(1, 8, TENTHS, BOTH),
                "conv2", new Size(0.125, 5, ODD_TENTHS, List.of(DensityClaims.SIGNED)),
                "conv4", new Size(0.125, 5, ODD_TENTHS, List.of(DensityClaims.SIGNED)),
                "conv6", new Size(0.125, 5, ODD_TENTHS, List.of(DensityClaims.SIGNED))),
                new Size(0.125, 5, ODD_TENTHS, BOTH));
            case PAPER -> {
                Size full = new Size(1, 100, TENTHS, BOTH);
                yield new Shape("cifar10", 5, 5000,
                    ordered("conv2", full, "conv4", full, "conv6", full, "conv8", full), full);
            }
        };
    }

    private static Map<String, Size> ordered(Object... pairs) {
        Map<String, Size> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Size) pairs[i + 1]);
        }
        return map;
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Trial> trials = new ArrayList<>();
        for (Object architecture : chosen(overrides, "architecture", List.copyOf(shape.sizes().keySet()))) {
            Size size = shape.sizes().getOrDefault(architecture.toString(), shape.other());
            for (Object method : chosen(overrides, "method", METHODS)) {
                for (Parameters point : points(shape, size, SubnetworkMethods.named(method.toString()), overrides)) {
                    Parameters parameters = point.with("architecture", architecture).with("method", method);
                    LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds()))
                        .mapToObj(seed -> MethodTrial.of(study, version, parameters, seed)).forEach(trials::add);
                }
            }
        }
        return trials;
    }

    private static List<Parameters> points(Shape shape, Size size, SubnetworkMethod method, Overrides overrides) {
        Grid grid = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", 0)
            .axis("width", size.width())
            .axis("epochs", size.epochs())
            .axis("batch_size", 128)
            .axis("init", size.inits());
        if (method.selects()) {
            return grid.axis("density", size.densities()).points();
        }
        return grid.points().stream().map(p -> p.with("density", 1.0)).toList();
    }

    private static List<Object> chosen(Overrides overrides, String parameter, List<String> preset) {
        return overrides.values().getOrDefault(parameter, List.copyOf(preset));
    }
}
