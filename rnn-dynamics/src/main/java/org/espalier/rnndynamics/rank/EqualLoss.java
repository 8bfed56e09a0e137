package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * A metric of several populations when they had come equally far: at the lowest loss that all of a seed reach. A network that
 * learns slowly has moved less for that alone; this takes it out of the comparison.
 *
 * <p>The loss is that of {@link RankMeasures}, for one seed on the same trials everywhere. For a seed, {@code L*} is the
 * largest among the populations of their smallest measured losses; a population's value is taken where its measured losses
 * first fall to {@code L*}, linear in the loss between the two measurements around it.
 */
final class EqualLoss {
    private static final String LOSS = "loss";

    private record Point(double loss, double value) {}

    private EqualLoss() {}

    /** @return by place and seed; NaN for a seed that one of them lacks, or that diverged in one */
    static SortedMap<Double, SortedMap<Long, Double>> of(SortedMap<Double, Records> places, String metric) {
        SortedMap<Double, SortedMap<Long, Double>> values = new TreeMap<>();
        Map<Double, Map<Long, List<Point>>> curves = new TreeMap<>();
        places.forEach((place, records) -> {
            values.put(place, new TreeMap<>());
            curves.put(place, curves(records, metric));
        });
        for (long seed : places.values().stream().flatMap(r -> r.trials().stream()).map(TrialRecord::trial)
            .flatMap(t -> t.seeds().stream()).distinct().sorted().toList()) {
            List<List<Point>> ofSeed = curves.values().stream().map(c -> c.getOrDefault(seed, List.of())).toList();
            double reached = ofSeed.stream().mapToDouble(EqualLoss::smallest).max().orElse(Double.NaN);
            values.forEach((place, bySeed) -> bySeed.put(seed, value(curves.get(place).getOrDefault(seed, List.of()), reached)));
        }
        return values;
    }

    private static Map<Long, List<Point>> curves(Records records, String metric) {
        Map<Long, SortedMap<Long, Double>> losses = bySeedAndStep(records, LOSS);
        Map<Long, List<Point>> curves = new TreeMap<>();
        bySeedAndStep(records, metric).forEach((seed, steps) -> {
            List<Point> curve = new ArrayList<>();
            steps.forEach((step, value) -> curve.add(new Point(losses.get(seed).getOrDefault(step, Double.NaN), value)));
            curves.put(seed, curve);
        });
        return curves;
    }

    private static Map<Long, SortedMap<Long, Double>> bySeedAndStep(Records records, String metric) {
        Map<Long, SortedMap<Long, Double>> values = new TreeMap<>();
        for (Observation o : records.observations()) {
            if (o.is(metric)) {
                values.computeIfAbsent(o.seed(), s -> new TreeMap<>()).put(o.step(), o.value());
            }
        }
        return values;
    }

    /** NaN where the network diverged, or was never measured. */
    private static double smallest(List<Point> curve) {
        double smallest = curve.isEmpty() ? Double.NaN : Double.POSITIVE_INFINITY;
        for (Point point : curve) {
            smallest = Math.min(smallest, point.loss());
        }
        return smallest;
    }

    private static double value(List<Point> curve, double loss) {
        for (int i = 0; i < curve.size(); i++) {
            Point here = curve.get(i);
            if (here.loss() <= loss) {
                if (i == 0) {
                    return here.value();
                }
                Point before = curve.get(i - 1);
                double share = (before.loss() - loss) / (before.loss() - here.loss());
                return before.value() + share * (here.value() - before.value());
            }
        }
        return Double.NaN;
    }
}
