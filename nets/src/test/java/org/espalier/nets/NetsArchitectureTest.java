package org.espalier.nets;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDManager;
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

    /** What goes past it would compute without this processor's remedy. */
    @ArchTest
    static final ArchRule ENGINE_IS_THE_ONE_WAY_TO_THE_NATIVES = noClasses().that()
        .doNotHaveFullyQualifiedName("org.espalier.nets.engine.Engine")
        .should().callMethodWhere(target(owner(assignableTo(NDManager.class))).and(target(nameMatching("newBaseManager"))))
        .orShould().callMethodWhere(target(owner(type(ai.djl.engine.Engine.class))).and(target(nameMatching("getInstance|getEngine"))));

    @ArchTest
    static final ArchRule WHAT_IS_DONE_ABOUT_WRONG_RESULTS_NEEDS_NO_ENGINE = noClasses().that()
        .resideInAPackage("org.espalier.nets.engine.remedy..").should().dependOnClassesThat().resideInAnyPackage("ai.djl..",
            "org.espalier.nets.engine.selfcheck..", "org.espalier.nets.architecture..");
}
