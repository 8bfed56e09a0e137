package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/**
 * Which populations each preset of {@code analysis/rank-rnn} trains. Random weights have every rank at every matching; at full
 * rank these are one network, whose matching is called {@code frobenius}. Aligned weights have rank 1, at the Frobenius norm,
 * beside random ones of rank 1; the other structures keep their full rank, at the Frobenius norm and the spectral radius.
 */
final class RankGrid {
    /** Of the units' currents while they learn; the same meaning as in the other studies of populations. */
    static final String NOISE = "noise";
    /** Whether the cell types keep the signs of what they send. */
    static final String DALE = "dale";
    private static final String PD = "perceptual-decision";
    private static final String DMS = "delayed-match";
    private static final String CXT = "context-decision";

    private record Shape(List<String> tasks, int seeds, int units, List<Long> ranks, List<Structure> structures, long steps,
                         int measurements, int measuredTrials, int kernelTrials) {}

    private RankGrid() {}

    private static Shape shape(Preset preset) {
        List<Long> ranks = List.of(1L, 30L, 100L, 300L);
        return switch (preset) {
            case SMOKE -> new Shape(List.of(PD), 2, 20, List.of(1L, 5L, 20L), List.of(Structure.GAUSSIAN, Structure.CHAIN,
                Structure.ALIGNED), 60, 3, 40, 4);
            case QUICK -> new Shape(List.of(PD, RankTask.IMAGES), 3, 300, List.of(1L, 30L, 300L), List.of(Structure.GAUSSIAN,
                Structure.CHAIN, Structure.CELL_TYPE, Structure.ALIGNED), 1000, 5, 320, 32);
            case STANDARD -> new Shape(List.of(PD, DMS, CXT), 5, 300, ranks, List.of(Structure.GAUSSIAN, Structure.BLOCK,
                Structure.CHAIN, Structure.CELL_TYPE, Structure.CELL_TYPE_UNBALANCED, Structure.ALIGNED), 2500, 10, 320, 32);
            case PAPER -> new Shape(List.of(PD, DMS, CXT), 10, 300, ranks, List.of(Structure.values()), 10_000, 100, 320, 32);
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    /** @throws InvalidInputException if a rank is above the number of units, or more measurements than steps are asked for */
    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        Shape shape = shape(preset);
        List<Long> seeds = overrides.seedsOr(shape.seeds());
        List<Parameters> networks = new ArrayList<>(Grid.with(overrides)
            .axis("task", shape.tasks())
            .axis("units", shape.units())
            .axis("gain", 1.25)
            .axis("learning_rate", 0.003)
            .axis("momentum", 0.9)
            .axis("batch_size", 32)
            .axis("steps", shape.steps())
            .axis("measurements", shape.measurements())
            .axis("measured_trials", shape.measuredTrials())
            .axis("kernel_trials", shape.kernelTrials())
            .optional(NOISE).points());
        List<Object> ranks = Grid.with(overrides).axis("rank", shape.ranks()).values("rank");
        List<Object> structures = Grid.with(overrides).axis("structure", shape.structures().stream().map(Structure::label).toList())
            .values("structure");
        List<Object> matchings = Grid.with(overrides).axis("matching", Matching.labels()).values("matching");
        List<Object> ofStructures = Grid.with(overrides).axis("matching", Matching.FROBENIUS.label(),
            Matching.SPECTRAL_RADIUS.label()).values("matching");
        if (preset == Preset.PAPER && !overrides.values().containsKey("task")) {
            networks.addAll(images(overrides, networks.get(0)));
        }
        overrides.requireOneValue(study, List.of(DALE));
        List<Object> dale = overrides.values().getOrDefault(DALE, List.of());
        if (!dale.isEmpty() && structures.stream().allMatch(s -> Structure.of(s.toString()).cellTypes().isEmpty())) {
            throw new InvalidInputException("--set " + DALE + "=" + dale.get(0) + ": only the structures "
                + Structure.CELL_TYPE.label() + " and " + Structure.CELL_TYPE_UNBALANCED.label()
                + " have cell types, expected one of them in --set structure=");
        }
        List<Trial> trials = new ArrayList<>();
        for (Parameters network : networks) {
            boolean images = network.text("task").equals(RankTask.IMAGES);
            Parameters complete = images && !network.has("dataset") ? network.with("dataset",
                Grid.with(overrides).axis("dataset", "digits").values("dataset").get(0)) : network;
            List<Object> own = images && preset == Preset.PAPER && !overrides.values().containsKey("rank")
                ? List.of(5L, 30L, complete.integer("units")) : ranks;
            for (Parameters drawn : points(complete, structures, own, matchings, ofStructures)) {
                Parameters point = !dale.isEmpty() && Structure.of(drawn.text("structure")).cellTypes().isPresent()
                    ? drawn.with(DALE, dale.get(0)) : drawn;
                trials.add(new Trial(study, version, point, seeds, RankTask.data(point), List.of()));
            }
        }
        return trials;
    }

    /** Sequential MNIST with the paper's batches and kernels, of 2,000 rows: minutes each, so fewer of them. */
    private static List<Parameters> images(Overrides overrides, Parameters like) {
        List<Parameters> points = new ArrayList<>();
        for (Parameters p : Grid.with(overrides).axis("task", RankTask.IMAGES).axis("dataset", "mnist").axis("batch_size", 200)
            .axis("kernel_trials", 200).axis("measurements", 5).points()) {
            Parameters complete = like;
            for (String name : p.values().keySet()) {
                complete = complete.with(name, p.values().get(name));
            }
            points.add(complete);
        }
        return points;
    }

    private static Set<Parameters> points(Parameters network, List<Object> structures, List<Object> ranks,
                                          List<Object> matchings, List<Object> ofStructures) {
        long units = network.integer("units");
        if (network.integer("measurements") > network.integer("steps")) {
            throw new InvalidInputException(network.integer("measurements") + " measurements in " + network.integer("steps")
                + " steps were asked for; expected at most one a step");
        }
        if (network.integer("kernel_trials") > network.integer("measured_trials")) {
            throw new InvalidInputException("the kernel of " + network.integer("kernel_trials") + " of "
                + network.integer("measured_trials") + " measured trials was asked for; expected at most all of them");
        }
        Set<Parameters> points = new LinkedHashSet<>();
        for (Object structure : structures) {
            boolean gaussian = structure.equals(Structure.GAUSSIAN.label());
            boolean aligned = structure.equals(Structure.ALIGNED.label());
            for (Object rank : gaussian ? ranks : List.<Object>of(aligned ? 1L : units)) {
                if ((Long) rank > units) {
                    throw new InvalidInputException("initial weights of rank " + rank + " between " + units
                        + " units were asked for; expected a rank of at most the number of units");
                }
                for (Object matching : aligned || gaussian && rank.equals(units) ? List.of(Matching.FROBENIUS.label())
                    : gaussian ? matchings : ofStructures) {
                    points.add(network.with("structure", structure).with("rank", rank).with("matching", matching));
                }
            }
        }
        return points;
    }
}
