package org.espalier.analysis.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.FullyConnected;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;

/** The three parts of {@code analysis/rank-feedforward} and what each preset trains of them. */
final class RankGrid {
    /** Parameter: which part a trial belongs to. */
    static final String PART = "part";
    /** Networks from weights of each rank. */
    static final String RANK = "rank";
    /** Networks with the outputs times each alpha. */
    static final String SCALING = "scaling";
    /** The linear student. */
    static final String LINEAR = "linear";

    static final String MATCH = "match";
    static final String FROBENIUS = "frobenius";
    /** Truncation alone: the largest singular value stays what it is. */
    static final String SPECTRAL = "spectral-norm";
    static final String ALPHA = "alpha";
    static final String LEARNING_RATE = "learning_rate";

    static final String START = "start";
    static final String RANDOM = "random";
    static final String ALIGNED = "aligned";
    static final String PARTIALLY = "partially-aligned";
    static final String STUDENT_RANK = "student_rank";
    static final String KAPPA = "kappa";
    static final String READOUT = "readout";
    static final String INPUTS = "inputs";
    static final String TEACHERS = "teachers";

    private static final List<String> ONE_VALUE = List.of("dataset", "validation_images", "train_images", "architecture",
        "width", "init", "epochs", "batch_size", LEARNING_RATE, INPUTS, TEACHERS);

    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs, double width,
                         List<Double> ranks, List<Double> alphas, int inputs, List<Integer> studentRanks,
                         List<Double> kappas, int teachers) {}

    private RankGrid() {}

    private static Shape shape(Preset preset) {
        return switch (preset) {
            case SMOKE -> new Shape("digits", 200, 0, 2, 2, 0.1, List.of(0.1, 1.0), List.of(1.0, 10.0), 6, List.of(1, 6),
                List.of(1.0, 10.0), 2);
            case QUICK -> new Shape("fashion-mnist", 5000, 10_000, 3, 4, 1, List.of(0.01, 0.1, 0.3, 1.0),
                List.of(1.0, 3.0, 10.0), 20, List.of(1, 2, 5, 10, 20), List.of(1.0, 10.0), 10);
            case STANDARD -> new Shape("fashion-mnist", 5000, 0, 5, 6, 1, List.of(0.01, 0.03, 0.1, 0.3, 1.0),
                List.of(1.0, 3.0, 10.0, 30.0), 20, List.of(1, 2, 5, 10, 20), List.of(1.0, 3.0, 10.0), 20);
            case PAPER -> new Shape("fashion-mnist", 5000, 0, 10, 6, 1, List.of(0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
                List.of(1.0, 3.0, 10.0, 30.0, 100.0), 50, List.of(1, 2, 5, 10, 25, 50), List.of(1.0, 3.0, 10.0, 30.0), 100);
        };
    }

    static int seeds(Preset preset) {
        return shape(preset).seeds();
    }

    static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(
            Parameter.text(PART, "Part of the study: initial weights of each rank, outputs scaled by alpha, or the linear "
                + "student.", () -> List.of(RANK, SCALING, LINEAR)),
            Parameter.number(RANK, "Rank of each hidden weight matrix as a fraction of its full rank; at least one direction "
                + "is kept.", 1e-4, 1),
            Parameter.text(MATCH, "What weights of lower rank share with the full ones.", () -> List.of(FROBENIUS, SPECTRAL)),
            Parameter.number(ALPHA, "Factor of the outputs (Chizat, Oyallon and Bach 2019).", 1e-3, 1e6),
            Parameter.number(LEARNING_RATE, "Of SGD with momentum 0.9, constant.", 1e-8, 10),
            Parameter.text(START, "Initial weights of the linear student.", () -> List.of(RANDOM, ALIGNED, PARTIALLY)),
            Parameter.integer(STUDENT_RANK, "Rank of the linear student's random initial weights, at most its inputs.", 1, 500),
            Parameter.number(KAPPA, "Upper half of the singular values of the features that the linear teacher reads.", 1, 1e6),
            Parameter.number(READOUT, "Squared norm of the linear student's second layer over that of the first, at the start.",
                1e-4, 1e4),
            Parameter.integer(INPUTS, "Inputs of the linear student.", 2, 500),
            Parameter.integer(TEACHERS, "Linear teachers a trial.", 1, 100_000),
            Parameter.text("architecture", "The network; a fully connected one.", () -> Architectures.all().stream()
                .filter(a -> a instanceof FullyConnected).map(Architecture::name).toList())));
        MethodTrial.parameters().stream().filter(p -> !p.name().equals("method") && !p.name().equals("density")
            && !p.name().equals("architecture")).forEach(parameters::add);
        return parameters;
    }

    static List<Trial> trials(String study, int version, Preset preset, Overrides overrides) {
        overrides.requireOneValue(study, ONE_VALUE);
        Shape shape = shape(preset);
        List<Object> parts = Grid.with(overrides).axis(PART, RANK, SCALING, LINEAR).values(PART);
        List<Trial> trials = new ArrayList<>();
        int seeds = overrides.seeds().orElse(shape.seeds());
        for (Object part : parts) {
            List<Parameters> points = switch (part.toString()) {
                case RANK -> network(overrides, shape).axis(RANK, shape.ranks()).axis(MATCH, FROBENIUS, SPECTRAL).points();
                case SCALING -> network(overrides, shape).axis(ALPHA, shape.alphas()).points().stream()
                    .map(RankGrid::doubled).toList();
                default -> linear(overrides, shape);
            };
            for (Parameters point : points) {
                Parameters p = point.with(PART, part);
                for (long seed = 1; seed <= seeds; seed++) {
                    trials.add(trial(study, version, p, seed));
                }
            }
        }
        return trials;
    }

    private static Trial trial(String study, int version, Parameters p, long seed) {
        TreeMap<String, String> data = new TreeMap<>();
        if (p.has("dataset")) {
            DataSet set = DataSets.named(p.text("dataset"));
            data.put(set.name(), set.checksum());
        }
        return new Trial(study, version, p, List.of(seed), data, List.of());
    }

    /** Every weight is kept: {@link MethodTrial} asks for the density. */
    private static Grid network(Overrides overrides, Shape shape) {
        return Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", "lenet-300-100")
            .axis("width", shape.width())
            .axis("init", "kaiming-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", 32)
            .axis(LEARNING_RATE, 0.003)
            .axis("density", 1.0);
    }

    /** The network of twice the width. @throws InvalidInputException if it has not exactly twice the units */
    private static Parameters doubled(Parameters p) {
        List<Long> single = layers(p, p.number("width"));
        List<Long> twice = layers(p, 2 * p.number("width"));
        for (int l = 0; l < single.size(); l++) {
            int factor = single.size() == 1 ? 1 : l == 0 || l == single.size() - 1 ? 2 : 4;
            if (twice.get(l) != factor * single.get(l)) {
                throw new InvalidInputException("--set width=" + p.number("width") + ": the network of twice that width has not "
                    + "exactly twice the units in layer " + (l + 1) + ", which the scaling by alpha needs; expected a width such "
                    + "as 1 or 0.5");
            }
        }
        return p.with("width", 2 * p.number("width"));
    }

    private static List<Long> layers(Parameters p, double width) {
        DataSet data = DataSets.named(p.text("dataset"));
        return Architectures.named(p.text("architecture"))
            .work(data.shape(), data.classes(), new Architecture.Options(width, false, false)).layers();
    }

    private static List<Parameters> linear(Overrides overrides, Shape shape) {
        List<Parameters> points = new ArrayList<>();
        Grid grid = Grid.with(overrides).axis(START, RANDOM, ALIGNED, PARTIALLY).axis(KAPPA, shape.kappas())
            .axis(READOUT, 0.1, 1.0).axis(INPUTS, shape.inputs()).axis(TEACHERS, shape.teachers());
        for (Parameters p : grid.points()) {
            long inputs = p.integer(INPUTS);
            switch (p.text(START)) {
                case ALIGNED -> points.add(p.with(STUDENT_RANK, 1));
                case PARTIALLY -> points.add(p.with(STUDENT_RANK, inputs / 2));
                default -> {
                    for (Object rank : ranks(overrides, shape, inputs)) {
                        if (((Number) rank).longValue() > inputs) {
                            throw new InvalidInputException("--set " + STUDENT_RANK + "=" + rank + ": the linear student has "
                                + inputs + " inputs; expected a rank of at most as many");
                        }
                        points.add(p.with(STUDENT_RANK, rank));
                    }
                }
            }
        }
        return points;
    }

    /** A preset's own ranks follow the inputs where those were changed. */
    private static List<Object> ranks(Overrides overrides, Shape shape, long inputs) {
        return Grid.with(overrides).axis(STUDENT_RANK, shape.studentRanks().stream()
            .map(r -> Math.max(1, r * inputs / shape.inputs())).distinct().toList()).values(STUDENT_RANK);
    }

    static RankControlledWeights.Match match(Parameters p) {
        return p.text(MATCH).equals(FROBENIUS) ? RankControlledWeights.Match.FROBENIUS : RankControlledWeights.Match.NONE;
    }
}
