package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.espalier.study.finding.MeanRows;

/**
 * The three answers at one density in words: the same subnetwork, the same representation, the same function? Extremes are of
 * means over seeds; how sure they are the figures show.
 *
 * @param methods in the order of the trial
 * @param value   a metric of two methods by seed; empty where there is none
 */
record ComparisonSentences(List<String> methods, Values value) {

    /** A metric of two methods, in either order. */
    @FunctionalInterface
    interface Values {
        SortedMap<Long, Double> of(String metric, String method, String other);
    }

    private record Pair(String first, String second, double value, double chance) {
        String both() {
            return first + " and " + second;
        }
    }

    List<String> at(Object density, List<String> layers) {
        List<String> sentences = new ArrayList<>();
        List<Pair> masks = pairs((a, b) -> new Pair(a, b, mean("jaccard", a, b), mean("jaccard_by_chance", a, b)));
        masks.stream().max(Comparator.comparingDouble(p -> p.value() - p.chance())).ifPresent(most ->
            sentences.add(String.format(Locale.ROOT, "At density %s the two methods whose masks have most in common are %s: a "
                + "Jaccard index of %.3f, %.3f by chance.%s", density, most.both(), most.value(), most.chance(), again())));
        List<Pair> answers = same("agreement");
        if (!answers.isEmpty()) {
            sentences.add(String.format(Locale.ROOT, "At density %s networks that differ in their seed give the same answer on %s of "
                + "the test images.", density, range(answers, p -> String.format(Locale.ROOT, "%.1f %%", 100 * p.value()))));
        }
        if (layers.size() > 1) {
            String layer = layers.get(layers.size() - 2);
            List<Pair> alike = pairs((a, b) -> new Pair(a, b, mean("cka/" + layer, a, b), 0));
            if (!alike.isEmpty()) {
                Pair most = alike.stream().max(Comparator.comparingDouble(Pair::value)).orElseThrow();
                Pair least = alike.stream().min(Comparator.comparingDouble(Pair::value)).orElseThrow();
                sentences.add(String.format(Locale.ROOT, "At density %s the two methods that represent images most alike in %s are "
                    + "%s (CKA %.2f), the least %s (%.2f).", density, layer, most.both(), most.value(), least.both(),
                    least.value()));
            }
        }
        return sentences;
    }

    /** Whether a method finds its own mask again from other initial weights. */
    private String again() {
        return same("jaccard").stream().map(p -> new Pair(p.first(), p.second(), p.value(), mean("jaccard_by_chance", p.first(),
                p.second()))).max(Comparator.comparingDouble(p -> p.value() - p.chance()))
            .map(p -> String.format(Locale.ROOT, " From other initial weights none shares more with itself than %s: %.3f, %.3f by "
                + "chance.", p.first(), p.value(), p.chance())).orElse("");
    }

    private static String range(List<Pair> pairs, Function<Pair, String> text) {
        Pair least = pairs.stream().min(Comparator.comparingDouble(Pair::value)).orElseThrow();
        Pair most = pairs.stream().max(Comparator.comparingDouble(Pair::value)).orElseThrow();
        return pairs.size() == 1 ? text.apply(most) + " (" + most.first() + ")"
            : text.apply(least) + " (" + least.first() + ") to " + text.apply(most) + " (" + most.first() + ")";
    }

    private List<Pair> same(String metric) {
        return methods.stream().map(m -> new Pair(m, m, mean(metric, m, m), 0)).filter(p -> !Double.isNaN(p.value())).toList();
    }

    private List<Pair> pairs(BiFunction<String, String, Pair> of) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < methods.size(); a++) {
            for (int b = a + 1; b < methods.size(); b++) {
                Pair pair = of.apply(methods.get(a), methods.get(b));
                if (!Double.isNaN(pair.value() - pair.chance())) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private double mean(String metric, String method, String other) {
        Double mean = MeanRows.mean(value.of(metric, method, other));
        return mean == null ? Double.NaN : mean;
    }
}
