package org.espalier.analysis.learning;

import java.util.ArrayList;
import java.util.List;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.FullyConnected;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * Which subnetworks each preset of {@code analysis/rich-lazy-subnetworks} looks for and trains: of every seed one search a
 * method and density, then for each mask that training found a training of its own, and one of all weights.
 */
final class LearningGrid {
    static final String PHASE = "phase";
    /** A method looks for a subnetwork. */
    static final String SEARCH = "search";
    /** What was found is trained from its initial weights. */
    static final String TRAINING = "training";
    /** The method of a training that keeps every weight. */
    static final String DENSE = "dense";
    static final String POPUP = "edge-popup";
    static final String TICKET = "lottery-ticket";
    static final String RANDOM = "random-pruning";
    /** Random weights of the untrained network. */
    static final String UNTRAINED = "random";
    private static final List<String> METHODS = List.of(POPUP, TICKET, "magnitude-pruning", RANDOM, UNTRAINED);
    private static final List<String> ONE_VALUE = List.of("dataset", "validation_images", "train_images", "architecture",
        "width", "init", "epochs", "batch_size");

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs, double width,
                         List<Double> densities) {}

    private LearningGrid() {}

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, 3, 0.1, List.of(0.5, 0.2));
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, 6, 1, List.of(0.5, 0.2, 0.05));
            case STANDARD -> new Shape("fashion-mnist", 5000, 20_000, 5, 8, 1, List.of(0.5, 0.2, 0.05, 0.02));
            case PAPER -> new Shape("mnist", 5000, 0, 10, 55, 1, List.of(0.5, 0.2, 0.1, 0.05, 0.02));
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(
            Parameter.text("method", "How subnetworks are found; each must select weights.", () -> SubnetworkMethods.all().stream()
                .filter(SubnetworkMethod::selects).map(SubnetworkMethod::name).toList()),
            Parameter.text("architecture", "The network; a fully connected one.", () -> Architectures.all().stream()
                .filter(a -> a instanceof FullyConnected).map(Architecture::name).toList())));
        MethodTrial.parameters().stream().filter(p -> !p.name().equals("method") && !p.name().equals("architecture"))
            .forEach(parameters::add);
        return parameters;
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        overrides.requireOneValue(study, ONE_VALUE);
        Shape shape = shape(preset);
        Parameters network = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", "lenet-300-100")
            .axis("width", shape.width())
            .axis("init", "kaiming-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", 60).points().get(0);
        List<Parameters> searches = Grid.with(overrides).axis("method", METHODS).axis("density", shape.densities()).points();
        List<Trial> trials = new ArrayList<>();
        for (long seed = 1; seed <= overrides.seeds().orElse(shape.seeds()); seed++) {
            trials.add(MethodTrial.of(study, version, network.with(PHASE, TRAINING).with("method", DENSE).with("density", 1.0),
                seed));
            for (Parameters p : searches) {
                if (p.number("density") == 1) {
                    throw new InvalidInputException("--set density=1: the network that keeps every weight is always trained; "
                        + "expected densities below 1");
                }
                Parameters point = network.with("method", p.text("method")).with("density", p.number("density"));
                Trial search = MethodTrial.of(study, version, point.with(PHASE, SEARCH), seed);
                trials.add(search);
                if (SubnetworkMethods.named(p.text("method")).trains()) {
                    trials.add(new Trial(study, version, point.with(PHASE, TRAINING), List.of(seed), search.data(),
                        List.of(search.id())));
                }
            }
        }
        return trials;
    }
}
