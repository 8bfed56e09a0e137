package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.ToDoubleBiFunction;
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

    private record Pair(String first, String second, double value) {
        String both() {
            return first + " and " + second;
        }
    }

    List<String> at(Object density, List<String> layers) {
        List<String> sentences = new ArrayList<>();
        List<Pair> masks = between(this::aboveChance);
        if (!masks.isEmpty()) {
            Pair most = most(masks);
            sentences.add(String.format(Locale.ROOT, "At density %s the two methods whose masks have most in common are %s: a "
                + "Jaccard index of %s.%s", density, most.both(), withChance(most), again()));
        }
        List<Pair> answers = within((a, b) -> mean("agreement", a, b));
        if (!answers.isEmpty()) {
            sentences.add(String.format(Locale.ROOT, "At density %s networks that differ in their seed give the same answer on %s of "
                + "the test images.", density, range(answers)));
        }
        if (layers.size() > 1) {
            String layer = layers.get(layers.size() - 2);
            List<Pair> alike = between((a, b) -> mean("cka/" + layer, a, b));
            if (!alike.isEmpty()) {
                sentences.add(String.format(Locale.ROOT, "At density %s the two methods that represent images most alike in %s are "
                    + "%s (CKA %.2f), the least %s (%.2f).", density, layer, most(alike).both(), most(alike).value(),
                    least(alike).both(), least(alike).value()));
            }
        }
        return sentences;
    }

    /** Whether a method finds its own mask again from other initial weights. */
    private String again() {
        List<Pair> masks = within(this::aboveChance);
        return masks.isEmpty() ? "" : " From other initial weights none shares more with itself than " + most(masks).first() + ": "
            + withChance(most(masks)) + ".";
    }

    private double aboveChance(String method, String other) {
        return mean("jaccard", method, other) - mean("jaccard_by_chance", method, other);
    }

    private String withChance(Pair pair) {
        return String.format(Locale.ROOT, "%.3f, %.3f by chance", mean("jaccard", pair.first(), pair.second()),
            mean("jaccard_by_chance", pair.first(), pair.second()));
    }

    private static String range(List<Pair> fractions) {
        return fractions.size() == 1 ? percent(fractions.get(0)) : percent(least(fractions)) + " to " + percent(most(fractions));
    }

    private static String percent(Pair fraction) {
        return String.format(Locale.ROOT, "%.1f %% (%s)", 100 * fraction.value(), fraction.first());
    }

    private static Pair most(List<Pair> pairs) {
        return pairs.stream().max(Comparator.comparingDouble(Pair::value)).orElseThrow();
    }

    private static Pair least(List<Pair> pairs) {
        return pairs.stream().min(Comparator.comparingDouble(Pair::value)).orElseThrow();
    }

    /** Each method with itself, where that has a value. */
    private List<Pair> within(ToDoubleBiFunction<String, String> measure) {
        return methods.stream().map(m -> new Pair(m, m, measure.applyAsDouble(m, m))).filter(p -> !Double.isNaN(p.value())).toList();
    }

    /** Every two methods, where they have a value. */
    private List<Pair> between(ToDoubleBiFunction<String, String> measure) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < methods.size(); a++) {
            for (int b = a + 1; b < methods.size(); b++) {
                pairs.add(new Pair(methods.get(a), methods.get(b), measure.applyAsDouble(methods.get(a), methods.get(b))));
            }
        }
        pairs.removeIf(pair -> Double.isNaN(pair.value()));
        return pairs;
    }

    private double mean(String metric, String method, String other) {
        Double mean = MeanRows.mean(value.of(metric, method, other));
        return mean == null ? Double.NaN : mean;
    }
}
