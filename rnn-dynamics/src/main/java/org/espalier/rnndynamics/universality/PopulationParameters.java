package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Schedule;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.EarlyStop;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.task.Task;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/** The parameters that every study of this kind has, and what they mean. */
public final class PopulationParameters {
    /** The cell of a trial that trains, or {@link #COMPARISON}. */
    public static final String CELL = "cell";
    /** In place of a cell: the trial compares what the others trained. */
    public static final String COMPARISON = "comparison";
    public static final String UNITS = "units";
    public static final String L2 = "l2";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String DECAY = "decay";
    private static final String CLIP = "clip_norm";
    private static final String BATCH = "batch_size";
    public static final String STEPS = "steps";
    private static final String STOP = "stop_below";
    private static final String PROBES = "probes";
    private static final String STARTS = "starts";
    private static final double START_SECONDS = 2;
    private static final double SECONDS_A_GATE = 8e-9;
    private static final double SECONDS_A_WEIGHT = 8e-11;
    private static final double SECONDS_A_START = 1.2e-8;
    private static final double GRAPH_SECONDS = 3;
    private static final long EVALUATE_EVERY = 25;
    private static final int VALIDATION_BATCHES = 4;

    /**
     * How a preset trains and searches.
     *
     * @param cells        labels of {@link TrainableCell}s
     * @param units        sizes
     * @param l2           strengths of the penalty
     * @param learningRate base rate of Adam (0.9, 0.999, 1e-8)
     * @param decay        what it is multiplied by each step
     * @param clipNorm     of the gradient
     * @param batch        trials a step
     * @param steps        training steps at most
     * @param stopBelow    a network stops at a validation loss of this or below
     * @param probes       trials on which networks are compared
     * @param starts       of the search under each constant input
     */
    public record Setting(List<String> cells, List<Integer> units, List<Double> l2, double learningRate, double decay,
                          double clipNorm, int batch, int steps, double stopBelow, int probes, int starts) {}

    private PopulationParameters() {}

    /** The cells that studies compare unless told otherwise. Named one by one: a cell that is registered is not taken unasked. */
    public static List<String> cells() {
        return List.of("gru", "lstm", "rnn-tanh", "rnn-relu", "ugrnn");
    }

