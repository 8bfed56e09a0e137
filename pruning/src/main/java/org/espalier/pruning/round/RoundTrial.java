package org.espalier.pruning.round;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.espalier.analysis.trial.KeptNetwork;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.TrialMonitor;
import org.espalier.analysis.trial.TrialProblem;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.train.ForwardingMonitor;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.spec.TrialKind;

/**
 * A trial that is one training of a ladder.
 *
 * <p>Logged while training, every {@code evaluate_every} steps: {@code train_loss}, {@code val_loss}, {@code val_accuracy},
 * and {@code early_stop_test_accuracy} whenever the validation loss is smaller than ever before, so that its last value is
 * the test accuracy at the early-stopping step (the first step of minimum validation loss; training always runs to the end).
 * Summary: the last of those, {@code early_stop_step}, {@code test_accuracy}, {@code test_loss}, {@code train_accuracy},
 * {@code start_test_accuracy} (before the first step), {@code weights}, {@code kept_weights},
 * {@code density/LAYER}, {@code collapsed_layers}, {@code compression_ratio}, {@code theoretical_speedup} ({@link Compression}),
 * {@code steps}, {@code steps_in_all} (with those of the trials it needed), {@code forward_passes},
 * {@code backward_passes} (images).
 *
 * <p>Left for others: what {@link KeptNetwork} keeps, and the whole state after each step that the parameter {@code kept_steps}
 * names (numbers with commas). A dense training also keeps its state at the {@code rewind_step}s of the trials of its plan that
 * start from it. They are no part of its content: the state at a step follows from it, and where a later plan asks for one that
 * was not kept, {@link RoundScene#state(int, long, Round)} trains up to that step once more, to the same bits.
 */
public final class RoundTrial {
    static final String MASK_FILE = KeptNetwork.MASK;
    /** The weights at the end, in the trial's folder. */
    public static final String WEIGHTS_FILE = KeptNetwork.WEIGHTS;
    /** Parameter: steps after which the whole state is kept, numbers with commas; absent for none. */
    public static final String KEPT_STEPS = "kept_steps";
    /** Parameter: the step of the dense training that a trial goes back to. */
    public static final String REWIND_STEP = "rewind_step";

    private final Trial trial;
    private final TrialContext context;
    private final Map<String, Double> summary = new LinkedHashMap<>();
    private final Loss loss = new CrossEntropy(0);

    private RoundTrial(Trial trial, TrialContext context) {
        this.trial = trial;
        this.context = context;
    }

    /** Trials that each train the round that their parameters ask for. */
    public static TrialKind kind(Function<Parameters, Round> rounds) {
        return kind(rounds, RoundTrial::estimateSeconds);
    }

    /** As {@link #kind(Function)}, of another length. @param seconds expected seconds of a trial */
    static TrialKind kind(Function<Parameters, Round> rounds, ToDoubleFunction<Trial> seconds) {
        return new TrialKind() {
            @Override
            public TrialResult run(Trial trial, TrialContext context) {
                return RoundTrial.run(trial, context, rounds.apply(trial.parameters()));
            }

            @Override
            public double estimateSeconds(Trial trial) {
                return seconds.applyAsDouble(trial);
            }

            @Override
            public SortedMap<String, String> libraries() {
                return MethodTrial.libraries();
            }
        };
    }

