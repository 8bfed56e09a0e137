package org.espalier.edgepopup.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.spec.Split;

/**
 * The random subnetworks of one network and seed beside edge-popup's.
 *
 * @param network    the network's name
 * @param seed       the seed
 * @param accuracies validation accuracies of the random subnetworks, in the order they were drawn
 * @param popup      validation accuracy of edge-popup's subnetwork; NaN without one
 * @param images     validation images
 */
record Extrapolation(String network, long seed, double[] accuracies, double popup, int images) {

    /** One for each network, sample size and seed that was searched. */
    static List<Extrapolation> of(Records records) {
        List<Extrapolation> all = new ArrayList<>();
        for (Split.Part network : SearchStudy.NETWORKS.of(records)) {
            SortedMap<Long, Double> popup = network.records().where("method", SearchStudy.POPUP).summary(Networks.VALIDATION);
            Records search = network.records().where("method", SearchStudy.SEARCH);
            TreeMap<Long, TreeMap<Long, Double>> bySeed = new TreeMap<>();
            for (Observation o : search.observations()) {
                if (o.is(RandomSearch.SAMPLE)) {
                    bySeed.computeIfAbsent(o.seed(), s -> new TreeMap<>()).put(o.step(), o.value());
                }
            }
            bySeed.forEach((seed, values) -> all.add(new Extrapolation(network.cell().toString(), seed,
                Records.array(values.values()), popup.getOrDefault(seed, Double.NaN),
                ((Number) search.values("validation_images").get(0)).intValue())));
        }
        return all;
    }

    double mean() {
        return Arrays.stream(accuracies).average().orElse(Double.NaN);
    }

    double deviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum() / (accuracies.length - 1));
    }

    double best() {
        return Arrays.stream(accuracies).max().orElse(Double.NaN);
    }

    Optional<Tail> tail() {
        return Tail.fit(accuracies, images);
    }

    /**
     * The accuracy that one of so many draws would exceed: the larger of the two models' answers, and never less than the
     * best that was drawn.
     */
    double oneOf(double draws) {
        double pareto = tail().map(t -> t.oneOf(draws)).orElse(Double.NaN);
        return Math.max(best(), Math.max(pareto, normalOneOf(draws)));
    }

    /** The same by the normal distribution of all accuracies, by bisection: the tail is monotone. */
    double normalOneOf(double draws) {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (RandomDraws.log10DrawsBeyond(middle) < Math.log10(draws)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return mean() + low * deviation();
    }

    /** log10 of the draws that reach edge-popup's accuracy by the normal distribution; NaN without edge-popup. */
    double log10DrawsNormal() {
        return RandomDraws.log10DrawsBeyond((popup - mean()) / deviation());
    }
}
