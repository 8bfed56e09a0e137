package org.espalier.rnndynamics.population;

import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.GradientClipping;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.rnndynamics.population.NetworkOutcome.End;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/** One network of a population while it is trained: nothing in here depends on another. */
final class NetworkState {
    final Member member;
    final Variables variables;
    final float[][] slots;
    /** dL/d(values), {@code [shape.size()]}. */
    final float[] gradient;
    private final RandomStreams random;
    Progress progress = new Progress(null, 0, 0, 0, null, null, 0, false);

    /**
     * All that changes but the arrays.
     *
     * @param end     null while it is trained
     * @param lossSum of the batches since the last validation
     * @param waited  validations since the best one
     */
    record Progress(End end, long steps, double lossSum, long batches, Score last, Score best, int waited, boolean dead) {

        Progress ended(End how) {
            return new Progress(how, steps, lossSum, batches, last, best, waited, dead);
        }

        Progress stepped(double loss) {
            return new Progress(end, steps + 1, lossSum + loss, batches + 1, last, best, waited, dead);
        }

        Progress validated(Score score, boolean constant) {
            boolean better = score.betterThan(best);
            return new Progress(end, steps, 0, 0, score, better ? score : best, better ? 0 : waited + 1, constant);
        }
    }

    NetworkState(Member member, NetworkShape shape, InitialNetwork initial, Optimizer optimizer) {
        this.member = member;
        random = RandomStreams.of(member.seed());
        NetworkWeights drawn = initial.draw(shape, random::stream);
        if (!drawn.shape().equals(shape)) {
            throw new InvalidInputException("the initial weights are those of " + drawn.shape() + ", expected " + shape);
        }
        variables = new Variables(member.trained(), shape, drawn.values().clone(), random::stream);
        slots = optimizer.newSlots(variables.moved.length);
        gradient = new float[shape.size()];
    }

    boolean training() {
        return progress.end() == null;
    }

    /** The trials of a step, or of a validation. */
    Trials trials(Task task, String part, long number, int count) {
        return task.trials(count, random.stream("task/" + part + "/" + number));
    }

    /** The noise of a step, or of a validation; null where there is none. */
    RecurrentNoise noise(NetworkShape shape, String part, long number) {
        return member.noise() == 0 ? null
            : RecurrentNoise.of(shape, member.noise(), random.stream("noise/" + part + "/" + number));
    }

    /** One update from the gradient of a loss; or, if something is not finite, the end. */
    void update(double loss, long step, PopulationOptions options) {
        float[] moved = variables.moved;
        float[] byMoved = variables.pullBack(gradient);
        float penalty = (float) (2 * member.l2());
        for (int i = 0; penalty != 0 && i < moved.length; i++) {
            byMoved[i] += penalty * moved[i];
        }
        if (!Double.isFinite(loss) || !Double.isFinite(GradientClipping.clip(List.of(byMoved), options.clipNorm()))) {
            progress = progress.ended(End.DIVERGED);
            return;
        }
        options.optimizer().update(moved, byMoved, slots, step + 1,
            member.learningRate() * options.schedule().factor(step));
        for (float value : moved) {
            if (!Float.isFinite(value)) {
                progress = progress.ended(End.DIVERGED);
                return;
            }
        }
        variables.updated();
        progress = progress.stepped(loss);
    }

    /** Takes note of a validation, and stops where that is due. */
    void validated(Score score, boolean constant, EarlyStop rule) {
        progress = progress.validated(score, constant);
        if (!Double.isFinite(score.loss())) {
            progress = progress.ended(End.DIVERGED);
        } else if (score.loss() <= rule.loss() || progress.waited() >= rule.patience()) {
            progress = progress.ended(End.STOPPED_EARLY);
        }
    }

    NetworkOutcome outcome(NetworkShape shape) {
        return new NetworkOutcome(member, progress.end() == null ? End.FINISHED : progress.end(), progress.steps(),
            Optional.ofNullable(progress.last()), Optional.ofNullable(progress.best()), progress.dead(),
            new NetworkWeights(shape, variables.values.clone()));
    }
}
