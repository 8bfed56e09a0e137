package org.espalier.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules (docs/architecture.md): nothing points back. */
@AnalyzeClasses(packages = "org.espalier", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    private static final String STUDY = "org.espalier.study..";
    private static final String NETS = "org.espalier.nets..";
    private static final String ANALYSIS = "org.espalier.analysis..";
    private static final String CLI = "org.espalier.cli..";

    @ArchTest
    static final ArchRule NO_CIRCLES_BETWEEN_MODULES = slices().matching("org.espalier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STUDY_KNOWS_NO_OTHER_MODULE = noClasses().that().resideInAPackage(STUDY).should()
        .dependOnClassesThat().resideInAnyPackage(NETS, ANALYSIS, "org.espalier.edgepopup..",
            "org.espalier.rnndynamics..", CLI, "ai.djl..");

    @ArchTest
    static final ArchRule NETS_KNOWS_NO_OTHER_MODULE = noClasses().that().resideInAPackage(NETS).should()
        .dependOnClassesThat().resideInAnyPackage(STUDY, ANALYSIS, "org.espalier.edgepopup..",
            "org.espalier.rnndynamics..", CLI);

    @ArchTest
    static final ArchRule ANALYSIS_KNOWS_NO_METHOD = noClasses().that().resideInAPackage(ANALYSIS).should()
        .dependOnClassesThat().resideInAnyPackage("org.espalier.edgepopup..", "org.espalier.pruning..",
            "org.espalier.lottery..", "org.espalier.rnndynamics..", CLI);

    @ArchTest
    static final ArchRule METHODS_DO_NOT_KNOW_THE_COMMAND_LINE = noClasses().that().resideOutsideOfPackage(CLI).should()
        .dependOnClassesThat().resideInAnyPackage(CLI, "picocli..");

    @ArchTest
    static final ArchRule THE_TENSOR_ENGINE_STAYS_IN_NETS = noClasses().that().resideOutsideOfPackages(
        "org.espalier.nets.architecture..", "org.espalier.nets.network..", "org.espalier.nets.engine..",
        "org.espalier.rnndynamics..").should().dependOnClassesThat().resideInAPackage("ai.djl..");
}
