package org.espalier.nets;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
        .resideOutsideOfPackages("org.espalier.nets.architecture..", "org.espalier.nets.network..",
            "org.espalier.nets.engine..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.djl..");

    /** Each line may use those above it; checkpoints and parametrizations know nothing of each other. */
    @ArchTest
    static final ArchRule FROM_THE_NETWORK_UP_TO_THE_METHODS = layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("below").definedBy("org.espalier.nets.data..", "org.espalier.nets.mask..", "org.espalier.nets.optimise..",
            "org.espalier.nets.initialise..", "org.espalier.nets.architecture..", "org.espalier.nets.engine..",
            "org.espalier.nets.loss..")
        .layer("network").definedBy("org.espalier.nets.network..")
        .layer("parametrization").definedBy("org.espalier.nets.parametrization..")
        .layer("checkpoint").definedBy("org.espalier.nets.checkpoint..")
        .layer("train").definedBy("org.espalier.nets.train..")
        .layer("method").definedBy("org.espalier.nets.method..")
        .whereLayer("method").mayNotBeAccessedByAnyLayer()
        .whereLayer("train").mayOnlyBeAccessedByLayers("method")
        .whereLayer("checkpoint").mayOnlyBeAccessedByLayers("train", "method")
        .whereLayer("parametrization").mayOnlyBeAccessedByLayers("method")
        .whereLayer("network").mayOnlyBeAccessedByLayers("parametrization", "checkpoint", "train", "method");

    @ArchTest
    static final ArchRule NO_CIRCLES_FROM_THE_LOSS_TO_THE_METHODS = slices().matching(
        "org.espalier.nets.(loss|network|parametrization|checkpoint|train|method)..").should().beFreeOfCycles();

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
