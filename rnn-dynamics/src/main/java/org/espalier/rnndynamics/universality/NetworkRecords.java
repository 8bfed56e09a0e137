package org.espalier.rnndynamics.universality;

import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Reads the records of a study of populations. */
public final class NetworkRecords {
    private NetworkRecords() {}

    /** Those of trials that trained. */
    public static Records trained(Records records) {
        return records.where(p -> !PopulationParameters.compares(p));
    }

    /** Those of trials that compared. */
    public static Records comparisons(Records records) {
        return records.where(PopulationParameters::compares);
    }

    /**
     * The mean of a metric over the networks of each seed, sizes and L2 strengths taken together; of a metric that is 1 or 0
     * the share of networks.
     *
     * @param ofThoseThatLearnt whether only networks that learnt count; else one without a finite value counts as 0
     * @return nothing for a seed without such a network
     */
    public static SortedMap<Long, Double> shares(Records trained, String metric, boolean ofThoseThatLearnt) {
        SortedMap<Long, double[]> sums = new TreeMap<>();
        for (TrialRecord record : trained.trials()) {
            record.summary().forEach((seed, row) -> {
                if (!ofThoseThatLearnt || row.getOrDefault("learnt", 0.0) == 1) {
                    double[] sum = sums.computeIfAbsent(seed, s -> new double[2]);
                    double value = row.getOrDefault(metric, Double.NaN);
                    sum[0] += Double.isFinite(value) ? value : 0;
                    sum[1]++;
                }
            });
        }
        SortedMap<Long, Double> shares = new TreeMap<>();
        sums.forEach((seed, sum) -> shares.put(seed, sum[0] / sum[1]));
        return shares;
    }
}