    /** What {@code --set} accepts in every such study, and {@code more}. */
    public static List<Parameter> declared(Parameter... more) {
        List<Parameter> all = new ArrayList<>(List.of(
            Parameter.text(CELL, "The recurrent cell.", () -> Cells.labels(Cells.trainable())),
            Parameter.integer(UNITS, "Units N of each network.", 1, 1024),
            Parameter.number(L2, "Strength of the penalty on the square of all parameters.", 0, 1),
            Parameter.number(LEARNING_RATE, "Base learning rate of Adam.", 1e-8, 1),
            Parameter.number(DECAY, "What the learning rate is multiplied by at each step.", 0.9, 1),
            Parameter.number(CLIP, "Largest Euclidean norm of a network's gradient.", 1e-6, 1e6),
            Parameter.integer(BATCH, "Trials a training step, and a quarter of the validation trials.", 1, 10_000),
            Parameter.integer(STEPS, "Training steps at most.", 1, 10_000_000),
            Parameter.number(STOP, "A network stops at a validation loss of this or below; judged every "
                + EVALUATE_EVERY + " steps.", 0, 1e6),
            Parameter.integer(PROBES, "Trials, the same for all networks, on which states are recorded and compared.", 2,
                10_000),
            Parameter.integer(STARTS, "Start states of the search for fixed points under each constant input.", 2,
                1_000_000),
            Parameter.integer(ComparisonTrial.DIRECTIONS, "Principal directions of each network that SVCCA compares; other "
                + "numbers are reported beside it.", 1, 1024),
            Parameter.text(ComparisonTrial.MEASURE, "A measure of representations that networks are compared by besides; none unless "
                + "set.", () -> RepresentationMeasures.all().stream().map(RepresentationMeasure::id).toList())));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** The axes of a preset's population trials; a study adds its task's settings. */
    public static Grid grid(Overrides overrides, Setting s) {
        return Grid.with(overrides).axis(CELL, s.cells()).axis(UNITS, s.units()).axis(L2, s.l2())
            .axis(LEARNING_RATE, s.learningRate()).axis(DECAY, s.decay()).axis(CLIP, s.clipNorm()).axis(BATCH, s.batch())
            .axis(STEPS, s.steps()).axis(STOP, s.stopBelow()).axis(PROBES, s.probes()).axis(STARTS, s.starts());
    }

    /** Whether a trial compares and does not train. */
    public static boolean compares(Parameters p) {
        return p.text(CELL).equals(COMPARISON);
    }

    public static TrainableCell cell(Parameters p) {
        return Cells.trainable(p.text(CELL));
    }

    /** Of the networks of a trial on its task. */
    public static NetworkShape shape(Parameters p, Task task) {
        return new NetworkShape(cell(p), units(p), task.inputs(), task.outputs());
    }

    public static int units(Parameters p) {
        return (int) p.integer(UNITS);
    }

    public static int probes(Parameters p) {
        return (int) p.integer(PROBES);
    }

    public static int starts(Parameters p) {
        return (int) p.integer(STARTS);
    }

    public static PopulationOptions options(Parameters p) {
        return PopulationOptions.of(Adam.of(0), p.integer(STEPS), (int) p.integer(BATCH), EVALUATE_EVERY)
            .withSchedule(new Schedule.Exponential(p.number(DECAY))).withClipNorm(p.number(CLIP))
            .withValidationBatches(VALIDATION_BATCHES)
            .withEarlyStop(new EarlyStop(p.number(STOP), Integer.MAX_VALUE));
    }

    /**
     * The networks of a trial. Each has initial weights and trials of its own, drawn from its seed, cell, size and L2
     * strength, so that no two networks of a study have anything in common but what the comparison asks about.
     */
    public static List<Member> members(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        String name = "network/" + p.text(CELL) + "/" + units(p) + "/" + p.number(L2);
        BiologicalConstraints constraints = BiologicalConstraints.of(p);
        return trial.seeds().stream().map(seed -> new Member(context.streams(seed).stream(name).nextLong(),
            p.number(LEARNING_RATE), p.number(L2), constraints.trained(units(p)), constraints.noise())).toList();
    }

    /**
     * The parameters of the trial that compares what trials with these parameters trained.
     *
     * @param measures by which networks are compared besides, by id: one, or none and the parameter is absent
     */
    static Parameters comparison(Parameters p, long directions, List<String> measures) {
        SortedMap<String, Object> values = new TreeMap<>(p.values());
        values.keySet().removeAll(List.of(UNITS, L2));
        values.putAll(Map.of(CELL, COMPARISON, ComparisonTrial.DIRECTIONS, directions));
        if (!measures.isEmpty()) {
            values.put(ComparisonTrial.MEASURE, measures.get(0));
        }
        return new Parameters(values);
    }

    /**
     * Expected seconds on one core of a 2.5 GHz server of a trial that trains: passes over gates and products of each step,
     * half of the steps because networks stop early, and a search.
     */
    public static double seconds(Trial trial, Task task, int searches) {
        Parameters p = trial.parameters();
        double n = units(p);
        double gates = cell(p).gates();
        double step = p.number(BATCH) * task.steps() * gates * n
            * (SECONDS_A_GATE + SECONDS_A_WEIGHT * (n + task.inputs()));
        double states = n * cell(p).statesAUnit();
        double search = searches * p.number(STARTS) * states * states * states * SECONDS_A_START;
        return START_SECONDS + trial.seeds().size() * (p.number(STEPS) / 2 * step + search + GRAPH_SECONDS);
    }
}
