package org.espalier.edgepopup.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.edgepopup.setup.StudyLaws;
import org.espalier.edgepopup.setup.SyntheticRecords;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SamplingStudyTest {
    private final Study study = Studies.find("edge-popup/sampling");

    /** Edge-popup two points above the best supermask, rescaling worth three, one learning rate better than the other. */
    private static double asInThePapers(Parameters p) {
        return switch (p.text("method")) {
            case "random" -> 0.1;
            case "edge-popup" -> 0.86;
            default -> 0.84 - (p.flag("rescaled") ? 0 : 0.03) - (p.number("learning_rate") == 50 ? 0 : 0.1);
        };
    }

    @Test
    void refusesWhatItCannotTellApart() {
        StudyLaws.refusesWhatItCannotTellApart(study);
    }

    @Test
    void claimsAreReproducedFromRecordsLikeThePapers() {
        StudyLaws.claimsAreReproducedFrom(study, Preset.QUICK, p -> SyntheticRecords.accuracy(asInThePapers(p)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"better-than-sampling", "supermask-far-above-random", "rescaling-helps"})
    void noClaimIsReproducedWithoutItsEffect(String claim) {
        Records records = SyntheticRecords.of(study, Preset.QUICK, 5, p -> SyntheticRecords.accuracy(switch (claim) {
            case "better-than-sampling" -> p.text("method").equals("edge-popup") ? 0.84 : asInThePapers(p);
            case "supermask-far-above-random" -> p.text("method").equals("random") ? 0.7 : asInThePapers(p);
            default -> asInThePapers(p) - (p.has("rescaled") && p.flag("rescaled") ? 0.04 : 0);
        }));
        assertEquals(Verdict.NOT_REPRODUCED, SyntheticRecords.verdicts(study, records).get(claim));
    }

    @Test
    void onlySampledSupermasksHaveALearningRate() {
        Set<String> with = new TreeSet<>();
        Set<String> without = new TreeSet<>();
        study.trials(Preset.QUICK, Overrides.NONE).forEach(t -> (t.parameters().has("learning_rate") ? with : without).add(t.parameters()
            .text("method")));
        assertEquals(Set.of("sampled-supermask"), with);
        assertEquals(Set.of("edge-popup", "random"), without);
    }

    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws Exception {
        Records records = StudyLaws.run(study, Preset.SMOKE, runs, "learning_rate=20");
        Map<String, Object> same = Map.of("rescaled", false, "learning_rate", 20.0);
        Records plain = records.where(p -> p.values().entrySet().containsAll(same.entrySet()));
        assertEquals(2, plain.trials().size());
        double random = MeanRows.mean(SamplingStudy.of(records, "random").bySeed());
        assertTrue(MeanRows.mean(SamplingStudy.of(records, "edge-popup").bySeed()) > random + 0.2);
        assertTrue(MeanRows.mean(SamplingStudy.best(records).bySeed()) > random + 0.2);
        assertEquals(2, study.findings(records).figures().size());
    }
}
