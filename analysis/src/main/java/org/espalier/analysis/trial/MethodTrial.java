package org.espalier.analysis.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingOutcome;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.spec.TrialKind;

/**
 * A trial that lets one method find one subnetwork: the point of a study's grid becomes a {@link Problem} and a
 * {@link Budget}, and the result is measured in the same way whatever the method.
 *
 * <p>Logged while training: {@code train_loss}, {@code val_loss}, {@code val_accuracy} once an epoch. Summary, once at the
 * end: those, {@code test_accuracy}, {@code test_loss}, {@code weights}, {@code kept_weights}, {@code steps},
 * {@code forward_passes}, {@code backward_passes} (images) and {@code early_stop_step}. What was found is kept:
 * {@link KeptNetwork}.
 *
 * <p>A training that diverged has NaN accuracies: an outcome that no average hides.
 */
public final class MethodTrial {
    /** The mask a method found, in the trial's folder. */
    public static final String MASK_FILE = KeptNetwork.MASK;

    /** A flag that a study may add: whether the initial weights are scaled by {@code sqrt(1/density)}; else they are not. */
    public static final String SCALED = TrialProblem.SCALED;

    /** A number that a study may add: the rate of dropout in training; else there is none. */
    public static final String DROPOUT = TrialProblem.DROPOUT;

    /** A number that a study may add: the fraction of training labels that are drawn anew ({@code nets.data.RandomLabels}). */
    public static final String RANDOM_LABELS = TrialProblem.RANDOM_LABELS;

    /** A text that a study may add: what becomes of the images ({@code nets.data.PixelCorruption}). */
    public static final String PIXELS = TrialProblem.PIXELS;

    /** Trials that let the registered method of their parameter {@code method} find a subnetwork. */
    public static final TrialKind KIND = new TrialKind() {
        @Override
        public TrialResult run(Trial trial, TrialContext context) {
            return MethodTrial.run(trial, context);
        }

        @Override
        public double estimateSeconds(Trial trial) {
            return MethodTrial.estimateSeconds(trial);
        }

        @Override
        public SortedMap<String, String> libraries() {
            return MethodTrial.libraries();
        }
    };

    private final Trial trial;
    private final TrialContext context;
    private final Map<String, Double> summary = new LinkedHashMap<>();

    private final Instruments instruments;

    private MethodTrial(Trial trial, TrialContext context, Instruments instruments) {
        this.trial = trial;
        this.context = context;
        this.instruments = instruments;
    }

    /** What {@code --set} accepts in a study of method trials. */
    public static List<Parameter> parameters() {
        return List.of(
            Parameter.text("method", "How the subnetwork is found.",
                () -> SubnetworkMethods.all().stream().map(SubnetworkMethod::name).toList()),
            architecture(),
            Parameter.number("width", "Multiplies the units or channels of every hidden layer.", 0.01, 16),
            Parameter.text("init", "Distribution of the initial weights.", Initialisation::labels),
            Parameter.number("density", "Fraction of the weights kept, in each layer.", 0.0001, 1),
            dataSet(),
            Parameter.integer("epochs", "Passes over the training images.", 1, 100_000),
            Parameter.integer("batch_size", "Images a training step.", 1, 100_000),
            Parameter.integer("validation_images", "Images split off the training set to choose on.", 1, 1_000_000),
            Parameter.integer("train_images", "Training images used, drawn at random; 0 for all.", 0, 10_000_000));
    }

    /** The parameter {@code architecture}: a registered one, or a user's own. */
    public static Parameter architecture() {
        return Parameter.text("architecture", "The network.",
            () -> Architectures.all().stream().map(Architecture::name).toList())
            .from(new Parameter.Source(Architectures.FILE, Architectures.FILE + ":FILE.json", Architectures::given,
                text -> Map.of("width", 1.0)), StartingPoint.source(Map.of()));
    }

    /** The parameter {@code dataset}: a registered one, or a user's own. */
    public static Parameter dataSet() {
        return Parameter.text("dataset", "The images.", () -> DataSets.all().stream().map(DataSet::name).toList())
            .from(new Parameter.Source(DataSets.ARRAYS, DataSets.ARRAYS + ":FILE.npz", DataSets::given));
    }

    /**
     * The trial of one point of the grid and one seed.
     *
     * @throws InvalidInputException if the data set has too few images to split off so many, or the method could not meet the
     *                               density in the steps of the budget
     */
    public static Trial of(String study, int version, Parameters parameters, long seed) {
        DataSet data = DataSets.named(parameters.text("dataset"));
        long validation = parameters.integer("validation_images");
        data.trainingImages().ifPresent(images -> {
            if (validation > images - 2) {
                throw new InvalidInputException("validation_images: " + data.name() + " has " + images + " training images, of which "
                    + validation + " cannot be split off; give --set validation_images=N, N at most " + (images - 2));
            }
        });
        if (data.trainingImages().isPresent() && parameters.has("method") && parameters.has("epochs")) {
            requirePossible(parameters, data);
        }
        return new Trial(study, version, parameters, List.of(seed), new TreeMap<>(Map.of(data.name(), data.checksum())),
            List.of());
    }

