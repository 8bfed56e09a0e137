package org.espalier.pruning.ladder;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which methods, densities and networks each preset of {@code pruning/ladder} trains. */
final class LadderGrid {
    static final List<String> METHODS = List.of(LadderClaims.MAGNITUDE, LadderClaims.GLOBAL, "one-shot-pruning",
        "gradual-pruning", "gradient-pruning", "movement-pruning", LadderClaims.RANDOM, "snip", "grasp", "synflow");
    /** ShrinkBench's operating points: compression 2, 4, 8, 16, 32. */
    private static final List<Double> FIVE = List.of(0.5, 0.25, LadderClaims.MIDDLE, 0.0625, LadderClaims.LOW);
    private static final List<Double> THREE = List.of(0.5, LadderClaims.MIDDLE, LadderClaims.LOW);

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs,
                         List<String> architectures, List<Double> densities) { }

    private LadderGrid() { }

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, 3, List.of("lenet-300-100"), THREE);
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, 8, List.of("lenet-300-100"), THREE);
            case STANDARD -> new Shape("fashion-mnist", 5000, 0, 5, 10, List.of("lenet-300-100"), FIVE);
            case PAPER -> new Shape("cifar10", 5000, 0, 5, 160, List.of("conv4", "conv6", "resnet18"), FIVE);
        };
    }

    /** This study's own methods, and the plug-ins that join comparisons. */
    static List<String> methods() {
        return Stream.concat(METHODS.stream(), SubnetworkMethods.all().stream().filter(SubnetworkMethod::joinsComparisons)
            .map(SubnetworkMethod::name)).distinct().toList();
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        Grid networks = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", shape.architectures())
            .axis("width", 1.0)
            .axis("init", "glorot-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", 60)
            .optional(StartingPoint.START);
        Set<Parameters> points = new LinkedHashSet<>();
        // At density 1 every pruning method is dense training: one of them stands for all.
        networks.points().forEach(p -> points.add(p.with("method", LadderClaims.MAGNITUDE).with("density", 1.0)));
        points.addAll(networks.axis("method", methods()).axis("density", shape.densities()).points());
        return points.stream().flatMap(p -> LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds()))
            .mapToObj(seed -> MethodTrial.of(study, version, p, seed))).toList();
    }
}
