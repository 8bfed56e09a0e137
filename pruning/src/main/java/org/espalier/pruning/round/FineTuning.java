package org.espalier.pruning.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.method.LadderTraining;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.spec.TrialKind;

/**
 * One pruning of a trained network and a short training afterwards, as rounds: the dense training of a seed, done once, and
 * the fine-tunings that start from its end.
 *
 * <p>A dense trial has {@code fine_tune_steps} 0, trains {@code steps} and keeps its whole state after the last one. A
 * fine-tuning goes on from the weights and running statistics of that state, pruned, for {@code fine_tune_steps} at the rate
 * that the dense training ended with. Its optimiser starts afresh, so nothing of a pruned weight is left in it, and it sees
 * the orders of images of the epochs after the dense training's. {@code start_test_accuracy} is the accuracy of the pruned
 * network before the first of these steps. Without pruning it is the dense network trained on for as long: what fine-tuned
 * networks are to be compared with.
 */
public final class FineTuning {
    /** Parameter: training steps after pruning; 0 in the dense training. */
    public static final String STEPS = "fine_tune_steps";
    /** Parameter: how far a network is pruned; 1 where it is not. */
    public static final String DENSITY = "density";
    /** Test accuracy of the pruned network, without any retraining. */
    public static final String BEFORE = "start_test_accuracy";
    /** Test accuracy after fine-tuning. */
    public static final String AFTER = "test_accuracy";
    /** What {@link RoundTrial} measures beside training, in passes over the validation images. */
    private static final int EVALUATIONS = 6;
    private static final int DENSE = 0;

    private FineTuning() {}

    /**
     * What is kept.
     *
     * @param mask     the weights
     * @param measured final metrics of the choice
     */
    public record Kept(Mask mask, Map<String, Double> measured) {
        public Kept(Mask mask) {
            this(mask, Map.of());
        }
    }

    /** Which weights are kept of a trained network. */
    @FunctionalInterface
    public interface Choice {
        /**
         * Chooses. May compute with the scene's network, which has the running statistics of the dense training, and leave
         * anything loaded in it.
         *
         * @param trained the weights at the end of the dense training
         */
        Kept of(RoundScene scene, InitialWeights trained);
    }

    /** What {@code --set} accepts in every study that prunes once; a study adds what it prunes and how far. */
    public static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(RoundTrial.parameters());
        parameters.add(Parameter.integer(STEPS, "Training steps after pruning.", 1, 100_000_000));
        parameters.add(StartingPoint.parameter());
        return parameters;
    }

    /** The dense training of a seed. @param point what {@link RoundTrial} reads, and what else the study's trials have */
    public static Trial dense(String study, int version, Parameters point, long seed) {
        return RoundTrial.of(study, version,
            point.with(STEPS, 0).with(RoundTrial.KEPT_STEPS, Long.toString(point.integer("steps"))), seed);
    }

    /** A fine-tuning. @param point with {@link #STEPS}, otherwise that of the dense training it starts from */
    public static Trial after(Trial dense, Parameters point) {
        return RoundTrial.of(dense.study(), dense.version(), point, dense.seed(), dense);
    }

    public static boolean isDense(Parameters p) {
        return p.integer(STEPS) == 0;
    }

    /** Dense trainings, and fine-tunings of what is chosen for their parameters. */
    public static TrialKind kind(Function<Parameters, Choice> choices) {
        return RoundTrial.kind(p -> of(p, choices.apply(p)), FineTuning::estimateSeconds);
    }

    /** The round of a trial. @param choice not asked in a dense training */
    private static Round of(Parameters p, Choice choice) {
        TrainingOptions dense = RoundTrial.options(p);
        return isDense(p)
            ? scene -> RoundStart.dense(scene, dense)
            : scene -> start(scene, dense, p.integer(STEPS), choice);
    }

    private static RoundStart start(RoundScene scene, TrainingOptions dense, long steps, Choice choice) {
        Checkpoint end = scene.state(DENSE, dense.steps());
        InitialWeights trained = new InitialWeights(end.variables());
        Checkpoint fresh = RoundStart.fresh(scene.network(), trained, dense.optimizer());
        scene.network().setNormState(end.normState());
        Kept kept = choice.of(scene, trained);
        double rate = dense.learningRate() * dense.schedule().factor(dense.steps() - 1);
        TrainingOptions options = TrainingOptions.of(dense.optimizer(), rate, steps, dense.batchSize(),
            dense.evaluateEvery());
        long images = scene.problem().data().train().count();
        long epochs = ceiling(dense.steps(), ceiling(images, dense.batchSize()));
        return new RoundStart(kept.mask(),
            new Checkpoint(fresh.progress(), fresh.variables(), fresh.slots(), end.normState()), options,
            LadderTraining.ordersFrom(epochs, scene.random()), dense.steps()).measuring(kept.measured());
    }

    private static long ceiling(long a, long b) {
        return (a + b - 1) / b;
    }

    /** Expected seconds on one core of a 2.5 GHz server. */
    private static double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        long steps = isDense(p) ? p.integer("steps") : p.integer(STEPS);
        return MethodTrial.estimateSeconds(p, steps, steps / p.integer("evaluate_every") + EVALUATIONS);
    }
}
