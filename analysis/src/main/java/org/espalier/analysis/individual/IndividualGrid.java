package org.espalier.analysis.individual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.espalier.analysis.population.PairJackknife;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.spec.Design;
import org.espalier.study.spec.PerPreset;

/** Which networks each preset of {@code analysis/individual-differences} trains, and how those of one kind are compared. */
final class IndividualGrid implements Design {
    static final String DENSE = "dense-adam";
    static final String PER_CLASS = "images_per_class";
    static final String SAMPLES = "dropout_samples";
    /** Only a trial that compares networks has it. */
    static final String TEST_DROPOUT = "test_dropout";

    /** @param dropoutOfAll whether dropout is also tried with other methods than dense training */
    private record Shape(String dataSet, int validationImages, int trainImages, int seeds, int epochs, double width,
                         List<String> methods, boolean dropoutOfAll, List<Double> testRates, int perClass, int samples) {}

    private static final List<Double> RATES = List.of(0.0, 0.2, 0.5, 0.8);

    private static final PerPreset<Shape> SHAPES = new PerPreset<>(
        new Shape("digits", 200, 0, 3, 3, 0.08, List.of("edge-popup"), false, List.of(0.0, 0.5), 20, 3),
        new Shape("fashion-mnist", 1000, 5000, 5, 8, 0.125, List.of("edge-popup", "lottery-ticket"), false, List.of(0.0, 0.5), 100, 10),
        new Shape("fashion-mnist", 1000, 5000, 8, 8, 0.125, List.of("edge-popup", "lottery-ticket", "random-pruning"), true, RATES, 100,
            10),
        new Shape("cifar10", 5000, 0, 10, 350, 1, List.of("edge-popup", "lottery-ticket", "magnitude-pruning", "random-pruning", "snip",
            "synflow"), true, RATES, 100, 10));

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(MethodTrial.parameters());
        parameters.add(Parameter.number(MethodTrial.DROPOUT, "Rate of dropout in training.", 0, 0.95));
        parameters.add(Parameter.number(TEST_DROPOUT, "Rate of dropout while images are shown, of dense networks trained with "
            + "dropout.", 0, 0.95));
        parameters.add(Parameter.integer(SAMPLES, "Passes averaged where values are dropped.", 1, 1000));
        parameters.add(NamedMeasure.parameter());
        parameters.add(Parameter.integer(PER_CLASS, "Test images shown of each class.", 2, 1000));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return SHAPES.of(preset).seeds();
    }

    @Override
    public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
        Shape shape = SHAPES.of(preset);
        int count = overrides.seeds().orElse(shape.seeds());
        if (count < PairJackknife.FEWEST) {
            throw new InvalidInputException("--seeds: " + count + " networks of one kind have too few pairs; expected at least "
                + PairJackknife.FEWEST);
        }
        List<Long> seeds = LongStream.rangeClosed(1, count).boxed().toList();
        Grid grid = Grid.with(overrides)
            .axis("dataset", shape.dataSet())
            .axis("validation_images", shape.validationImages())
            .axis("train_images", shape.trainImages())
            .axis("architecture", "all-cnn-c")
            .axis("width", shape.width())
            .axis("init", "kaiming-normal")
            .axis("epochs", shape.epochs())
            .axis("batch_size", 60)
            .axis("density", 0.5)
            .axis(PER_CLASS, shape.perClass());
        List<String> methods = new ArrayList<>(List.of(DENSE));
        methods.addAll(shape.methods());
        List<Parameters> networks = new ArrayList<>();
        for (Object method : grid.axis("method", methods).values("method")) {
            List<Double> rates = method.equals(DENSE) || shape.dropoutOfAll() ? List.of(0.0, 0.5) : List.of(0.0);
            grid.axis(MethodTrial.DROPOUT, rates).points().forEach(point -> networks.add(point.with("method", method)));
        }
        List<Parameters> sampling = Grid.with(overrides)
            .axis(TEST_DROPOUT, shape.testRates())
            .axis(SAMPLES, shape.samples()).points();
        List<Trial> trials = new ArrayList<>();
        for (Parameters point : networks) {
            Parameters network = SubnetworkMethods.named(point.text("method")).selects() ? point : point.with("density", 1.0);
            List<Trial> compared = seeds.stream().map(seed -> MethodTrial.of(of.study(), of.version(), network, seed)).toList();
            if (trials.containsAll(compared)) {
                continue; // a dense network is the same at every density
            }
            trials.addAll(compared);
            for (Parameters how : sampling) {
                boolean shownWithDropout = network.text("method").equals(DENSE) && network.number(MethodTrial.DROPOUT) > 0;
                if (how.number(TEST_DROPOUT) == 0 || shownWithDropout) {
                    trials.add(new Trial(of.study(), of.version(), NamedMeasure.with(network.with(TEST_DROPOUT, how.number(TEST_DROPOUT))
                        .with(SAMPLES, how.integer(SAMPLES)), overrides), seeds, compared.get(0).data(),
                        compared.stream().map(Trial::id).toList()));
                }
            }
        }
        return trials;
    }
}
