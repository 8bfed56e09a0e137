package org.espalier.rnndynamics.pruned;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.rnndynamics.universality.UniversalityClaims;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the papers say of feedforward networks that classify, asked of recurrent ones that remember; fixed before any network of
 * this study was trained. None of the papers prunes recurrent networks and looks at their fixed points: a verdict says whether
 * the sentence carries over, not whether the paper's own experiment was repeated.
 *
 * <p>Where a size is not known the claim asks for the direction alone (threshold 0). "Keeps" and "as often as" have a margin of
 * one network of ten. Errors are compared by their ratio: effects are decimal logarithms, the mean over all densities of the
 * preset. A network that diverged has no cube and has not learnt; a seed with one has no mean error and is left out.
 */
final class PrunedClaims {
    /** Where magnitude is to keep the cube. */
    static final double KEPT = 0.2;
    /** The paper's density of a subnetwork of random weights. */
    static final double HALF = 0.5;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 5;
    private static final double MARGIN = -0.1;
    private static final String TEN = "a margin of one network of ten";
    private static final String DIRECTION = "the direction alone";

    private static final Claim SURVIVES = claim("cube-survives-magnitude-pruning", Papers.HAN, "sec. 3",
        "Most connections can be removed by magnitude without loss: at a fifth of its recurrent weights a network still has the "
            + "cube's transition graph.",
        "1 if magnitude pruning at density 0.2 has the cube, minus 1 if the dense network has it", MARGIN, TEN);
    private static final Claim ABOVE_RANDOM = claim("magnitude-keeps-more-cubes-than-chance", Papers.HAN, "sec. 3",
        "It matters which connections are removed: magnitude keeps the cube where a random choice of the same size loses it.",
        "share of densities at which one-shot pruning has the cube minus the share at which random pruning has it", 0,
        DIRECTION);
    private static final Claim ITERATIVE = claim("rounds-above-one-shot", Papers.HAN, "sec. 3",
        "Pruning in rounds with training between them loses less than pruning at once.",
        "log10 of the validation MSE of one-shot pruning over that of magnitude pruning in rounds, mean over densities", 0,
        DIRECTION + "; rounds have more training steps in all, as in the paper");
    private static final Claim TICKET = claim("ticket-above-random-mask", Papers.FRANKLE, "sec. 2, fig. 4",
        "A winning ticket learns better than a random subnetwork of its size.",
        "log10 of the validation MSE of the random mask over that of the ticket, both from the initial weights, mean over "
            + "densities", 0, DIRECTION);
    private static final Claim POPUP = claim("popup-above-reservoir", Papers.RAMANUJAN, "sec. 3 and 4",
        "Which random weights are kept can do the work of training them: a chosen subnetwork of random recurrent weights is "
            + "better than a random one.",
        "log10 of the validation MSE of the reservoir over that of edge-popup, mean over densities", 0, DIRECTION);
    private static final Claim POPUP_LEARNS = claim("popup-learns-as-often-as-dense", Papers.RAMANUJAN, "sec. 4, fig. 1",
        "A network of random weights contains a subnetwork that does as well as a trained network.",
        "1 if edge-popup at density 0.5 ends with a validation MSE below 0.01, minus 1 if the dense network does", MARGIN, TEN);
    private static final Claim TOPOLOGY = claim("topology-goes-with-the-task", UniversalityClaims.PAPER, "abstract, fig. 1",
        "Networks that do the task have the same topology of fixed points, however they came to be.",
        "share of a seed's pruned networks with a validation MSE below 0.01 that have exactly the cube's transition graph; all "
            + "methods and densities", 0.9, "nine networks of ten, as in rnn-dynamics/flip-flop");

    private PrunedClaims() {}

    private static Claim claim(String id, Paper paper, String where, String statement, String effect, double threshold,
                               String why) {
        return new Claim(id, paper, where, statement, effect, threshold, why, ALPHA, LEAST_SEEDS);
    }

    static List<Claim> all() {
        return List.of(SURVIVES, ABOVE_RANDOM, ITERATIVE, TICKET, POPUP, POPUP_LEARNS, TOPOLOGY);
    }

    static List<ClaimResult> judge(Records records) {
        return List.of(
            SURVIVES.judge(against(records, Treatment.MAGNITUDE, KEPT, PrunedRecords.CUBE)),
            ABOVE_RANDOM.judge(SeedEffects.difference(shares(records, Treatment.ONE_SHOT), shares(records, Treatment.RANDOM))),
            ITERATIVE.judge(PrunedRecords.gain(records, Treatment.MAGNITUDE, Treatment.ONE_SHOT)),
            TICKET.judge(PrunedRecords.gain(records, Treatment.TICKET, Treatment.RANDOM_TICKET)),
            POPUP.judge(PrunedRecords.gain(records, Treatment.POPUP, Treatment.RESERVOIR)),
            POPUP_LEARNS.judge(against(records, Treatment.POPUP, HALF, PrunedRecords.LEARNT)),
            TOPOLOGY.judge(cubesOfLearnt(records)));
    }

    private static SortedMap<Long, Double> shares(Records records, Treatment treatment) {
        return PrunedRecords.shares(PrunedRecords.of(records, treatment), PrunedRecords.CUBE);
    }

    private static SeedEffects against(Records records, Treatment treatment, double density, String metric) {
        return SeedEffects.difference(PrunedRecords.shares(PrunedRecords.at(records, treatment, density), metric),
            PrunedRecords.shares(PrunedRecords.of(records, Treatment.DENSE), metric));
    }

    private static SortedMap<Long, Double> cubesOfLearnt(Records records) {
        SortedMap<Long, double[]> counts = new TreeMap<>();
        for (TrialRecord record : records.where(p -> p.number(PrunedGrid.DENSITY) < 1).trials()) {
            record.summary().forEach((seed, row) -> {
                if (row.getOrDefault(PrunedRecords.LEARNT, 0.0) == 1) {
                    double[] count = counts.computeIfAbsent(seed, s -> new double[2]);
                    count[0] += row.getOrDefault(PrunedRecords.CUBE, 0.0);
                    count[1]++;
                }
            });
        }
        SortedMap<Long, Double> shares = new TreeMap<>();
        counts.forEach((seed, count) -> shares.put(seed, count[0] / count[1]));
        return shares;
    }
}
