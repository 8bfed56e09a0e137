package org.espalier.lotteryticket.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSets;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;

/**
 * The trials of one ladder of one seed, each planned once: the dense network, the tickets of the rounds up to the deepest
 * asked for, and what starts from them.
 *
 * <p>Beside what {@link RoundTrial} reads a trial has the parameters {@code method}, {@code round}, {@code rewind_step} and
 * {@code density}: the fraction kept in that round, rounded to four decimals (which weights are kept follows from the round).
 */
public final class TicketPlan {
    private static final double DECIMALS = 1e4;

    private final Of of;
    private final PruningLadder ladder;
    private final Trial dense;
    private final Map<String, Trial> trials = new LinkedHashMap<>();

    /**
     * What a plan is of.
     *
     * @param study   the study's id
     * @param version its version
     * @param problem what {@link RoundTrial} reads
     * @param seed    the seed of all trials
     */
    public record Of(String study, int version, Parameters problem, long seed) {}

    /**
     * @param rewindSteps steps that tickets may be put back to; the dense training does not depend on them
     * @throws InvalidInputException if a rewind step is not before the last training step
     */
    public TicketPlan(Of of, Collection<Long> rewindSteps) {
        this.of = of;
        Parameters problem = of.problem();
        long steps = problem.integer("steps");
        for (long step : rewindSteps) {
            if (step < 0 || step >= steps) {
                throw new InvalidInputException("rewind_step: expected a step before the end of training, 0 to "
                    + (steps - 1) + ", found " + step);
            }
            requireKnown(step);
        }
        ladder = PruningLadder.of(Architectures.named(problem.text("architecture")),
            new Architecture.Options(problem.number("width"), false, false), DataSets.named(problem.text("dataset")),
            PruningMethod.RATE);
        dense = add(parameters(TicketRound.DENSE.label(), 0, 0));
    }

    /** Of a network trained elsewhere only the initial weights may be known beside the trained ones. */
    private void requireKnown(long rewindStep) {
        Parameters problem = of.problem();
        if (problem.has(StartingPoint.START) && rewindStep > 0) {
            throw new InvalidInputException("rewind_step: " + problem.text(StartingPoint.START) + " was trained elsewhere, and its "
                + "weights after step " + rewindStep + " are not known; expected --set rewind_step=0");
        }
        StartingPoint.requireInitial(problem, "rewinding puts weights back to their initial values");
    }

    /** The dense network. */
    public Trial dense() {
        return dense;
    }

    /**
     * A ticket or a control, and the tickets it needs.
     *
     * @param round at least 1
     * @throws InvalidInputException if the round is below 1
     * @throws org.espalier.base.InvalidInputException if the round leaves a layer less than one weight
     */
    public Trial round(TicketRound method, int round, long rewindStep) {
        require(round);
        Parameters p = parameters(method.label(), round, rewindStep);
        if (method.isControl()) {
            return add(p, dense, round(TicketRound.TICKET, round, rewindStep));
        }
        return method == TicketRound.TICKET && round > 1
            ? add(p, dense, round(TicketRound.TICKET, round - 1, rewindStep)) : add(p, dense);
    }

    /**
     * Checks that a pruned network of a round can be.
     *
     * @throws InvalidInputException if the round is below 1
     * @throws org.espalier.base.InvalidInputException if the round leaves a layer less than one weight
     */
    public void require(int round) {
        if (round < 1) {
            throw new InvalidInputException("round: expected 1 or more for a pruned network, found " + round);
        }
        ladder.requireRounds(round);
    }

    /** The parameters of a trial of this plan. */
    public Parameters parameters(String method, int round, long rewindStep) {
        return of.problem().with("method", method).with(TicketRound.ROUND, round).with(TicketRound.REWIND_STEP, rewindStep)
            .with("density", density(round));
    }

    /** The density of a round, rounded to four decimals. */
    public double density(int round) {
        return Math.rint(ladder.densityAfter(round) * DECIMALS) / DECIMALS;
    }

    /** Adds a trial unless it is there. */
    public Trial add(Parameters p, Trial... startsFrom) {
        Trial trial = RoundTrial.of(of.study(), of.version(), p, of.seed(), startsFrom);
        return trials.computeIfAbsent(trial.id(), id -> trial);
    }

    /** All trials planned so far, those a trial starts from before it. */
    public List<Trial> trials() {
        return new ArrayList<>(trials.values());
    }
}
