package org.espalier.edgepopup.iterand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.StudyLaws;
import org.espalier.edgepopup.setup.SyntheticRecords;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class IteRandStudyTest {
    private final Study study = Studies.find("edge-popup/iterand");

    private static double asInThePaper(Parameters p) {
        return 0.8 + 0.02 * Math.log(p.number("width")) + switch (p.text("method")) {
            case "iterand" -> 0.02;
            case "iterand-all" -> 0.01;
            case "dense-sgd", "dense-adam" -> 0.05;
            default -> p.integer("epochs") > 8 ? 0.005 : 0;
        };
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    /** In every network the same density and, but for the control, the same steps. */
    @Test
    void nothingButTheMethodDiffers() {
        for (Preset preset : Preset.values()) {
            Set<List<Object>> networks = new HashSet<>();
            for (Trial trial : study.trials(preset, Overrides.parse(study.parameters(), List.of(), OptionalInt.of(1)))) {
                Parameters p = trial.parameters();
                networks.add(List.of(p.text("architecture"), p.number("width"), p.text("method").startsWith("dense") ? 1.0
                    : p.number("density"), p.text("init"), p.integer("batch_size"), p.text("method").equals("edge-popup") ? "" : p.integer(
                        "epochs")));
            }
            long points = networks.stream().map(n -> List.of(n.get(0), n.get(1))).distinct().count();
            assertEquals(3 * points, networks.size(), "searches, edge-popup's two lengths, trained networks");
        }
    }

    @Test
    void claimsAreReproducedFromRecordsLikeThePapers() {
        StudyLaws.claimsAreReproducedFrom(study, Preset.STANDARD, p -> SyntheticRecords.accuracy(asInThePaper(p)));
    }

    @ParameterizedTest
    @CsvSource({"better-at-equal-width, edge-popup, 8", "partial-better-than-all, iterand-all, 8",
        "not-a-longer-search, edge-popup, 16", "not-any-new-weights, iterand-kept, 8"})
    void noClaimIsReproducedWhereTheOtherIsAsGood(String claim, String method, long epochs) {
        Records records = SyntheticRecords.of(study, Preset.STANDARD, 5, p -> SyntheticRecords.accuracy(
            p.text("method").equals(method) && p.integer("epochs") == epochs ? asInThePaper(p) + 0.03 : asInThePaper(p)));
        assertEquals(Verdict.NOT_REPRODUCED, SyntheticRecords.verdicts(study, records).get(claim));
        assertEquals(Verdict.REPRODUCED, SyntheticRecords.verdicts(study, records).get("room-to-improve"));
    }

    @Test
    void thereIsNoRoomWhereTrainingGainsHalfAPoint() {
        Records records = SyntheticRecords.of(study, Preset.STANDARD, 5, p -> SyntheticRecords.accuracy(
            p.text("method").startsWith("dense") ? asInThePaper(p) - 0.045 : asInThePaper(p)));
        assertEquals(Verdict.NOT_REPRODUCED, SyntheticRecords.verdicts(study, records).get("room-to-improve"));
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs, "epochs=2", "width=0.25");
        assertEquals(2, study.findings(records).figures().size());
        assertTrue(study.findings(records).summary().get(0).contains("drawing pruned weights anew"));
        Records searches = records.where("density", 0.5).where("epochs", 2L);
        Set<Object> losses = new HashSet<>();
        Set<Object> costs = new HashSet<>();
        for (Object method : searches.values("method")) {
            Records search = searches.where("method", method);
            losses.add(search.summary("test_loss"));
            costs.add(List.of(search.summary("kept_weights"), search.summary("steps"), search.summary("backward_passes")));
        }
        assertEquals(1, costs.size(), "all keep as many weights and take as many steps");
        assertEquals(4, losses.size(), "every one of them ends elsewhere");
        assertNotEquals(records.where("method", "edge-popup").where("epochs", 2L).summary(Networks.TEST),
            records.where("method", "edge-popup").where("epochs", 4L).summary(Networks.TEST));
    }
}
