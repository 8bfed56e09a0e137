package org.espalier.edgepopup.width;

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
import org.espalier.study.Parameters;
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
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WidthStudyTest {
    private final Study study = Studies.find("edge-popup/width");

    /** A gap that closes with width, and a fixed number of kept weights that does better in a wider network. */
    private static double asInThePaper(Parameters p) {
        double octave = Math.log(p.number("width")) / Math.log(2);
        return p.text("method").startsWith("dense-") ? 0.90
            : p.number("density") == 0.5 ? 0.89 + 0.02 * octave - (p.text("architecture").equals("conv2") ? -0.05 : 0)
                : 0.90 + 0.03 * octave;
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    @Test
    void claimsAreReproducedFromRecordsLikeThePapers() {
        StudyLaws.claimsAreReproducedFrom(study, Preset.QUICK, p -> SyntheticRecords.accuracy(asInThePaper(p)));
        StudyLaws.claimsAreReproducedFrom(study, Preset.STANDARD, p -> SyntheticRecords.accuracy(
            p.text("architecture").equals("conv2") && p.number("density") < 0.5 ? asInThePaper(p) + 0.06
                : asInThePaper(p)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closer-when-wider", "near-trained-when-wide", "better-from-a-wider-network"})
    void noClaimIsReproducedWithoutItsEffect(String claim) {
        Records records = SyntheticRecords.of(study, Preset.QUICK, 5, p -> SyntheticRecords.accuracy(switch (claim) {
            case "closer-when-wider" -> p.text("method").startsWith("dense-")
                ? 0.9 + 0.03 * Math.log(p.number("width")) / Math.log(2) : asInThePaper(p);
            case "near-trained-when-wide" -> p.text("method").startsWith("dense-") ? 0.95 : asInThePaper(p);
            default -> p.number("density") < 0.5 ? 0.7 : asInThePaper(p);
        }));
        assertEquals(Verdict.NOT_REPRODUCED, SyntheticRecords.verdicts(study, records).get(claim));
    }

    /** 784-75-25-10 has 60,925 weights, 784-150-50-10 125,600, 784-300-100-10 266,200. */
    @ParameterizedTest
    @CsvSource({"0.25, 0.5", "0.5, 0.24254", "1, 0.11443"})
    void theMatchedDensityKeepsAsManyWeights(double width, double expected) {
        assertEquals(expected, DensityOfEqualCount.of("lenet-300-100", "fashion-mnist", 0.25, width, 0.5), 1e-9);
    }

    @Test
    void aNarrowerNetworkCannotKeepAsMany() {
        assertThrows(RuntimeException.class, () -> DensityOfEqualCount.of("lenet-300-100", "digits", 1, 0.1, 0.5));
    }

    @Test
    void aDensityOfOnesOwnIsRefusedWithTheReason() {
        assertTrue(assertThrows(InvalidInputException.class, () -> study.trials(Preset.QUICK,
            Overrides.parse(study.parameters(), List.of("density=0.3"), OptionalInt.empty()))).getMessage()
            .contains("edge-popup/density"));
    }

    @Test
    void aWidthOfTheUsersJoinsBothSeries() {
        List<Parameters> points = study.trials(Preset.QUICK, Overrides.parse(study.parameters(),
            List.of("width=1,2", "method=edge-popup"), OptionalInt.of(1))).stream().map(t -> t.parameters()).toList();
        assertEquals(3, points.size());
        assertEquals(2, points.stream().filter(p -> p.number("density") == 0.5).count());
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs, "epochs=2");
        assertEquals(2, study.findings(records).figures().size());
        List<Map<Long, Double>> kept = WidthStudy.fixedKept(records).stream()
            .map(r -> (Map<Long, Double>) r.summary("kept_weights")).toList();
        assertEquals(2, kept.size());
        // The same number of kept weights, to the rounding of three layers and of the density.
        assertEquals(kept.get(0).get(1L), kept.get(1).get(1L), 5);
    }
}
