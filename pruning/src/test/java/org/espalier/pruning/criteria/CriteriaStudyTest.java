package org.espalier.pruning.criteria;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.pruning.OncePruned;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class CriteriaStudyTest {
    private final Study study = Studies.find("pruning/criteria");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetHasThePointsThatTheClaimsCompare(Preset preset) {
        Plan plan = Plan.of(study, preset, Overrides.NONE);
        Set<String> points = new HashSet<>();
        Set<String> networks = new HashSet<>();
        for (Trial trial : plan.trials()) {
            points.add(trial.parameters().text("criterion") + " " + trial.parameters().number("density"));
            networks.add(trial.parameters().text("architecture"));
        }
        for (String criterion : CriteriaStudy.COMPARED) {
            assertTrue(points.containsAll(List.of(criterion + " 0.5", criterion + " 0.1", criterion + " 0.05")), criterion);
        }
        OncePruned.requireOneDenseTrainingEach(plan, networks.size());
        double seconds = OncePruned.seconds(study, plan);
        if (preset == Preset.QUICK) {
            assertTrue(seconds < 255, "quick takes " + seconds + " s of one core");
        } else if (preset == Preset.STANDARD) {
            assertTrue(seconds / 2 < 3600, "standard takes " + seconds / 2 + " s of two cores");
        }
    }

    @Test
    void everyRegisteredCriterionThatRanksTrainedWeightsCanBeAskedFor() {
        Set<String> ranking = Criteria.all().stream().filter(c -> !c.needsMovement()).map(Criterion::name)
            .collect(Collectors.toSet());
        Plan plan = OncePruned.plan(study, Preset.SMOKE, 1, "criterion=" + String.join(",", ranking), "density=0.1");
        Set<String> planned = plan.trials().stream().filter(t -> t.parameters().number("density") < 1)
            .map(t -> t.parameters().text("criterion")).collect(Collectors.toSet());
        assertEquals(ranking, planned);
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnyTraining() {
        String unknown = assertThrows(InvalidInputException.class,
            () -> OncePruned.plan(study, Preset.SMOKE, 1, "criterion=magnitud")).getMessage();
        assertTrue(unknown.contains("did you mean magnitude"), unknown);
        assertThrows(InvalidInputException.class, () -> study.trials(Preset.SMOKE,
            new Overrides(new TreeMap<>(Map.of("criterion", List.of("none-such"))), OptionalInt.empty())));
        String movement = assertThrows(InvalidInputException.class,
            () -> OncePruned.plan(study, Preset.SMOKE, 1, "criterion=movement")).getMessage();
        assertTrue(movement.contains("cannot rank one that is already trained"), movement);
        String empty = assertThrows(InvalidInputException.class,
            () -> OncePruned.plan(study, Preset.SMOKE, 1, "density=0.0001")).getMessage();
        assertTrue(empty.contains("would leave layer") && empty.contains("empty"), empty);
    }

    /** From images to findings, in this process, on a narrow network. */
    @Test
    void runsFromImagesToFindings(@TempDir Path runs) throws IOException, InterruptedException {
        Records records = OncePruned.run(OncePruned.plan(study, Preset.SMOKE, 1, "width=0.1", "density=0.2",
            "criterion=magnitude,random,grasp,synflow,distance-moved", "steps=25", "fine_tune_steps=5"), runs);
        Records pruned = records.where("density", 0.2);
        assertEquals(5, pruned.trials().size());
        for (TrialRecord record : pruned.trials()) {
            Summary row = record.summary().get(1L);
            assertEquals(KeptCount.of(row.get("weights").longValue(), 0.2), row.get("kept_weights"));
            assertTrue(row.get("density/fc3.weight") > row.get("density/fc1.weight"), "the output layer at half the rate");
            double overlap = row.get("jaccard_with_magnitude");
            double chance = row.get("jaccard_by_chance");
            assertTrue(chance > 0.1 && chance < 0.25, "of two masks of density 0.2: " + chance);
            switch (record.trial().parameters().text("criterion")) {
                case "magnitude" -> assertEquals(1, overlap);
                // About 2,200 weights: the index of two random masks spreads by some 0.01.
                case "random" -> assertEquals(chance, overlap, 0.05);
                default -> assertTrue(overlap < 1);
            }
        }
        assertEquals(List.of("before-fine-tuning", "after-fine-tuning", "overlap-with-magnitude"),
            study.findings(records).figures().stream().map(f -> f.id()).toList());
    }
}
