package org.espalier.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the modules (docs/architecture.md): nothing points back. Every rule here fails where a package that it names
 * matches no class: a rule about nothing would hold whatever the code does.
 */
@AnalyzeClasses(packages = "org.espalier", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    private static final String[] WHERE_STUDIES_AND_NETWORKS_MEET = {"analysis", "edgepopup", "pruning", "lottery-ticket",
        "rnn-dynamics", "cli", "testkit"};

    /** A module that is not among them, or has moved, is a violation. */
    @ArchTest
    static final ArchRule NOTHING_POINTS_BACK = modules()
        .whereLayer("testkit").mayNotBeAccessedByAnyLayer()
        .whereLayer("cli").mayNotBeAccessedByAnyLayer()
        .whereLayer("lottery-ticket").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("pruning").mayOnlyBeAccessedByLayers("lottery-ticket", "cli")
        .whereLayer("edgepopup").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("rnn-dynamics").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("analysis").mayOnlyBeAccessedByLayers("edgepopup", "pruning", "lottery-ticket", "rnn-dynamics", "cli")
        .whereLayer("nets").mayOnlyBeAccessedByLayers(WHERE_STUDIES_AND_NETWORKS_MEET)
        .whereLayer("study").mayOnlyBeAccessedByLayers(WHERE_STUDIES_AND_NETWORKS_MEET)
        .whereLayer("base").mayNotAccessAnyLayer()
        .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule COMMANDS_ARE_PARSED_IN_THE_COMMAND_LINE_ALONE = onlyThese("picocli..", "org.espalier.cli..");

    @ArchTest
    static final ArchRule THE_TENSOR_ENGINE_STAYS_WHERE_IT_IS_COMPUTED_WITH = onlyThese("ai.djl..",
        "org.espalier.nets.architecture..", "org.espalier.nets.network..", "org.espalier.nets.engine..",
        "org.espalier.rnndynamics.population..");

    @Test
    void aRuleAboutNothingFails() {
        JavaClasses some = new ClassFileImporter().importPackages("org.espalier.cli.report", "org.espalier.lotteryticket");
        noRule(onlyThese("picocli.renamed..", "org.espalier.cli.."), some, "picocli.renamed..");
        noRule(onlyThese("org.jetbrains..", "org.espalier.cli..", "org.espalier.plots.."), some, "org.espalier.plots..");
        noRule(modules().layer("lottery").definedBy("org.espalier.lottery.."), some, "Layer 'lottery' is empty");
    }

    private static void noRule(ArchRule rule, JavaClasses classes, String why) {
        String said = assertThrows(AssertionError.class, () -> rule.check(classes)).getMessage();
        assertTrue(said.contains(why), said);
    }

    private static LayeredArchitecture modules() {
        return layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("base").definedBy("org.espalier.base..")
            .layer("study").definedBy("org.espalier.study..")
            .layer("nets").definedBy("org.espalier.nets..")
            .layer("analysis").definedBy("org.espalier.analysis..")
            .layer("edgepopup").definedBy("org.espalier.edgepopup..")
            .layer("pruning").definedBy("org.espalier.pruning..")
            .layer("lottery-ticket").definedBy("org.espalier.lotteryticket..")
            .layer("rnn-dynamics").definedBy("org.espalier.rnndynamics..")
            .layer("cli").definedBy("org.espalier.cli..")
            .layer("testkit").definedBy("org.espalier.testkit..");
    }

    /** Nothing but these packages uses a library, and each of them does. */
    private static ArchRule onlyThese(String library, String... packages) {
        CompositeArchRule rule = CompositeArchRule.of(noClasses().that().resideOutsideOfPackages(packages)
            .should().dependOnClassesThat().resideInAPackage(library));
        for (String home : packages) {
            rule = rule.and(classes().that().resideInAPackage(home).should(useSomewhere(library)));
        }
        return rule;
    }

    private static ArchCondition<JavaClass> useSomewhere(String library) {
        PackageMatcher matcher = PackageMatcher.of(library);
        return new ArchCondition<>("use " + library + " somewhere") {
            private boolean used;

            @Override
            public void init(Collection<JavaClass> all) {
                used = false;
            }

            @Override
            public void check(JavaClass one, ConditionEvents events) {
                used |= one.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> matcher.matches(d.getTargetClass().getPackageName()));
            }

            @Override
            public void finish(ConditionEvents events) {
                if (!used) {
                    events.add(SimpleConditionEvent.violated(library, "no class there uses " + library
                        + ": a rule about it would forbid nothing"));
                }
            }
        };
    }
}
