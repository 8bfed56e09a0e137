package org.espalier.edgepopup.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.espalier.base.RandomStreams;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.Interval;

/** Tables and figures of {@code edge-popup/search}. */
final class SearchFindings {
    private static final String POPUP = SearchStudy.POPUP;
    private static final int TAIL_POINTS = 60;
    /** The figure of the tail ends here: nobody draws more. */
    private static final double LEAST_PROBABILITY = 1e-12;

    private final List<Extrapolation> all;
    private final Map<Extrapolation, Interval> probabilities = new LinkedHashMap<>();

    private SearchFindings(List<Extrapolation> all) {
        this.all = all;
        all.forEach(e -> probabilities.put(e, probability(e)));
    }

    static SearchFindings of(Records records) {
        return new SearchFindings(Extrapolation.of(records).stream().filter(e -> e.accuracies().length > 1).toList());
    }

    List<Figure> figures() {
        return all.isEmpty() ? List.of() : List.of(bestOf(all), tails(all));
    }

    List<Table> tables() {
        return all.isEmpty() ? List.of() : List.of(extrapolations(all, probabilities));
    }

    List<String> sentences() {
        return summary(all, probabilities);
    }

    /** Probability that a random subnetwork beats edge-popup by the generalised Pareto tail, with its interval. */
    private static Interval probability(Extrapolation e) {
        if (!Double.isFinite(e.popup())) {
            return Interval.EMPTY;
        }
        return Tail.interval(e.accuracies(), e.images(), t -> t.above(e.popup()),
            RandomStreams.of(e.seed()).stream("bootstrap/probability"));
    }