    private static void requirePossible(Parameters p, DataSet data) {
        List<Long> layers = Architectures.named(p.text("architecture"))
            .work(data.shape(), data.classes(), new Architecture.Options(p.number("width"), false, false)).layers();
        long steps = new Budget((int) p.integer("epochs"), (int) p.integer("batch_size")).steps(MethodTrialCost.images(p));
        // What is no registered method is the study's own, and an architecture need not say the sizes of its layers.
        SubnetworkMethods.all().stream().filter(m -> !layers.isEmpty() && m.name().equals(p.text("method"))).forEach(method -> {
            try {
                method.requirePossible(layers, p.number("density"), steps);
            } catch (InvalidInputException e) {
                throw new InvalidInputException("method " + method.name() + ": " + e.getMessage());
            }
        });
    }

    /** Versions of what computes a method trial. */
    public static SortedMap<String, String> libraries() {
        return Engine.versions();
    }

    /**
     * Runs it.
     *
     * @throws org.espalier.base.InvalidInputException if the trial was planned for other data than this version reads
     * @throws InvalidInputException         if the data set is missing or the parameters cannot be met
     */
    public static TrialResult run(Trial trial, TrialContext context) {
        return run(trial, context, SubnetworkMethods.named(trial.parameters().text("method")), Instruments.NONE);
    }

    /**
     * Runs it with a method that the study set up from more parameters, and with the study's own measures.
     *
     * @param method the method, in place of the registered one of that name
     */
    public static TrialResult run(Trial trial, TrialContext context, SubnetworkMethod method, Instruments instruments) {
        return new MethodTrial(trial, context, instruments).run(method);
    }

    private TrialResult run(SubnetworkMethod method) {
        Parameters p = trial.parameters();
        RandomStreams random = context.streams(trial.seed())::stream;
        TrialProblem.Posed posed = TrialProblem.posed(trial, context, random);
        Problem problem = posed.problem();
        Budget budget = new Budget((int) p.integer("epochs"), (int) p.integer("batch_size"));
        TrialMonitor monitor = new TrialMonitor(trial.seed(), context);
        try (Network network = problem.network()) {
            Found found = method.find(network, problem, p.number("density"), budget, random,
                instruments.watch(new Instruments.Scene(network, problem, random, context.folder()), monitor));
            TrainingOutcome outcome = found.outcome();
            describe(found.subnetwork().mask(), outcome);
            KeptNetwork.write(trial, context, posed, network, found.subnetwork(), instruments.startedFrom());
            if (outcome.diverged()) {
                for (String metric : List.of("test_accuracy", "test_loss", "val_accuracy", "val_loss", "train_loss")) {
                    log(metric, outcome.steps(), Double.NaN);
                }
                monitor.finish();
                return result(TrialResult.Status.DIVERGED,
                    "the loss left the finite numbers at step " + outcome.divergedAt().getAsLong());
            }
            measure(network, problem.data(), outcome, monitor);
            instruments.measure(found, this::log);
            monitor.finish();
            return result(TrialResult.Status.DONE, "");
        }
    }

    private void describe(Mask mask, TrainingOutcome outcome) {
        summary.put("weights", (double) mask.size());
        summary.put("kept_weights", (double) mask.keptCount());
        summary.put("steps", (double) outcome.steps());
        summary.put("forward_passes", (double) outcome.passes().forward());
        summary.put("backward_passes", (double) outcome.passes().backward());
        outcome.earlyStop().ifPresent(v -> summary.put("early_stop_step", (double) v.step()));
    }

    private void measure(Network network, DataSplit data, TrainingOutcome outcome, TrialMonitor monitor) {
        Loss loss = new CrossEntropy(0);
        if (outcome.last().isPresent()) {
            monitor.last().forEach(summary::put);
        } else {
            Evaluation validation = Evaluation.of(network, data.validation(), loss);
            log("val_accuracy", outcome.steps(), validation.accuracy());
            log("val_loss", outcome.steps(), validation.loss());
            log("train_loss", outcome.steps(), Evaluation.of(network, data.train(), loss).loss());
        }
        Evaluation test = Evaluation.of(network, data.test(), loss);
        log("test_accuracy", outcome.steps(), test.accuracy());
        log("test_loss", outcome.steps(), test.loss());
    }

    private void log(String metric, long step, double value) {
        context.metrics().append(trial.seed(), metric, step, value);
        summary.put(metric, value);
    }

    private TrialResult result(TrialResult.Status status, String reason) {
        return new TrialResult(status, reason, new TreeMap<>(Map.of(trial.seed(), new TreeMap<>(summary))));
    }

    /**
     * Expected seconds on one core of a 2.5 GHz server: the floating-point operations of forward and backward passes at
     * the rate that small batches reach, and the passes over the weights that selection and optimiser make.
     */
    public static double estimateSeconds(Trial trial) {
        return MethodTrialCost.seconds(trial.parameters());
    }

    /**
     * Expected seconds of one training, as {@link #estimateSeconds(Trial)}.
     *
     * @param p           the parameters of the problem and {@code batch_size}
     * @param steps       training steps
     * @param validations passes over the validation images
     */
    public static double estimateSeconds(Parameters p, long steps, long validations) {
        return MethodTrialCost.seconds(p, steps, validations);
    }
}
