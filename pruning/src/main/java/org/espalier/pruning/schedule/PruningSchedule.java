package org.espalier.pruning.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;

/**
 * When weights are pruned, and how far: divides a number of training steps between the rungs. Every schedule trains the
 * same number of steps, ends at the same counts and never prunes after the last step. At density 1 there are no rungs.
 */
public sealed interface PruningSchedule {

    /**
     * The rungs, in order.
     *
     * @param ladder  the layers and their rates
     * @param density fraction of all weights kept at the end
     * @param steps   training steps of the whole
     * @throws InvalidInputException if the density would leave a layer empty, or there are too few steps for the rounds
     */
    List<Rung> rungs(PruningLadder ladder, double density, long steps);

    /**
     * The rungs of a network that is trained already: the steps before the first rung fall away, and the others are stretched
     * over all steps.
     *
     * @throws InvalidInputException as {@link #rungs}
     */
    default List<Rung> rungsOfTrained(PruningLadder ladder, double density, long steps) {
        List<Rung> rungs = rungs(ladder, density, steps);
        long first = rungs.isEmpty() ? 0 : rungs.get(0).step();
        return rungs.stream().map(rung -> new Rung((rung.step() - first) * steps / (steps - first), rung.kept())).toList();
    }

    /**
     * Before training, in {@code rounds} rankings with no step between them: {@code density^(i / rounds)} after ranking i,
     * layer by layer. One ranking is SNIP's and GraSP's, a hundred are SynFlow's (Tanaka et al. 2020, algorithm 1).
     *
     * @param rounds at least 1
     */
    record AtInitialisation(int rounds) implements PruningSchedule {
        public AtInitialisation {
            atLeastOne("rounds", rounds);
        }

        @Override
        public List<Rung> rungs(PruningLadder ladder, double density, long steps) {
            return between(ladder, density, rounds, i -> 0);
        }
    }

    /** Once, after half of the steps; the other half is fine-tuning (Han et al. 2015, without iteration). */
    record OneShot() implements PruningSchedule {
        @Override
        public List<Rung> rungs(PruningLadder ladder, double density, long steps) {
            return new Iterative(1).rungs(ladder, density, steps);
        }
    }

    /**
     * In rounds: train, rank, prune, go on from the trained weights (Han et al. 2015, fig. 2). With r rounds the steps are
     * divided into r + 1 equal parts, of which the last is fine-tuning: rung i is at {@code floor(steps * i / (r + 1))}.
     *
     * @param rounds number of rounds, or 0 for as many as bring the rate of a round nearest to the ladder's
     */
    record Iterative(int rounds) implements PruningSchedule {
        public Iterative {
            if (rounds < 0) {
                throw new InvalidInputException("rounds must be at least 0, not " + rounds);
            }
        }

        @Override
        public List<Rung> rungs(PruningLadder ladder, double density, long steps) {
            int number = rounds > 0 ? rounds : (int) Math.max(1, Math.rint(ladder.to(density).rounds()));
            enough(steps, number);
            return between(ladder, density, number, i -> steps * i / (number + 1));
        }
    }

    /**
     * Gradually: {@code updates} rungs, evenly from the first quarter of the steps to the last but one, on the cubic
     * {@code d = d_f + (1 - d_f) (1 - t)^3} with {@code t = i / updates}, in each layer towards its final density d_f.
     *
     * <p>Source: Zhu and Gupta 2017, eq. 1, written for densities and started at a dense network. First and last step are
     * parameters there; here pruning takes the second and third quarter, so that it starts from trained weights and ends in
     * time to recover.
     *
     * @param updates number of rungs, at least 1
     */
    record Gradual(int updates) implements PruningSchedule {
        public Gradual {
            atLeastOne("updates", updates);
        }

        @Override
        public List<Rung> rungs(PruningLadder ladder, double density, long steps) {
            PruningLadder.Point end = ladder.to(density);
            if (end.total() == ladder.size()) {
                return List.of();
            }
            enough(steps / 2, updates);
            List<Rung> rungs = new ArrayList<>();
            for (int i = 1; i <= updates; i++) {
                double left = Math.pow(1 - i / (double) updates, 3);
                Map<String, Integer> kept = new LinkedHashMap<>();
                for (PruningLadder.Layer layer : ladder.layers()) {
                    int last = end.kept().get(layer.name());
                    kept.put(layer.name(), last + KeptCount.of(layer.size() - last, left));
                }
                long step = updates == 1 ? steps / 2 : steps / 4 + (steps / 2) * (i - 1) / (updates - 1);
                rungs.add(new Rung(step, kept));
            }
            return rungs;
        }
    }

    /** When a rung is. */
    interface StepOf {
        long rung(int i);
    }

    private static List<Rung> between(PruningLadder ladder, double density, int number, StepOf step) {
        PruningLadder.Point end = ladder.to(density);
        if (end.total() == ladder.size()) {
            return List.of();
        }
        List<Rung> rungs = new ArrayList<>();
        for (int i = 1; i < number; i++) {
            Map<String, Integer> kept = new LinkedHashMap<>(ladder.at(end.rounds() * i / number).kept());
            // Where the last rung gives weights back to meet the density, no earlier one may be below it.
            end.kept().forEach((name, last) -> kept.merge(name, last, Math::max));
            rungs.add(new Rung(step.rung(i), kept));
        }
        rungs.add(new Rung(step.rung(number), end.kept()));
        return rungs;
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new InvalidInputException(what + " must be at least 1, not " + value);
        }
    }

    private static void enough(long steps, int rounds) {
        if (steps <= rounds) {
            throw new InvalidInputException("a budget of " + steps + " training steps is too short for " + rounds
                + " rounds of pruning: every round needs at least one");
        }
    }
}
