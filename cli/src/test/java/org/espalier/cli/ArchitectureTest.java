package org.espalier.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.espalier.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_TENSOR_ENGINE_STAYS_BEHIND_NETS =
        noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule THE_REPORT_KNOWS_NO_COMMANDS_AND_NO_NETWORKS = noClasses().that()
        .resideInAPackage("..cli.report..").should().dependOnClassesThat()
        .resideInAnyPackage("..cli.command..", "org.espalier.nets..", "picocli..");

    @ArchTest
    static final ArchRule ONLY_FIGURE_DRAWING_TOUCHES_THE_PLOTTING_LIBRARY = noClasses().that()
        .doNotHaveSimpleName("FigureDrawing").should().dependOnClassesThat().resideInAPackage("org.jetbrains..");
}
