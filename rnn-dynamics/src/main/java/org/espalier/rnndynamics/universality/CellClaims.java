package org.espalier.rnndynamics.universality;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.SeedEffects;

/** Claims about a number of each network, cell by cell. */
public final class CellClaims {
    private CellClaims() {}

    /**
     * Judges that in every cell the mean of a metric over the networks of a seed that learnt exceeds the claim's threshold; a
     * network without a finite value counts as 0.
     *
     * @param records of a study of populations
     */
    public static ClaimResult everyCell(Claim claim, Records records, String metric) {
        Records trained = NetworkRecords.trained(records);
        return judge(claim, trained.values(PopulationParameters.CELL).stream().map(cell -> SeedEffects.of(
            NetworkRecords.shares(trained.where(PopulationParameters.CELL, cell), metric, true))).toList());
    }

    /**
     * Judges that in each of some cells the mean of a metric exceeds that in another cell by more than the claim's threshold,
     * seed by seed, in networks that learnt and have a finite value.
     *
     * @param cells those of them that the records have are compared
     */
    public static ClaimResult moreThan(Claim claim, Records records, String metric, List<String> cells, String other) {
        Records trained = NetworkRecords.trained(records);
        SortedMap<Long, Double> reference = means(trained, metric, other);
        return judge(claim, cells.stream().filter(trained.values(PopulationParameters.CELL)::contains)
            .map(cell -> SeedEffects.difference(means(trained, metric, cell), reference)).toList());
    }

    /**
     * The mean of a metric over the networks of a cell that learnt and have a finite value, by seed; not-a-number for a seed
     * without such a network.
     */
    public static SortedMap<Long, Double> means(Records trained, String metric, String cell) {
        SortedMap<Long, double[]> sums = new TreeMap<>();
        for (TrialRecord record : trained.where(PopulationParameters.CELL, cell).trials()) {
            record.summary().forEach((seed, row) -> {
                double[] sum = sums.computeIfAbsent(seed, s -> new double[2]);
                double value = row.getOrDefault(metric, Double.NaN);
                if (row.getOrDefault("learnt", 0.0) == 1 && Double.isFinite(value)) {
                    sum[0] += value;
                    sum[1]++;
                }
            });
        }
        SortedMap<Long, Double> means = new TreeMap<>();
        sums.forEach((seed, sum) -> means.put(seed, sum[0] / sum[1]));
        return means;
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
