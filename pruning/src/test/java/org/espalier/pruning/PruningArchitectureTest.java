package org.espalier.pruning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.espalier.pruning", importOptions = ImportOption.DoNotIncludeTests.class)
class PruningArchitectureTest {

    @ArchTest
    static final ArchRule NO_ENGINE_NO_SHELL = noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.espalier.cli..", "org.espalier.edgepopup..");

    @ArchTest
    static final ArchRule METHODS_KNOW_NOTHING_OF_STUDIES = noClasses().that()
        .resideInAnyPackage("org.espalier.pruning.ranking..", "org.espalier.pruning.method..",
            "org.espalier.pruning.schedule..")
        .should().dependOnClassesThat().resideInAnyPackage("org.espalier.study..", "org.espalier.analysis..");
}
