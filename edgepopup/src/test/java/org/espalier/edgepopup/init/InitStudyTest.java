package org.espalier.edgepopup.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.StudyLaws;
import org.espalier.edgepopup.setup.SyntheticRecords;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitStudyTest {
    private final Study study = Studies.find("edge-popup/init");

    private static double asInThePaper(Parameters p) {
        double base = switch (p.text("init")) {
            case "signed-constant" -> 0.88;
            case "kaiming-normal", "kaiming-uniform" -> 0.86;
            default -> 0.80;
        };
        double density = p.number("density");
        return base - (density < 0.2 ? p.flag("scaled") ? 0.02 : 0.06 : 0);
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    @Test
    void claimsAreReproducedFromRecordsLikeThePapers() {
        StudyLaws.claimsAreReproducedFrom(study, Preset.STANDARD, p -> SyntheticRecords.accuracy(asInThePaper(p)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed-constant-best", "glorot-worse-than-kaiming", "scaling-helps-when-few-are-kept"})
    void noClaimIsReproducedWithoutItsEffect(String claim) {
        Records records = SyntheticRecords.of(study, Preset.STANDARD, 5, p -> SyntheticRecords.accuracy(switch (claim) {
            case "signed-constant-best" -> asInThePaper(p) + (p.text("init").equals("kaiming-uniform") ? 0.05 : 0);
            case "glorot-worse-than-kaiming" -> asInThePaper(p) + (p.text("init").equals("glorot-normal") ? 0.1 : 0);
            default -> asInThePaper(p) - (p.flag("scaled") ? 0.05 : 0);
        }));
        assertEquals(Verdict.NOT_REPRODUCED, SyntheticRecords.verdicts(study, records).get(claim));
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs, "init=signed-constant,glorot-normal", "density=0.1,0.5",
            "epochs=2");
        assertEquals(2, study.findings(records).figures().size());
        assertTrue(study.findings(records).summary().get(0).contains("glorot normal"));
        // The scaling reaches the weights: the same seed ends elsewhere.
        Records one = records.where("init", "signed-constant").where("density", 0.1);
        assertTrue(!one.where("scaled", true).summary("test_loss").equals(one.where("scaled", false).summary("test_loss")));
        assertTrue(records.where("init", "signed-constant").where("density", 0.5).where("scaled", false).summary(Networks.TEST).get(1L)
            > 0.3);
    }
}
