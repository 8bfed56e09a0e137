package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.SeedEffects;

/** Tables and figures of {@code analysis/rank-rnn}; every interval is a 95 % Student-t interval over seeds. */
final class RankFindings {
    private static final int FEWEST_DRAWN = 3;
    private static final String LEFT_OUT = " 95 % intervals, drawn of three seeds or more; a network that diverged or "
        + "fell silent is in none.";
    private static final String MARKS = " Marks are means over seeds, bars" + LEFT_OUT;
    private static final String BANDS = " Lines are means over seeds, bands" + LEFT_OUT;
    private static final Map<Matching, String> MATCHED = Map.of(Matching.FROBENIUS, "equal norm", Matching.SPECTRAL_RADIUS,
        "equal spectral radius", Matching.SPECTRAL_NORM, "equal largest singular value");
    private static final String AT_LOSS = "equal norm, at equal loss";

    /** Measures by the words of their axes. */
    private static final Map<String, String> MEASURES = measures();

    private final Records records;
    private final List<RankSetting> settings;

    private RankFindings(Records records) {
        this.records = records;
        this.settings = RankSetting.of(records);
    }

    static Findings of(Records records) {
        RankFindings findings = new RankFindings(records);
        List<Figure> figures = new ArrayList<>();
        if (!records.isEmpty()) {
            MEASURES.forEach((metric, label) -> figures.add(findings.byRank(metric, label)));
            figures.add(findings.structures());
            figures.add(findings.overTraining());
            figures.add(findings.effectiveRanks());
        }
        return new Findings(findings.sentences(), figures, List.of(findings.trends(),
            SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            RankClaims.judge(records));
    }

    private static Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put(RankClaims.KERNEL, "tangent kernel alignment");
        measures.put(RankClaims.REPRESENTATION, "representation alignment");
        measures.put(RankClaims.CHANGE, "change of recurrent weights");
        measures.put("accuracy", "accuracy at the last step");
        return measures;
    }

    private static String hyphens(String metric) {
        return metric.replace('_', '-');
    }

    private Figure byRank(String metric, String label) {
        List<List<Object>> rows = new ArrayList<>();
        for (RankSetting setting : settings) {
            for (Matching matching : Matching.values()) {
                add(rows, setting, MATCHED.get(matching), RankSetting.atTheEnd(setting.ranks(matching), metric));
            }
            add(rows, setting, AT_LOSS, EqualLoss.of(setting.ranks(Matching.FROBENIUS), metric));
        }
        String id = hyphens(metric) + "-by-rank";
        Table table = new Table(id, "By the rank of the initial recurrent weights: " + label,
            MeanRows.columns("task", "initial weights at", "rank"), rows);
        return new Figure(id, table.title(), "Random initial recurrent weights truncated to a rank, at the end of training; at "
            + "equal loss, where each network first comes to the lowest loss that all ranks of its seed reach." + BANDS, table,
            new Figure.Axis("rank", "rank of the initial recurrent weights", true), Figure.Axis.linear("mean", label),
            SummaryTables.lines("initial weights at"), "task");
    }

    private static void add(List<List<Object>> rows, RankSetting setting, String series,
                            SortedMap<Double, SortedMap<Long, Double>> byRank) {
        byRank.forEach((rank, values) -> rows.add(drawn(List.of(setting.label(), series, rank), values)));
    }

    /** A row without an interval where two seeds are left: 13 standard errors to either side would hide all other intervals. */
    private static List<Object> drawn(List<?> cells, SortedMap<Long, Double> values) {
        List<Object> row = MeanRows.row(cells, values);
        if (SeedEffects.of(values).n() < FEWEST_DRAWN) {
            row.set(row.size() - 1, null);
            row.set(row.size() - 2, null);
        }
        return row;
    }

    private Figure structures() {
        List<List<Object>> rows = new ArrayList<>();
        for (RankSetting setting : settings) {
            for (Matching matching : List.of(Matching.FROBENIUS, Matching.SPECTRAL_RADIUS)) {
                String series = MATCHED.get(matching);
                bar(rows, setting, "random", series, setting.random());
                bar(rows, setting, "random, rank 1", series, setting.randomOfRankOne(matching));
                for (Structure structure : Structure.values()) {
                    if (structure != Structure.GAUSSIAN) {
                        bar(rows, setting, structure.label(), series, setting.structure(structure, matching));
                    }
                }
            }
        }
        String id = "kernel-alignment-by-structure";
        String title = "Structured and aligned initial weights";
        return new Figure(id, title, "Alignment of the tangent kernel at the end of training with that at the start. Aligned weights "
            + "have rank 1." + MARKS, new Table(id, title, MeanRows.columns("task", "initial weights at", "structure"), rows),
            Figure.Axis.linear("task", "task"), Figure.Axis.linear("mean", MEASURES.get(RankClaims.KERNEL)),
            SummaryTables.intervals("structure"), "initial weights at");
    }

    private static void bar(List<List<Object>> rows, RankSetting setting, String name, String series, Records at) {
        if (!at.isEmpty()) {
            rows.add(drawn(List.of(setting.label(), series, name), SeedValues.of(at, RankClaims.KERNEL)));
        }
    }

