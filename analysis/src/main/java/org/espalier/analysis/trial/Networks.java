package org.espalier.analysis.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.record.Records;
import org.espalier.study.spec.Split;

/** Records by network, and what is chosen on validation among several ways to find a subnetwork of one. */
public final class Networks {
    public static final String TEST = "test_accuracy";
    public static final String VALIDATION = "val_accuracy";

    /** One part for each architecture and width, called as {@link #name} says. */
    public static final Split SPLIT = Split.by("architecture").then(Split.by("width")).called(Networks::name);

    private Networks() {}

    /** One selection for each architecture and width. */
    public static List<Records> of(Records records) {
        List<Records> networks = new ArrayList<>();
        for (Records of : architectures(records)) {
            of.values("width").forEach(width -> networks.add(of.where("width", width)));
        }
        return networks;
    }

    /** One selection for each architecture. */
    public static List<Records> architectures(Records records) {
        return records.values("architecture").stream().map(a -> records.where("architecture", a)).toList();
    }

    /** "conv2, width 0.125": what a panel with one network is called. */
    public static String name(Records network) {
        double width = ((Number) network.values("width").get(0)).doubleValue();
        String architecture = network.values("architecture").get(0).toString();
        return width == 1 ? architecture : architecture + ", width " + width;
    }

    /** One selection for each value of a parameter. */
    public static List<Records> by(String parameter, Records records) {
        return records.values(parameter).stream().map(value -> records.where(parameter, value)).toList();
    }

    /**
     * Test accuracy by seed of the way with the best validation accuracy, chosen for each seed; of equal ones the first.
     * A seed is in it when any way has both accuracies.
     */
    public static SortedMap<Long, Double> chosenOnValidation(List<Records> ways) {
        TreeMap<Long, Double> best = new TreeMap<>();
        TreeMap<Long, Double> test = new TreeMap<>();
        for (Records way : ways) {
            SortedMap<Long, Double> accuracies = way.summary(TEST);
            way.summary(VALIDATION).forEach((seed, validation) -> {
                if (accuracies.containsKey(seed) && validation > best.getOrDefault(seed, Double.NEGATIVE_INFINITY)) {
                    best.put(seed, validation);
                    test.put(seed, accuracies.get(seed));
                }
            });
        }
        return test;
    }
}
