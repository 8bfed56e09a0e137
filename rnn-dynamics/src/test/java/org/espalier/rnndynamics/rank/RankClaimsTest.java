package org.espalier.rnndynamics.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;

/** Verdicts and comparisons on records that are made up. */
class RankClaimsTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private static final List<Long> RANKS = List.of(1L, 30L, 300L);
    private final SplittableRandom noise = new SplittableRandom(4);

    private static Parameters point(String task, String structure, long rank, String matching) {
        return Parameters.of(Map.of("task", task, "structure", structure, "rank", rank, "matching", matching, "units", 300));
    }

    private TrialRecord record(Parameters p, int seeds, double alignment) {
        TreeMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        List<Long> names = new ArrayList<>();
        for (long seed = 0; seed < seeds; seed++) {
            double a = alignment + 1e-3 * noise.nextGaussian();
            Map<String, Double> row = new HashMap<>();
            row.put("kernel_alignment", a);
            row.put("representation_alignment", a);
            row.put("weight_change", 1 - a);
            row.put("diverged", Double.isNaN(a) ? 1.0 : 0.0);
            summary.put(seed, new TreeMap<>(row));
            names.add(seed);
        }
        return new TrialRecord(new Trial("analysis/rank-rnn", 1, p, names, new TreeMap<>(), List.of()),
            TrialResult.Status.DONE, "", summary, NOWHERE);
    }

    /** Two tasks; the last has the other effects. @param slope of the alignment over log10 of the rank */
    private Records records(int seeds, double slope, double other, double aligned, double structured) {
        List<TrialRecord> records = new ArrayList<>();
        for (String task : List.of("delayed-match", "perceptual-decision")) {
            double by = task.equals("delayed-match") ? slope : other;
            for (long rank : RANKS) {
                records.add(record(point(task, "gaussian", rank, "frobenius"), seeds, 0.5 + by * Math.log10(rank)));
                if (rank < 300) {
                    records.add(record(point(task, "gaussian", rank, "spectral-radius"), seeds, 0.5 + by * Math.log10(rank)));
                    records.add(record(point(task, "gaussian", rank, "spectral-norm"), seeds, 0.5 + by * Math.log10(rank)));
                }
            }
            double full = 0.5 + by * Math.log10(300);
            records.add(record(point(task, "aligned", 1, "frobenius"), seeds, 0.5 + aligned));
            records.add(record(point(task, "chain", 300, "frobenius"), seeds, full - structured));
            records.add(record(point(task, "cell-type", 300, "frobenius"), seeds, full - structured));
            records.add(record(point(task, "cell-type", 300, "spectral-radius"), seeds, 0.99));
        }
        return new Records("analysis/rank-rnn", Preset.STANDARD, records, List.of());
    }

    private static void all(Verdict expected, Records records) {
        List<ClaimResult> results = RankClaims.judge(records);
        assertEquals(RankClaims.all(), results.stream().map(ClaimResult::claim).toList());
        results.forEach(r -> assertEquals(expected, r.verdict(), r.claim().id() + " " + r.estimate() + " " + r.note()));
    }

    @Test
    void verdictsFollowTheRecords() {
        all(Verdict.REPRODUCED, records(5, 0.1, 0.1, 0.1, 0.1));
        all(Verdict.NOT_REPRODUCED, records(5, -0.1, -0.1, -0.1, -0.1));
        all(Verdict.INCONCLUSIVE, records(2, 0.1, 0.1, 0.1, 0.1));
        all(Verdict.NOT_RUN, new Records("analysis/rank-rnn", Preset.STANDARD, List.of(), List.of()));
        // A claim is about every task.
        List<ClaimResult> mixed = RankClaims.judge(records(5, 0.1, -0.1, 0.1, 0.1));
        mixed.subList(0, 9).forEach(r -> assertEquals(Verdict.NOT_REPRODUCED, r.verdict(), r.claim().id()));
        assertEquals(Verdict.REPRODUCED, mixed.get(9).verdict());
        assertEquals(-0.1, mixed.get(2).estimate(), 2e-3);
    }

    @Test
    void networksThatDivergedAreCountedAndNotAveraged() {
        List<TrialRecord> some = new ArrayList<>(records(5, 0.1, 0.1, 0.1, 0.1).trials());
        TrialRecord first = some.get(0);
        TreeMap<Long, Summary> lost = new TreeMap<>(first.summary());
        Map<String, Double> nothing = new LinkedHashMap<>();
        lost.get(2L).forEach((metric, value) -> nothing.put(metric.name(), metric.name().equals("diverged") ? 1.0 : Double.NaN));
        lost.put(2L, Summary.named(nothing));
        some.set(0, new TrialRecord(first.trial(), first.status(), first.reason(), lost, first.provenance()));
        Records records = new Records("analysis/rank-rnn", Preset.STANDARD, some, List.of());
        ClaimResult result = RankClaims.judge(records).get(0);
        assertEquals(4, result.n());
        assertTrue(result.note().contains("1 seed left out"), result.note());
        assertTrue(RankFindings.of(records).summary().stream().anyMatch(s -> s.startsWith("1 of 110 networks diverged")));
    }

    @Test
    void intervalsOfTwoSeedsAreNotDrawn() {
        for (int seeds : new int[] {2, 3}) {
            int drawn = 0;
            for (Figure figure : RankFindings.of(records(seeds, 0.1, 0.1, 0.1, 0.1)).figures()) {
                Table data = figure.data();
                for (List<Object> row : data.rows()) {
                    if ((long) row.get(data.columns().indexOf("n")) > 0) {
                        assertEquals(seeds == 2, row.get(data.columns().indexOf("low")) == null, figure.id());
                        drawn++;
                    }
                }
            }
            assertTrue(drawn > 20, "" + drawn);
        }
    }

    @Test
    void settingsThatDifferInMoreThanTheTaskAreToldApart() {
        List<TrialRecord> both = new ArrayList<>();
        for (int units : new int[] {300, 400}) {
            both.add(record(point("delayed-match", "gaussian", 1, "frobenius").with("units", units), 3, 0.5));
        }
        both.add(record(point("context-decision", "gaussian", 1, "frobenius"), 3, 0.5));
        List<RankSetting> settings = RankSetting.of(new Records("analysis/rank-rnn", Preset.QUICK, both, List.of()));
        assertEquals(List.of("delayed-match, units 300", "delayed-match, units 400", "context-decision, units 300"),
            settings.stream().map(RankSetting::label).toList());
        settings.forEach(s -> assertEquals(1, s.records().trials().size()));
    }

    // --- at equal loss

    private static void curve(List<Observation> to, Parameters p, long seed, double[] losses, double[] values) {
        for (int i = 0; i < losses.length; i++) {
            to.add(new Observation("t", seed, p, "loss", i * 10L, losses[i]));
            to.add(new Observation("t", seed, p, "weight_change", i * 10L, values[i]));
        }
    }

    @Test
    void atEqualLossIsWhereTheSlowestGotTo() {
        Parameters slow = point("delayed-match", "gaussian", 1, "frobenius");
        Parameters fast = point("delayed-match", "gaussian", 30, "frobenius");
        List<Observation> seen = new ArrayList<>();
        curve(seen, slow, 0, new double[] {1, 0.8, 0.6}, new double[] {0, 1, 2});
        // Passes 0.6 halfway from 0.7 to 0.5, and rises again later.
        curve(seen, fast, 0, new double[] {1, 0.7, 0.5, 0.9}, new double[] {0, 10, 20, 30});
        // Seed 1 diverged in one of them.
        curve(seen, slow, 1, new double[] {1, Double.NaN}, new double[] {0, Double.NaN});
        curve(seen, fast, 1, new double[] {1, 0.5}, new double[] {0, 1});
        // Seed 2 only ever got worse in one of them: both at their start.
        curve(seen, slow, 2, new double[] {1, 2}, new double[] {0, 5});
        curve(seen, fast, 2, new double[] {1.5, 0.5}, new double[] {0, 8});
        SortedMap<Double, Records> places = new TreeMap<>();
        places.put(1.0, records(slow, seen));
        places.put(30.0, records(fast, seen));
        SortedMap<Double, SortedMap<Long, Double>> values = EqualLoss.of(places, "weight_change");
        assertEquals(2, values.get(1.0).get(0L), 1e-12);
        assertEquals(15, values.get(30.0).get(0L), 1e-12);
        assertTrue(values.get(1.0).get(1L).isNaN() && values.get(30.0).get(1L).isNaN());
        assertEquals(0, values.get(1.0).get(2L), 1e-12);
        assertEquals(4, values.get(30.0).get(2L), 1e-12);
    }

    private Records records(Parameters p, List<Observation> seen) {
        return new Records("analysis/rank-rnn", Preset.QUICK, List.of(record(p, 3, 0.5)),
            seen.stream().filter(o -> o.parameters().equals(p)).toList());
    }
}
