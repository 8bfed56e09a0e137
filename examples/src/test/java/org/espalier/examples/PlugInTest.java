package org.espalier.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.nets.mask.KeptCount;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file and one line of registration on the class path: the method is there, in every study that compares methods. */
class PlugInTest {
    private static final String NAME = new LampPruning().name();

    @Test
    void needsNothingButNets() {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage("org.espalier.examples..", "org.espalier.nets..",
            "org.espalier.base..",
            "java..").check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.espalier.examples"));
    }

    @Test
    void joinsTheLadderBesideTheSuitesOwnMethods() {
        Plan plan = Plan.of(Studies.find("pruning/ladder"), Preset.SMOKE, Overrides.NONE);
        Set<Double> densities = plan.trials().stream().map(t -> t.parameters())
            .filter(p -> p.text("method").equals("synflow")).map(p -> p.number("density")).collect(Collectors.toSet());
        assertEquals(densities, plan.trials().stream().map(t -> t.parameters())
            .filter(p -> p.text("method").equals(NAME)).map(p -> p.number("density")).collect(Collectors.toSet()));
        assertTrue(densities.size() > 1);
    }

    /** docs/extending.md lists these; in others {@code method} has choices of its own. */
    @Test
    void theStudiesThatLetMethodsFindSubnetworksTakeItByName() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "extending.md"));
        List<String> accepting = Studies.all().stream().filter(study -> study.parameters().stream()
            .anyMatch(p -> p.name().equals("method") && p.choices().get().contains(NAME))).map(Study::id).sorted().toList();
        assertTrue(accepting.containsAll(List.of("analysis/compare-methods", "edge-popup/density", "pruning/ladder")));
        for (Study study : Studies.all()) {
            boolean listed = page.contains("`" + study.id() + "` takes any method");
            assertEquals(accepting.contains(study.id()) && !study.id().startsWith("example/"), listed, study.id() + " of " + accepting);
        }
        for (String id : List.of("edge-popup/density", "edge-popup/width")) {
            Study study = Studies.find(id);
            assertTrue(Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("method=" + NAME),
                OptionalInt.empty())).trials().stream().anyMatch(t -> t.parameters().text("method").equals(NAME)), id);
        }
    }

    @Test
    void runsAndIsMeasuredLikeEveryOtherMethod(@TempDir Path runs) throws IOException, InterruptedException {
        Study study = Studies.find("pruning/ladder");
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("width=0.05", "density=0.25",
            "epochs=1", "method=" + NAME), OptionalInt.of(1)));
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = directory.records(plan).where("method", NAME);
        TrialRecord record = records.trials().get(0);
        assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
        Summary row = record.summary().get(1L);
        assertEquals(KeptCount.of(row.get("weights").longValue(), 0.25), row.get("kept_weights"));
        assertTrue(row.has("theoretical_speedup") && row.has("density/fc3.weight"), row.toString());
        assertTrue(study.findings(directory.records(plan)).figures().get(0).data().column("method").contains(NAME));
    }
}
