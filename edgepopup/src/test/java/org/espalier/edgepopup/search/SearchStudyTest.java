package org.espalier.edgepopup.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.espalier.analysis.trial.Networks;
import org.espalier.base.InvalidInputException;
import org.espalier.edgepopup.setup.StudyLaws;
import org.espalier.edgepopup.setup.SyntheticRecords;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SearchStudyTest {
    private final Study study = Studies.find("edge-popup/search");

    /** Random accuracies 0.1 +- spread, edge-popup at the accuracy given. */
    private Records records(int seeds, double popup, double spread) {
        Records summaries = SyntheticRecords.of(study, Preset.QUICK, seeds,
            p -> SyntheticRecords.accuracy(p.text("method").equals("edge-popup") ? popup : 0.1 + 3 * spread));
        List<Observation> observations = new ArrayList<>();
        for (TrialRecord record : summaries.where("method", "random-search").trials()) {
            Random random = new Random(record.trial().seed());
            for (int i = 1; i <= 1000; i++) {
                observations.add(new Observation(record.trial().id(), record.trial().seed(), record.trial().parameters(),
                    "sample_accuracy", i, Math.rint(1000 * (0.1 + spread * random.nextGaussian())) / 1000));
            }
        }
        return new Records(study.id(), Preset.QUICK, summaries.trials(), observations);
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    @Test
    void whereRandomSubnetworksAreFarBelowTheSearchFallsShortAndHalfAMillionDoNotSuffice() {
        Map<String, Verdict> verdicts = SyntheticRecords.verdicts(study, records(5, 0.85, 0.02));
        assertEquals(Map.of("search-falls-short", Verdict.REPRODUCED, "half-a-million-suffice", Verdict.NOT_REPRODUCED),
            verdicts);
    }

    @Test
    void whereTheyAreNearHalfAMillionSufficeAndTheSearchDoesNotFallShort() {
        Map<String, Verdict> verdicts = SyntheticRecords.verdicts(study, records(5, 0.17, 0.02));
        assertEquals(Map.of("search-falls-short", Verdict.NOT_REPRODUCED, "half-a-million-suffice", Verdict.REPRODUCED),
            verdicts);
    }

    @Test
    void twoSeedsAreInconclusiveAndNoneIsNotRun() {
        SyntheticRecords.verdicts(study, records(2, 0.85, 0.02))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        SyntheticRecords.verdicts(study, SyntheticRecords.none(study))
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
    }

    @Test
    void findingsTellTheDrawsNeededWithTheirInterval() {
        Findings findings = study.findings(records(3, 0.85, 0.02));
        assertEquals(List.of("best-of-s", "tail"), findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(3, findings.tables().get(0).rows().size());
        assertTrue(findings.summary().get(1).contains("95 % interval"), findings.summary().get(1));
        assertTrue(findings.summary().get(findings.summary().size() - 1).contains("0.67 %"));
        // An average over seeds that never met edge-popup: no claim without it.
        assertFalse(study.findings(records(3, 0.85, 0.02).where("method", "random-search")).figures().isEmpty());
    }

    @Test
    void severalSampleSizesAreRefusedWithTheReason() {
        assertTrue(assertThrows(InvalidInputException.class, () -> study.trials(Preset.QUICK, Overrides.parse(
            study.parameters(), List.of("samples=10,20"), OptionalInt.empty()))).getMessage().contains("one value of samples"));
        assertThrows(InvalidInputException.class, () -> new RandomSearch(-1));
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs);
        List<Extrapolation> all = Extrapolation.of(records);
        assertEquals(2, all.size());
        for (Extrapolation e : all) {
            assertEquals(300, e.accuracies().length);
            // The best that was drawn is the subnetwork kept: its validation accuracy is the trial's.
            assertEquals(e.best(), records.where("method", "random-search").summary(Networks.VALIDATION).get(e.seed()));
            assertTrue(e.popup() > e.best() + 0.1);
        }
        assertEquals(2, study.findings(records).figures().size());
    }

    /** The first draws of a longer search are those of a shorter one. */
    @Test
    void aShorterSearchIsTheBeginningOfALonger(@TempDir Path shorter, @TempDir Path longer) throws Exception {
        double[] a = drawn(shorter, "samples=5");
        double[] b = drawn(longer, "samples=9");
        assertArrayEquals(a, java.util.Arrays.copyOf(b, 5));
    }

    private double[] drawn(Path runs, String samples) throws Exception {
        return Extrapolation.of(StudyLaws.run(study, Preset.SMOKE, runs, samples, "method=random-search")).get(0)
            .accuracies();
    }
}