    private static Figure bestOf(List<Extrapolation> all) {
        TreeMap<String, TreeMap<Integer, TreeMap<Long, Double>>> curves = new TreeMap<>();
        TreeMap<String, TreeMap<Long, Double>> popup = new TreeMap<>();
        for (Extrapolation e : all) {
            for (int s : sizes(e.accuracies().length)) {
                curves.computeIfAbsent(e.network(), k -> new TreeMap<>()).computeIfAbsent(s, k -> new TreeMap<>())
                    .put(e.seed(), RandomDraws.bestOf(e.accuracies(), s));
            }
            popup.computeIfAbsent(e.network(), k -> new TreeMap<>()).put(e.seed(), e.popup());
        }
        List<List<Object>> rows = new ArrayList<>();
        curves.forEach((network, sizes) -> sizes.forEach((s, values) -> {
            rows.add(MeanRows.row(List.of(network, "best of s random subnetworks", (long) s), values));
            if (MeanRows.mean(popup.get(network)) != null) {
                rows.add(MeanRows.row(List.of(network, POPUP, (long) s), popup.get(network)));
            }
        }));
        return new Figure("best-of-s", "The best of s random subnetworks",
            "Expected validation accuracy of the best of s random subnetworks of one untrained network, and of the "
                + "subnetwork that edge-popup finds in it (dashed). Lines are means over seeds, bands 95 % intervals.",
            new Table("best-of-s", "Validation accuracy of the best of s", MeanRows.columns("network", "series", "s"), rows),
            new Figure.Axis("s", "random subnetworks drawn, s", true), Figure.Axis.linear("mean", "validation accuracy"),
            List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", List.of(POPUP))), "network");
    }

    /** 1, 2, 5, 10, ... and all. */
    private static List<Integer> sizes(int n) {
        List<Integer> sizes = new ArrayList<>();
        for (int decade = 1; decade < n; decade *= 10) {
            for (int step : new int[] {1, 2, 5}) {
                if (step * decade < n) {
                    sizes.add(step * decade);
                }
            }
        }
        sizes.add(n);
        return sizes;
    }

    private static Figure tails(List<Extrapolation> all) {
        List<List<Object>> rows = new ArrayList<>();
        for (Extrapolation e : all.stream().filter(e -> e.seed() == all.get(0).seed()).toList()) {
            double from = e.mean();
            double to = Math.max(e.oneOf(SearchStudy.TALK_DRAWS), Double.isFinite(e.popup()) ? e.popup() : 0);
            Optional<Tail> tail = e.tail();
            for (int i = 0; i <= TAIL_POINTS; i++) {
                double accuracy = from + (to - from) * i / TAIL_POINTS;
                long above = Arrays.stream(e.accuracies()).filter(a -> a > accuracy).count();
                add(rows, e, "drawn", accuracy, above / (double) e.accuracies().length);
                add(rows, e, "normal", accuracy,
                    Math.pow(10, -RandomDraws.log10DrawsBeyond((accuracy - from) / e.deviation())));
                tail.filter(t -> accuracy >= t.threshold())
                    .ifPresent(t -> add(rows, e, "generalised Pareto", accuracy, t.above(accuracy)));
            }
        }
        return new Figure("tail", "How rare accurate random subnetworks are",
            "Fraction of random subnetworks more accurate than x on the validation images, of the first seed: as drawn, and "
                + "as two models of the tail continue it (dashed), down to 1e-12 and up to the accuracy of edge-popup.",
            new Table("tail", "Fraction of random subnetworks above an accuracy",
                List.of("network", "series", "accuracy", "fraction"), rows),
            Figure.Axis.linear("accuracy", "validation accuracy"),
            new Figure.Axis("fraction", "fraction of random subnetworks above", true),
            List.of(new Figure.Line("series", List.of("normal", "generalised Pareto"))), "network");
    }

    private static void add(List<List<Object>> rows, Extrapolation e, String series, double accuracy, double fraction) {
        if (fraction >= LEAST_PROBABILITY) {
            rows.add(List.of(e.network(), series, accuracy, fraction));
        }
    }

    private static Table extrapolations(List<Extrapolation> all, Map<Extrapolation, Interval> probabilities) {
        List<List<Object>> rows = new ArrayList<>();
        for (Extrapolation e : all) {
            Optional<Tail> tail = e.tail();
            Interval level = Tail.interval(e.accuracies(), e.images(), t -> t.oneOf(SearchStudy.TALK_DRAWS),
                RandomStreams.of(e.seed()).stream("bootstrap/level"));
            Interval p = probabilities.get(e);
            rows.add(Arrays.asList(e.network(), e.seed(), (long) e.accuracies().length, e.mean(),
                MeanRows.finite(e.deviation()), e.best(), MeanRows.finite(e.popup()),
                tail.map(t -> t.excess().shape()).orElse(null), tail.map(t -> t.excess().scale()).orElse(null),
                MeanRows.finite(e.normalOneOf(SearchStudy.TALK_DRAWS)), MeanRows.finite(level.mean()),
                MeanRows.finite(level.low()), MeanRows.finite(level.high()), MeanRows.finite(e.log10DrawsNormal()),
                MeanRows.finite(-Math.log10(p.mean())), MeanRows.finite(-Math.log10(p.high())),
                MeanRows.finite(-Math.log10(p.low()))));
        }
        return new Table("extrapolation", "The tail of random subnetworks and how many draws would reach edge-popup "
            + "(empty: no number of draws would, by that model)", List.of("network", "seed", "drawn", "mean", "deviation",
                "best", "edge_popup", "pareto_shape", "pareto_scale", "one_of_500000_normal", "one_of_500000_pareto",
                "one_of_500000_low", "one_of_500000_high", "log10_draws_normal", "log10_draws_pareto", "log10_draws_low",
                "log10_draws_high"), rows);
    }

    private static List<String> summary(List<Extrapolation> all, Map<Extrapolation, Interval> probabilities) {
        List<String> sentences = new ArrayList<>();
        for (String network : all.stream().map(Extrapolation::network).distinct().toList()) {
            List<Extrapolation> of = all.stream().filter(e -> e.network().equals(network)).toList();
            sentences.add(String.format(Locale.ROOT, "%s: random subnetworks classify %.1f %% of the validation images "
                + "right on average, the best of %,d drawn %.1f %%, edge-popup's %.1f %% (means over %d seed%s).",
                network, 100 * mean(of, Extrapolation::mean), of.get(0).accuracies().length,
                100 * mean(of, Extrapolation::best), 100 * mean(of, Extrapolation::popup), of.size(),
                of.size() == 1 ? "" : "s"));
            for (Extrapolation e : of.stream().filter(e -> Double.isFinite(probabilities.get(e).mean())).toList()) {
                Interval p = probabilities.get(e);
                sentences.add(String.format(Locale.ROOT, "%s, seed %d: one of 500,000 would exceed %.1f %%; to reach "
                    + "edge-popup the generalised Pareto tail asks for %s draws (95 %% interval %s to %s), the normal "
                    + "for 10^%.0f.", network, e.seed(), 100 * e.oneOf(SearchStudy.TALK_DRAWS), draws(p.mean()),
                    draws(p.high()), draws(p.low()), e.log10DrawsNormal()));
            }
        }
        if (!all.isEmpty()) {
            sentences.add(String.format(Locale.ROOT, "The talk's arithmetic: if a subnetwork is bad with probability "
                + "99.999 %%, none of 500,000 is good with probability %.2f %%.",
                100 * RandomDraws.noneGood(0.99999, (long) SearchStudy.TALK_DRAWS)));
        }
        return sentences;
    }

    private static String draws(double probability) {
        return probability > 0 ? String.format(Locale.ROOT, "10^%.1f", -Math.log10(probability))
            : "infinitely many";
    }

    private static double mean(List<Extrapolation> of, java.util.function.ToDoubleFunction<Extrapolation> value) {
        return of.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
    }
}