    /** What {@code --set} accepts in every study of rounds; a study adds its methods and rounds. */
    public static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(MethodTrial.parameters().stream()
            .filter(p -> !List.of("method", "density", "epochs").contains(p.name())).toList());
        parameters.add(Parameter.text("optimizer", "How every round is trained.", Recipe::labels));
        parameters.add(Parameter.integer("steps", "Training steps of a round.", 1, 100_000_000));
        parameters.add(Parameter.integer("evaluate_every", "Steps from one validation to the next.", 1, 100_000_000));
        return parameters;
    }

    /** The trial of one training with one seed. */
    public static Trial of(String study, int version, Parameters parameters, long seed, Trial... startsFrom) {
        Trial alone = MethodTrial.of(study, version, parameters, seed);
        return new Trial(study, version, parameters, alone.seeds(), alone.data(),
            Arrays.stream(startsFrom).map(Trial::id).toList());
    }

    /** How many weights each layer of the network keeps after which round: for plans, without a network where that can be. */
    public static PruningLadder ladder(Parameters p) {
        return PruningLadder.of(Architectures.named(p.text("architecture")),
            new Architecture.Options(p.number("width"), false, false), DataSets.named(p.text("dataset")), PruningMethod.RATE);
    }

    /** The training options that the parameters of a trial ask for. */
    public static TrainingOptions options(Parameters p) {
        return Recipe.named(p.text("optimizer")).options(p.integer("steps"), (int) p.integer("batch_size"),
            p.integer("evaluate_every"));
    }

    /**
     * Trains it.
     *
     * @throws InvalidInputException if the round cannot start; nothing has been trained by then
     */
    public static TrialResult run(Trial trial, TrialContext context, Round round) {
        return new RoundTrial(trial, context).run(round);
    }

    /** Expected seconds on one core of a 2.5 GHz server. */
    public static double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        return MethodTrial.estimateSeconds(p, p.integer("steps"), p.integer("steps") / p.integer("evaluate_every"));
    }

    static String stateFile(long step) {
        return "state-" + step + ".safetensors";
    }

    private TrialResult run(Round round) {
        RandomStreams random = context.streams(trial.seed())::stream;
        TrialProblem.Posed posed = TrialProblem.posed(trial, context, random);
        Problem problem = posed.problem();
        try (Network network = problem.network()) {
            InitialWeights initial = untrained(problem, network, random);
            RoundStart start = round.start(new RoundScene(trial, network, problem, initial, random, context));
            Checkpoint state = start.masked();
            long first = state.progress().step();
            boolean trained = problem.start().isPresent() && first == start.options().steps();
            if (first >= start.options().steps() && !trained) {
                throw new InvalidInputException("the round would start at step " + first + ", after its last, "
                    + start.options().steps());
            }
            describe(network, start);
            network.setNormState(state.normState());
            network.load(start.weights(network), first);
            InitialWeights ticket = new InitialWeights(WeightFile.values(network));
            double before = Evaluation.of(network, problem.data().test(), loss).accuracy();
            TrialMonitor monitor = new TrialMonitor(trial.seed(), context);
            if (trained) {
                keep(state);
            }
            TrainingOutcome outcome = Training.run(network, start.weights(network), problem.data(), start.options(), start.orders(),
                new RoundMonitor(monitor, state, keptSteps(), problem.data().test()));
            KeptNetwork.write(trial, context, posed, network, found(network, start.mask(), initial, ticket), true);
            return finish(network, problem, outcome, start, before, monitor);
        }
    }

    private static Subnetwork found(Network network, Mask mask, InitialWeights initial, InitialWeights ticket) {
        Subnetwork found = new Subnetwork(mask, new InitialWeights(network.effective()), initial);
        boolean same = initial.values().entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), ticket.of(e.getKey())));
        return same ? found : found.withTicket(ticket);
    }

    /** Of a start that is known in its trained state alone, that state: plans refuse whatever needs the initial weights. */
    private static InitialWeights untrained(Problem problem, Network network, RandomStreams random) {
        return problem.start().isPresent() ? problem.start().get().initial().orElse(problem.start().get().weights())
            : problem.drawnWeights(network, 1, random);
    }

    /** The state of a network that was trained elsewhere: it has no other. */
    private void keep(Checkpoint state) {
        for (long step : keptSteps(trial.parameters())) {
            if (step != state.progress().step()) {
                throw new InvalidInputException("the network was trained elsewhere, and its state after step " + step + " is not known");
            }
            state.write(context.folder().resolve(stateFile(step)));
        }
    }

    private TrialResult finish(Network network, Problem problem, TrainingOutcome outcome, RoundStart start, double before,
                               TrialMonitor monitor) {
        long step = outcome.steps();
        log("start_test_accuracy", start.state().progress().step(), before);
        summary.put("steps", (double) (step - start.state().progress().step()));
        summary.put("steps_in_all", (double) (start.stepsBefore() + step - start.state().progress().step()));
        summary.put("forward_passes", (double) outcome.passes().forward());
        summary.put("backward_passes", (double) outcome.passes().backward());
        if (outcome.diverged()) {
            for (String metric : List.of("test_accuracy", "test_loss", "train_accuracy", "early_stop_test_accuracy")) {
                log(metric, step, Double.NaN);
            }
            monitor.finish();
            return result(TrialResult.Status.DIVERGED,
                "the loss left the finite numbers at step " + outcome.divergedAt().getAsLong());
        }
        monitor.last().forEach(summary::put);
        if (outcome.last().isEmpty()) {
            Evaluation validation = Evaluation.of(network, problem.data().validation(), loss);
            log("val_accuracy", step, validation.accuracy());
            log("val_loss", step, validation.loss());
            log("train_loss", step, Evaluation.of(network, problem.data().train(), loss).loss());
        }
        outcome.earlyStop().ifPresent(v -> summary.put("early_stop_step", (double) v.step()));
        Evaluation test = Evaluation.of(network, problem.data().test(), loss);
        log("test_accuracy", step, test.accuracy());
        log("test_loss", step, test.loss());
        log("train_accuracy", step, Evaluation.of(network, problem.data().train(), loss).accuracy());
        monitor.finish();
        return result(TrialResult.Status.DONE, "");
    }

    private void describe(Network network, RoundStart start) {
        summary.put("weights", (double) start.mask().size());
        summary.put("kept_weights", (double) start.mask().keptCount());
        summary.putAll(Compression.of(start.mask(), network));
        summary.putAll(start.measured());
    }

    private void log(String metric, long step, double value) {
        context.metrics().append(trial.seed(), metric, step, value);
        summary.put(metric, value);
    }

    private TrialResult result(TrialResult.Status status, String reason) {
        return new TrialResult(status, reason, new TreeMap<>(Map.of(trial.seed(), new TreeMap<>(summary))));
    }

    /** The steps its own parameters name and, of a dense training, those that trials of the plan go back to. */
    private Set<Long> keptSteps() {
        Set<Long> steps = new TreeSet<>(keptSteps(trial.parameters()));
        if (trial.startsFrom().isEmpty()) {
            context.dependents().stream().map(Trial::parameters).filter(p -> p.has(REWIND_STEP))
                .forEach(p -> steps.add(p.integer(REWIND_STEP)));
        }
        // Before the first step it is the initial weights.
        steps.remove(0L);
        return steps;
    }

    private static List<Long> keptSteps(Parameters p) {
        List<Long> steps = new ArrayList<>();
        if (p.has(KEPT_STEPS)) {
            for (String step : p.text(KEPT_STEPS).split(",")) {
                steps.add(Long.valueOf(step));
            }
        }
        return steps;
    }

    /** Passes all on to the trial's monitor; starts from the round's state, keeps states, tests at each best validation. */
    private final class RoundMonitor extends ForwardingMonitor {
        private final Checkpoint start;
        private final Set<Long> keptSteps;
        private final LabelledImages test;

        RoundMonitor(TrialMonitor inner, Checkpoint start, Set<Long> keptSteps, LabelledImages test) {
            super(inner);
            this.start = start;
            this.keptSteps = keptSteps;
            this.test = test;
        }

        @Override
        public Optional<Checkpoint> restore() {
            return super.restore().or(() -> Optional.of(start));
        }

        @Override
        public void state(long step, Supplier<Checkpoint> state) {
            if (keptSteps.contains(step)) {
                Path file = context.folder().resolve(stateFile(step));
                state.get().write(file);
            }
        }

        @Override
        public void validated(Validation validation, boolean best, Network network) {
            if (best) {
                metric("early_stop_test_accuracy", validation.step(),
                    Evaluation.of(network, test, loss).accuracy());
            }
        }
    }
}
