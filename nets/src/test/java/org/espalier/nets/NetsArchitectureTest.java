package org.espalier.nets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.espalier.nets", importOptions = ImportOption.DoNotIncludeTests.class)
class NetsArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_STUDIES = noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("org.espalier.study..", "org.espalier.analysis..", "org.espalier.cli..");

    @ArchTest
    static final ArchRule TENSORS_STAY_WHERE_THEY_ARE_COMPUTED_WITH = noClasses().that()
        .resideOutsideOfPackages("org.espalier.nets.architecture..", "org.espalier.nets.train..",
            "org.espalier.nets.engine..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.djl..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_KNOWS_THE_TRAINING = noClasses().that()
        .resideInAnyPackage("org.espalier.nets.data..", "org.espalier.nets.mask..", "org.espalier.nets.optimise..",
            "org.espalier.nets.initialise..", "org.espalier.nets.architecture..", "org.espalier.nets.engine..")
        .should().dependOnClassesThat().resideInAnyPackage("org.espalier.nets.train..", "org.espalier.nets.method..");
}
