package org.espalier.edgepopup.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.edgepopup.setup.StudyLaws;
import org.espalier.edgepopup.setup.SyntheticRecords;
import org.espalier.study.Overrides;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DynamicsStudyTest {
    private final Study study = Studies.find("edge-popup/dynamics");

    private static Map<String, Double> metrics(double lowering, double random, double returned) {
        return Map.of("swaps_lowering", lowering, "random_swaps_lowering", random, "returned_fraction", returned,
            "swaps_unchanging", 0.1, "first_overlap", 0.5, "swap_lowering", lowering, "swapped_fraction", 0.01,
            "overlap_with_final", 0.7);
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    @Test
    void claimsAreReproducedFromRecordsLikeThePapers() {
        StudyLaws.claimsAreReproducedFrom(study, Preset.QUICK, p -> metrics(0.99, 0.5, 0.1));
    }

    @ParameterizedTest
    @CsvSource({"swap-lowers-loss, 0.8, 0.3, 0.1", "swap-better-than-random, 0.95, 0.9, 0.1",
        "dropped-edges-return, 0.99, 0.5, 0.001"})
    void noClaimIsReproducedWithoutItsEffect(String claim, double lowering, double random, double returned) {
        Records records = SyntheticRecords.of(study, Preset.QUICK, 5, p -> metrics(lowering, random, returned));
        Map<String, Verdict> verdicts = SyntheticRecords.verdicts(study, records);
        assertEquals(Verdict.NOT_REPRODUCED, verdicts.get(claim));
        assertEquals(1, verdicts.values().stream().filter(v -> v == Verdict.NOT_REPRODUCED).count());
    }

    @Test
    void otherMethodsAreRefusedWithTheReason() {
        assertTrue(assertThrows(InvalidInputException.class, () -> study.trials(Preset.QUICK, Overrides.parse(
            study.parameters(), List.of("method=random"), OptionalInt.empty()))).getMessage().contains("edge-popup's"));
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs);
        assertEquals(3, study.findings(records).figures().size());
        assertEquals(2, records.summary("swaps_lowering").size());
        records.summary("swaps_tried").values().forEach(n -> assertTrue(n > 20, n + " swaps"));
        records.summary("first_overlap").values().forEach(v -> assertTrue(v > 0.3 && v < 1, "overlap " + v));
        // Theorem 1 on real networks: far above the toss of a coin.
        records.summary("swaps_lowering").values().forEach(v -> assertTrue(v > 0.7, "lowering " + v));
        assertEquals(2 * 5, records.observations().stream().filter(o -> o.is("swapped_fraction")).count());
    }

    /** Looking changes nothing: the training that is looked at often ends with the bits of one looked at rarely. */
    @Test
    void lookingLeavesTheTrainingAsItIs(@TempDir Path often, @TempDir Path rarely) throws Exception {
        Records a = StudyLaws.run(study, Preset.SMOKE, often, "looks=12", "epochs=2");
        Records b = StudyLaws.run(study, Preset.SMOKE, rarely, "looks=2", "epochs=2");
        for (String metric : List.of("test_loss", "train_loss", "val_loss")) {
            assertEquals(a.summary(metric), b.summary(metric), metric);
        }
    }
}
