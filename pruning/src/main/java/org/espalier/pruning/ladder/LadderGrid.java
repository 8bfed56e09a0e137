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
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/** Which methods, densities and networks each preset of {@code pruning/ladder} trains. */
final class LadderGrid implements Design {
    static final List<String> METHODS = List.of(LadderStudy.MAGNITUDE, LadderStudy.GLOBAL, "one-shot-pruning",
        "gradual-pruning", "gradient-pruning", "movement-pruning", LadderStudy.RANDOM, "snip", "grasp", "synflow");
    /** ShrinkBench's operating points: compression 2, 4, 8, 16, 32. */
    private static final List<Double> FIVE = List.of(0.5, 0.25, LadderStudy.MIDDLE, 0.0625, LadderStudy.LOW);
    private static final List<Double> THREE = List.of(0.5, LadderStudy.MIDDLE, LadderStudy.LOW);

    private record Size(String dataSet, int validationImages, int trainImages, int seeds, int epochs,
                        List<String> architectures, List<Double> densities) {}

    private static final PerPreset<Size> SIZES = new PerPreset<>(
        new Size("digits", 200, 0, 2, 3, List.of("lenet-300-100"), THREE),
        new Size("fashion-mnist", 5000, 10_000, 3, 8, List.of("lenet-300-100"), THREE),
        new Size("fashion-mnist", 5000, 0, 5, 10, List.of("lenet-300-100"), FIVE),
        new Size("cifar10", 5000, 0, 5, 160, List.of("conv4", "conv6", "resnet18"), FIVE));

    /** This study's own methods, and the plug-ins that join comparisons. */
    private static List<String> methods() {
        return Stream.concat(METHODS.stream(), SubnetworkMethods.all().stream().filter(SubnetworkMethod::joinsComparisons)
            .map(SubnetworkMethod::name)).distinct().toList();
    }

    @Override
    public List<Parameter> parameters() {
        return StartingPoint.with(MethodTrial.parameters());
    }

    @Override
    public int seeds(Preset preset) {
        return SIZES.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        Size size = SIZES.of(preset);
        Grid networks = Grid.with(overrides)
            .axis("dataset", size.dataSet())
            .axis("validation_images", size.validationImages())
            .axis("train_images", size.trainImages())
            .axis("architecture", size.architectures())
            .axis("width", 1.0)
            .axis("init", "glorot-normal")
            .axis("epochs", size.epochs())
            .axis("batch_size", 60)
            .optional(StartingPoint.START);
        Set<Parameters> points = new LinkedHashSet<>();
        // At density 1 every pruning method is dense training: one of them stands for all.
        networks.points().forEach(p -> points.add(p.with("method", LadderStudy.MAGNITUDE).with("density", 1.0)));
        points.addAll(networks.axis("method", methods()).axis("density", size.densities()).points());
        return points.stream().flatMap(p -> LongStream.rangeClosed(1, overrides.seeds().orElse(size.seeds()))
            .mapToObj(seed -> MethodTrial.of(of.study(), of.version(), p, seed))).toList();
    }
}
