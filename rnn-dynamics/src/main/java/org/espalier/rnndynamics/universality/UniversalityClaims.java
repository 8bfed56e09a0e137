package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * The contrast of the paper, that geometry tells architectures apart and topology does not, as three claims about how often a
 * network's cell is that of its nearest neighbour. With five cells chance is about 0.2. An effect is one number a seed, over
 * the networks of that seed; seeds share nothing but the networks they are compared with.
 */
public final class UniversalityClaims {
    public static final Paper PAPER = new Paper("arXiv:1907.08549",
        "Universality and individuality in neural dynamics across large populations of recurrent networks",
        "Maheswaranathan et al.", 2019);
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 5;
    private static final double MAJORITY = 0.5;
    private static final double MARGIN = 0.2;

    private UniversalityClaims() {}

    /** The claims, in the order of {@link #judge}. @param where the figures of the paper */
    public static List<Claim> all(String where) {
        return List.of(
            new Claim("geometry-tells-cells", PAPER, where,
                "Networks that represent the task alike are of the same architecture.",
                "share of a seed's networks whose nearest neighbour by SVCCA has the same cell", MAJORITY,
                "a majority, where chance is the share of networks of one cell; the paper shows clusters and gives no number",
                ALPHA, LEAST_SEEDS),
            new Claim("topology-tells-less-than-geometry", PAPER, where,
                "The topology of fixed points is more alike across architectures than the geometry of representations.",
                "share of a seed's networks whose nearest neighbour by SVCCA has the same cell, minus the share by the graph of "
                    + "fixed points", 0, "the direction alone", ALPHA, LEAST_SEEDS),
            new Claim("topology-is-universal", PAPER, where,
                "The topology of fixed points does not tell architectures apart.",
                "chance minus the share of a seed's networks whose nearest neighbour by the graph of fixed points has the same "
                    + "cell", -MARGIN, "at most 0.2 above chance: about as far above it as one right answer more in five",
                ALPHA, LEAST_SEEDS));
    }

    /**
     * Judges them by the study's comparison.
     *
     * @param graph the graph that the claims are about
     * @throws IllegalStateException if there is more than one comparison
     */
    public static List<ClaimResult> judge(String where, Records records, String graph) {
        Records comparison = NetworkRecords.comparisons(records);
        SortedMap<Long, Double> geometry = new TreeMap<>();
        SortedMap<Long, Double> topology = new TreeMap<>();
        SortedMap<Long, Double> chance = new TreeMap<>();
        if (!comparison.isEmpty()) {
            long directions = (Long) comparison.values(ComparisonTrial.DIRECTIONS).get(0);
            Records first = comparison.where(ComparisonTrial.DIRECTIONS, directions);
            geometry = first.summary("accuracy/" + ComparisonTrial.geometry(directions));
            topology = first.summary("accuracy/" + graph);
            chance = first.summary("chance/" + graph);
        }
        List<Claim> claims = all(where);
        List<ClaimResult> judged = new ArrayList<>(List.of(claims.get(0).judge(geometry),
            claims.get(1).judge(SeedEffects.difference(geometry, topology)),
            claims.get(2).judge(SeedEffects.difference(chance, topology))));
        judged.addAll(byMeasures(where, comparison, topology));
        return List.copyOf(judged);
    }

    /** The first two again for every measure that the user named: those that say SVCCA are judged by SVCCA alone. */
    private static List<ClaimResult> byMeasures(String where, Records comparison, SortedMap<Long, Double> topology) {
        List<ClaimResult> judged = new ArrayList<>();
        if (comparison.isEmpty()) {
            return judged;
        }
        for (String id : ComparisonTrial.measures(comparison.trials().get(0).trial().parameters())) {
            SortedMap<Long, Double> told = comparison.summary("accuracy/" + ComparisonTrial.byMeasure(id));
            judged.add(new Claim("geometry-tells-cells-by-" + id, PAPER, where,
                "Networks that represent the task alike, by the measure " + id + ", are of the same architecture.",
                "share of a seed's networks whose nearest neighbour by " + id + " has the same cell", MAJORITY,
                "that of the claim on SVCCA, which is the paper's measure; this one was asked for in its place", ALPHA, LEAST_SEEDS)
                .judge(told));
            judged.add(new Claim("topology-tells-less-than-" + id, PAPER, where,
                "The topology of fixed points is more alike across architectures than representations are by the measure " + id
                    + ".",
                "share of a seed's networks whose nearest neighbour by " + id + " has the same cell, minus the share by the graph of "
                    + "fixed points", 0, "the direction alone", ALPHA, LEAST_SEEDS)
                .judge(SeedEffects.difference(told, topology)));
        }
        return judged;
    }
}
