package org.espalier.testkit.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Table;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Laws of what a study says of records. */
public final class FindingLaws {
    private FindingLaws() {}

    /** Without records every claim is there, not run, and no figure is drawn. */
    public static void nothingIsSaidOfNothing(Study study) {
        for (Preset preset : Preset.values()) {
            Findings findings = study.findings(new Records(study.id(), preset, List.of(), List.of()));
            assertEquals(study.claims(), findings.claims().stream().map(ClaimResult::claim).toList());
            findings.claims().forEach(r -> assertEquals(Verdict.NOT_RUN, r.verdict(), r.claim().id()));
            assertEquals(List.of(), findings.figures().stream().map(Figure::id).toList());
        }
    }

    /** Claims, figures and tables are named once. */
    public static void namesAreUnique(Study study, Records records) {
        Findings findings = study.findings(records);
        requireUnique("claim", study.claims().stream().map(Claim::id).toList());
        requireUnique("figure", findings.figures().stream().map(Figure::id).toList());
        requireUnique("table", findings.tables().stream().map(Table::id).toList());
        assertEquals(study.claims(), findings.claims().stream().map(ClaimResult::claim).toList());
    }

    private static void requireUnique(String what, List<String> ids) {
        Set<String> seen = new HashSet<>();
        ids.forEach(id -> assertTrue(seen.add(id), () -> what + " '" + id + "' is there twice"));
    }

    /** The same records say the same again. */
    public static void findingsArePure(Study study, Records records) {
        assertEquals(study.findings(records), study.findings(records));
    }

    /** Records say the same in any order. */
    public static void orderOfRecordsDoesNotMatter(Study study, Records records) {
        Findings first = study.findings(records);
        long seed = 17;
        List<TrialRecord> trials = new ArrayList<>(records.trials());
        Collections.shuffle(trials, new Random(seed));
        // A record's own rows have an order, that of its metrics.csv.
        List<Observation> observations = trials.stream().flatMap(t -> records.observations().stream()
            .filter(o -> o.trial().equals(t.trial().id()))).toList();
        assertEquals(first, study.findings(new Records(records.study(), records.preset(), trials, observations)),
            "the order of records matters (shuffled with seed " + seed + ")");
    }

    /** A verdict follows from its numbers: reproduced above the threshold, on as many seeds as the claim asks for. */
    public static void verdictsFollowFromNumbers(Study study, Records records) {
        for (ClaimResult r : study.findings(records).claims()) {
            String what = r.toString();
            Verdict expected = r.n() == 0 || Double.isNaN(r.estimate()) ? Verdict.NOT_RUN
                : r.n() < Math.max(2, r.claim().leastSeeds()) ? Verdict.INCONCLUSIVE
                    : r.ciLow() > r.claim().threshold() ? Verdict.REPRODUCED
                        : r.ciHigh() < r.claim().threshold() ? Verdict.NOT_REPRODUCED : Verdict.INCONCLUSIVE;
            assertEquals(expected, r.verdict(), what);
        }
    }

    /**
     * Where no parameter makes a difference no claim of a difference is reproduced. A claim whose threshold is negative says "as
     * good as", which then holds.
     *
     * @param flat     records of a whole grid in which every metric is zero
     * @param inverted ids of claims whose effect is largest where what they measure is zero
     */
    public static void noEffectIsNotReproduced(Study study, Records flat, Set<String> inverted) {
        for (ClaimResult r : study.findings(flat).claims()) {
            if (r.claim().threshold() >= 0 && !inverted.contains(r.claim().id())) {
                assertNotEquals(Verdict.REPRODUCED, r.verdict(), r.toString());
            }
        }
    }
}
