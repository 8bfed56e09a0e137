package org.espalier.pruning.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSets;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Grid;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** Which networks, criteria and densities each preset of {@code pruning/criteria} prunes. */
final class CriteriaGrid {
    /** Parameter: what weights are ranked by; {@link #NONE} where nothing is pruned. */
    static final String CRITERION = "criterion";
    static final String DENSITY = "density";
    static final String NONE = "none";
    /** What the presets compare; every other criterion can be asked for. */
    static final List<String> COMPARED = List.of(CriteriaClaims.MAGNITUDE, CriteriaClaims.GRADIENT, "snip", "grasp",
        "synflow", CriteriaClaims.RANDOM);
    private static final double ALL = 1;

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, List<String> architectures,
                         double width, String optimizer, int batchSize, int steps, int fineTuneSteps, int evaluateEvery,
                         List<Double> densities) { }

    private CriteriaGrid() { }

    private static Shape shape(Preset preset) {
        List<String> lenet = List.of("lenet-300-100");
        List<Double> three = List.of(CriteriaClaims.HALF, CriteriaClaims.MIDDLE, CriteriaClaims.LOW);
        List<Double> five = List.of(CriteriaClaims.HALF, 0.2, CriteriaClaims.MIDDLE, CriteriaClaims.LOW, 0.02);
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, lenet, 0.3, "adam", 60, 60, 20, 20, three);
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, lenet, 1, "adam", 60, 1000, 200, 250, three);
            case STANDARD -> new Shape("fashion-mnist", 5000, 0, 5, lenet, 1, "adam", 60, 10_000, 2000, 500, five);
            case PAPER -> new Shape("cifar10", 5000, 0, 5, List.of("conv6", "resnet18"), 1, "sgd-steps", 128, 30_000, 10_000,
                500, five);
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    /**
     * The dense network and its pruned copies, seed by seed.
     *
     * @throws InvalidInputException if a criterion cannot rank a network that is already trained
     * @throws org.espalier.nets.NetsException if there is no such criterion, or a density leaves a layer empty
     */
    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Parameters> networks = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", shape.architectures())
            .axis("width", shape.width())
            .axis("init", "glorot-normal")
            .axis("optimizer", shape.optimizer())
            .axis("steps", shape.steps())
            .axis("evaluate_every", shape.evaluateEvery())
            .axis("batch_size", shape.batchSize())
            .optional(StartingPoint.START).points();
        List<Trial> trials = new ArrayList<>();
        for (Parameters network : networks) {
            List<Parameters> points = points(network, shape, overrides);
            for (long seed : LongStream.rangeClosed(1, overrides.seeds().orElse(shape.seeds())).toArray()) {
                Trial dense = FineTuning.dense(study, version, whole(network), seed);
                trials.add(dense);
                points.forEach(point -> trials.add(FineTuning.after(dense, point)));
            }
        }
        return trials;
    }

    private static Parameters whole(Parameters network) {
        return network.with(CRITERION, NONE).with(DENSITY, ALL);
    }

    /** The dense network trained on, and every criterion at every density. */
    private static List<Parameters> points(Parameters network, Shape shape, Overrides overrides) {
        PruningLadder ladder = PruningLadder.of(Architectures.named(network.text("architecture")),
            new Architecture.Options(network.number("width"), false, false), DataSets.named(network.text("dataset")),
            PruningMethod.RATE);
        Grid grid = Grid.with(overrides).axis(FineTuning.STEPS, shape.fineTuneSteps()).axis(CRITERION, COMPARED)
            .axis(DENSITY, shape.densities());
        grid.values(CRITERION).forEach(name -> requireRanking(name.toString(), network));
        grid.values(DENSITY).forEach(density -> ladder.to(((Number) density).doubleValue()));
        List<Parameters> points = new ArrayList<>();
        grid.values(FineTuning.STEPS).forEach(steps -> points.add(whole(network).with(FineTuning.STEPS, steps)));
        for (Parameters p : grid.points()) {
            if (p.number(DENSITY) < ALL) {
                points.add(network.with(FineTuning.STEPS, p.integer(FineTuning.STEPS)).with(CRITERION, p.text(CRITERION))
                    .with(DENSITY, p.number(DENSITY)));
            }
        }
        return points;
    }

    private static void requireRanking(String criterion, Parameters network) {
        if (Criteria.named(criterion).needsInitial()) {
            StartingPoint.requireInitial(network, "criterion '" + criterion + "' compares trained weights with initial ones");
        }
        if (Criteria.named(criterion).needsMovement()) {
            throw new InvalidInputException("criterion: '" + criterion + "' adds up what happens while a network trains and "
                + "cannot rank one that is already trained; pruning/ladder compares it");
        }
    }
}
