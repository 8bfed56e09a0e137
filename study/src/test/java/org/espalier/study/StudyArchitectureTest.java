package org.espalier.study;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module knows nothing of neural networks, and inside it data flow one way: execute, record, finding, statistics. */
@AnalyzeClasses(packages = "org.espalier.study", importOptions = ImportOption.DoNotIncludeTests.class)
class StudyArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NO_NEURAL_NETWORK = classes().should().onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "com.sun.management", "org.espalier.base..", "org.espalier.study..", "org.jspecify..",
            "com.fasterxml.jackson..",
            "org.apache.commons.math3..", "org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_EXECUTE_RUNS = noClasses().that().resideOutsideOfPackage("..study.execute..")
        .should().dependOnClassesThat().resideInAPackage("..study.execute..");

    @ArchTest
    static final ArchRule RECORDS_CONCLUDE_NOTHING = noClasses().that().resideInAPackage("..study.record..")
        .should().dependOnClassesThat().resideInAnyPackage("..study.finding..", "..study.statistics..");

    @ArchTest
    static final ArchRule STATISTICS_STAND_ALONE = noClasses().that().resideInAPackage("..study.statistics..")
        .should().dependOnClassesThat().resideInAnyPackage("..study.record..", "..study.finding..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.espalier.study.(*)..").should().beFreeOfCycles();
}