    private Figure overTraining() {
        List<List<Object>> rows = new ArrayList<>();
        for (RankSetting setting : settings) {
            setting.ranks(Matching.FROBENIUS).forEach((rank, at) -> {
                SortedMap<Long, SortedMap<Long, Double>> bySteps = new TreeMap<>();
                at.observations().stream().filter(o -> o.is(RankClaims.KERNEL))
                    .forEach(o -> bySteps.computeIfAbsent(o.step(), s -> new TreeMap<>()).put(o.seed(), o.value()));
                bySteps.forEach((step, values) -> rows.add(drawn(List.of(setting.label(), Long.toString(rank.longValue()), step), values)));
            });
        }
        String id = "kernel-alignment-over-training";
        String title = "The tangent kernel while networks learn";
        return new Figure(id, title, "Alignment with the kernel at the start; random initial weights at equal norm." + BANDS,
            new Table(id, title, MeanRows.columns("task", "rank", "step"), rows),
            Figure.Axis.linear("step", "training step"), Figure.Axis.linear("mean", MEASURES.get(RankClaims.KERNEL)),
            SummaryTables.lines("rank"), "task");
    }

    private Figure effectiveRanks() {
        String rank = "rank_participation_of_squares";
        List<List<Object>> rows = new ArrayList<>();
        for (RankSetting setting : settings) {
            SortedMap<Double, Records> norm = setting.ranks(Matching.FROBENIUS);
            add(rows, setting, "at the start", RankSetting.atTheEnd(norm, "initial_" + rank));
            add(rows, setting, "at the end", RankSetting.atTheEnd(norm, "final_" + rank));
            add(rows, setting, "of the change", RankSetting.atTheEnd(norm, "change_" + rank));
        }
        String id = "effective-rank-before-and-after";
        String title = "Effective rank before and after learning";
        return new Figure(id, title, "Participation ratio of the squared singular values of the recurrent weights, and of what "
            + "learning added to them; random initial weights at equal norm." + BANDS, new Table(id, title,
                MeanRows.columns("task", "weights", "rank"), rows), new Figure.Axis("rank",
                    "rank of the initial recurrent weights", true), new Figure.Axis("mean", "effective rank", true),
            SummaryTables.lines("weights"), "task");
    }

    /** Every trend, also at equal loss: what the claims judge, task by task, and what they do not. */
    private Table trends() {
        List<List<Object>> rows = new ArrayList<>();
        for (RankSetting setting : settings) {
            for (Matching matching : Matching.values()) {
                SortedMap<Double, Records> ranks = setting.ranks(matching);
                for (String metric : List.of(RankClaims.KERNEL, RankClaims.REPRESENTATION, RankClaims.CHANGE)) {
                    rows.add(MeanRows.row(List.of(setting.label(), matching.label(), metric, "end"),
                        RankClaims.lazier(metric, RankSetting.atTheEnd(ranks, metric))));
                    rows.add(MeanRows.row(List.of(setting.label(), matching.label(), metric, "equal loss"),
                        RankClaims.lazier(metric, EqualLoss.of(ranks, metric))));
                }
            }
        }
        return new Table("trends", "How much lazier learning is, by each measure, when the rank is ten times higher (the change's "
            + "sign turned)", MeanRows.columns("task", "matching", "metric", "when"), rows);
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (RankSetting setting : settings) {
            SortedMap<Double, Records> ranks = setting.ranks(Matching.FROBENIUS);
            if (ranks.size() > 1) {
                sentences.add(String.format(Locale.ROOT, "%s, equal norm: from rank %.0f to %.0f the tangent kernel's alignment with "
                    + "its start goes from %s to %s, the change of the recurrent weights from %s to %s, the accuracy from %s to "
                    + "%s.", setting.label(), ranks.firstKey(), ranks.lastKey(), end(ranks.get(ranks.firstKey()), RankClaims.KERNEL),
                    end(ranks.get(ranks.lastKey()), RankClaims.KERNEL), end(ranks.get(ranks.firstKey()), RankClaims.CHANGE),
                    end(ranks.get(ranks.lastKey()), RankClaims.CHANGE), end(ranks.get(ranks.firstKey()), "accuracy"),
                    end(ranks.get(ranks.lastKey()), "accuracy")));
            }
        }
        count("diverged", "diverged", sentences);
        count("silent", "ended with no active unit", sentences);
        return sentences;
    }

    /** Says how many networks came to a bad end, if any. */
    private void count(String metric, String what, List<String> sentences) {
        long networks = 0;
        long such = 0;
        for (TrialRecord record : records.trials()) {
            networks += record.summary().size();
            such += record.summary().values().stream().filter(row -> row.getOrDefault(metric, 0.0) == 1).count();
        }
        if (such > 0) {
            sentences.add(such + " of " + networks + " networks " + what + "; they are in no mean, and the tables count them.");
        }
    }

    private static String end(Records at, String metric) {
        Double mean = MeanRows.mean(SeedValues.of(at, metric));
        return mean == null ? "no value" : String.format(Locale.ROOT, "%.3f", mean);
    }
}
