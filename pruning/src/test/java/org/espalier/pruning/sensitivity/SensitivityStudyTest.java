package org.espalier.pruning.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.pruning.OncePruned;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class SensitivityStudyTest {
    private final Study study = Studies.find("pruning/sensitivity");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetPrunesEveryLayerToTheDensitiesOfTheClaims(Preset preset) {
        Plan plan = Plan.of(study, preset, Overrides.NONE);
        Map<String, Long> layers = plan.trials().stream()
            .filter(t -> t.parameters().number("density") == SensitivityStudy.TENTH && t.seed() == 1)
            .collect(Collectors.groupingBy(t -> t.parameters().text("architecture"), Collectors.counting()));
        Map<String, Long> weights = Map.of("lenet-300-100", 3L, "conv2", 5L, "conv4", 7L, "conv6", 9L, "resnet18", 21L);
        layers.forEach((architecture, count) -> assertEquals(weights.get(architecture), count, architecture));
        OncePruned.requireOneDenseTrainingEach(plan, layers.size());
        double seconds = OncePruned.seconds(study, plan);
        if (preset == Preset.QUICK) {
            assertTrue(seconds < 255, "quick takes " + seconds + " s of one core");
        } else if (preset == Preset.STANDARD) {
            assertTrue(seconds / 2 < 3600, "standard takes " + seconds / 2 + " s of two cores");
        }
    }

    @Test
    void fineTuningsOfSeveralLengthsShareOneDenseTraining() {
        OncePruned.requireOneDenseTrainingEach(
            OncePruned.plan(study, Preset.SMOKE, 2, "fine_tune_steps=5,10", "layer=1,2", "density=0.2,1"), 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        layer=6                | layer: conv2 has the layers 1 to 5, found 6
        layer=1;density=0.001  | density 0.001 would leave layer 1 of conv2 empty: of its 72 weights 0.0720 would be kept
        """)
    void whatCannotBePrunedIsRefusedBeforeAnyTraining(String settings, String message) {
        String said = assertThrows(InvalidInputException.class,
            () -> OncePruned.plan(study, Preset.SMOKE, 1, settings.split(";"))).getMessage();
        assertTrue(said.startsWith(message), said);
    }

    /** A residual network: running statistics have to come along with the weights. */
    @Test
    void prunesOneLayerToTheWeightAndLeavesTheOthers(@TempDir Path runs) throws IOException, InterruptedException {
        Records records = OncePruned.run(OncePruned.plan(study, Preset.SMOKE, 1, "architecture=resnet18", "width=0.05",
            "layer=3", "density=0.2", "steps=12", "fine_tune_steps=4", "train_images=300"), runs);
        Summary row = records.where("layer", 3).trials().get(0).summary().get(1L);
        int size = 3 * 3 * 3 * 3;
        assertEquals(KeptCount.of(size, 0.2) / (double) size, row.get("density/stage1.block1.conv2.weight"));
        assertEquals(row.get("weights") - size + KeptCount.of(size, 0.2), row.get("kept_weights"));
        assertEquals(4, row.get("steps"));
        assertEquals(16, row.get("steps_in_all"));
        assertEquals("3 stage1.block1.conv2.weight",
            PrunedLayer.of(SensitivityStudy.NETWORKS.parts(records).get(0)).get(0).label());
        assertEquals(2, study.findings(records).figures().size());
    }
}
