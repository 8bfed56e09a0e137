package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.analysis.subnetwork.Connectivity;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.LayerSpec;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.method.ImportedSubnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Network;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which methods, densities and networks each preset of {@code analysis/compare-methods} trains, and what is compared. */
final class ComparisonGrid {
    /** The method of a trial that compares. */
    static final String COMPARISON = "comparison";
    /** Parameter of such a trial: the methods compared, with commas. */
    static final String METHODS = "methods";
    static final String RANDOM = "random-pruning";
    static final String DENSE = "dense-adam";
    /** Known to be chains of layers, so that nothing has to be built for them. */
    private static final Set<String> CHAINS = Set.of("lenet-300-100", "mlp", "conv2", "conv4", "conv6", "conv8");
    private static final List<String> COMPARED = List.of(DENSE, "edge-popup", "magnitude-pruning", "lottery-ticket",
        RANDOM, "snip", "synflow");

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs, double width,
                         List<Double> densities) {}

    private ComparisonGrid() {}

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, 3, 0.3, List.of(0.2));
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, 8, 1, List.of(0.2));
            case STANDARD -> new Shape("fashion-mnist", 5000, 0, 5, 10, 1, List.of(0.5, 0.2, 0.05));
            case PAPER -> new Shape("cifar10", 5000, 0, 10, 100, 1, List.of(0.5, 0.2, 0.1, 0.05));
        };
    }

    /** The suite's, and the plug-ins that join comparisons; and the network itself where it was trained elsewhere. */
    private static List<String> methods(List<Parameters> networks) {
        Stream<String> own = networks.stream().allMatch(n -> StoredNetworks.reference(n.text("architecture")).isPresent())
            ? Stream.of(ImportedSubnetwork.NAME) : Stream.empty();
        return Stream.concat(own, registered()).toList();
    }

    private static Stream<String> registered() {
        return Stream.concat(COMPARED.stream(), SubnetworkMethods.all().stream().filter(SubnetworkMethod::joinsComparisons)
            .map(SubnetworkMethod::name)).distinct();
    }

    /** Refuses before the first training what the last trial could not compare. */
    private static void require(Parameters network, List<String> methods) {
        String architecture = network.text("architecture");
        if (methods.contains(ImportedSubnetwork.NAME) && StoredNetworks.reference(architecture).isEmpty()) {
            throw new InvalidInputException("method " + ImportedSubnetwork.NAME + ": expected --set architecture=imported:NAME, found "
                + architecture);
        }
        if (methods.contains("lottery-ticket")) {
            StartingPoint.requireInitial(network, "method lottery-ticket puts weights back to their initial values");
        }
        if (!CHAINS.contains(architecture)) {
            DataSet data = DataSets.named(network.text("dataset"));
            try (Network built = Network.create(Architectures.named(architecture),
                new Architecture.Options(network.number("width"), false, false), data.shape(), data.classes())) {
                // A block whose shapes fit by chance is no chain either.
                built.layers().stream().filter(LayerSpec.ResidualBlock.class::isInstance).findFirst().ifPresent(block -> {
                    throw new InvalidInputException("'" + block.parameters() + "' is a residual block; expected a chain of layers, "
                        + "each fed by the one before");
                });
                Connectivity.requireChain(built.denseMask());
            } catch (InvalidInputException e) {
                throw new InvalidInputException("architecture " + architecture + " cannot be compared here: " + e.getMessage(), e);
            }
        }
    }

    /** The methods that a comparison compares, in its order. */
    static List<String> methods(Trial comparison) {
        return List.of(comparison.parameters().text(METHODS).split(","));
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Parameters> networks = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", preset == Preset.PAPER ? "conv4" : "lenet-300-100")
            .axis("width", shape.width())
            .axis("init", "kaiming-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", 60)
            .optional(StartingPoint.START).points();
        List<String> methods = Grid.with(overrides).axis("method", methods(networks)).values("method").stream()
            .map(Object::toString).toList();
        networks.forEach(network -> require(network, methods));
        List<Object> densities = Grid.with(overrides).axis("density", shape.densities()).values("density");
        long[] seeds = LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds())).toArray();
        List<Trial> trials = new ArrayList<>();
        for (Parameters network : networks) {
            for (Object density : densities) {
                List<Trial> compared = new ArrayList<>();
                for (String method : methods) {
                    double kept = SubnetworkMethods.named(method).selects() ? ((Number) density).doubleValue() : 1;
                    for (long seed : seeds) {
                        compared.add(MethodTrial.of(study, version, network.with("method", method).with("density", kept),
                            seed));
                    }
                }
                // A method that keeps every weight is the same trial at every density.
                compared.stream().filter(t -> !trials.contains(t)).forEach(trials::add);
                trials.add(comparison(study, version, NamedMeasure.with(network.with("method", COMPARISON).with("density", density)
                    .with(METHODS, String.join(",", methods)), overrides), seeds, compared));
            }
        }
        return trials;
    }

    private static Trial comparison(String study, int version, Parameters p, long[] seeds, List<Trial> compared) {
        SortedMap<String, String> data = compared.get(0).data();
        return new Trial(study, version, p, LongStream.of(seeds).boxed().toList(), data,
            compared.stream().map(Trial::id).collect(Collectors.toList()));
    }
}
