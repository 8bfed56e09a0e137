package org.espalier.rnndynamics;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.espalier.rnndynamics", importOptions = ImportOption.DoNotIncludeTests.class)
class RnnDynamicsArchitectureTest {

    @ArchTest
    static final ArchRule THE_TENSOR_ENGINE_STAYS_IN_THE_TRAINING_OF_POPULATIONS = noClasses().that()
        .resideOutsideOfPackage("org.espalier.rnndynamics.population..").should().dependOnClassesThat()
        .resideInAPackage("ai.djl..");

    /** What goes past nets' {@code Engine} would compute without this processor's remedy. */
    @ArchTest
    static final ArchRule THE_ENGINE_IS_ENTERED_BY_NETS_ALONE = noClasses().should()
        .callMethodWhere(target(owner(assignableTo(NDManager.class))).and(target(nameMatching("newBaseManager"))))
        .orShould().callMethodWhere(target(owner(type(ai.djl.engine.Engine.class))).and(target(nameMatching("getInstance|getEngine"))));

    @ArchTest
    static final ArchRule EQUATIONS_AND_TASKS_KNOW_NO_TRAINING = noClasses().that().resideInAnyPackage(
        "org.espalier.rnndynamics.cell..", "org.espalier.rnndynamics.task..", "org.espalier.rnndynamics.fixedpoint..",
        "org.espalier.rnndynamics.topology..", "org.espalier.rnndynamics.weights..", "org.espalier.rnndynamics.family..").should()
        .dependOnClassesThat()
        .resideInAPackage("org.espalier.rnndynamics.population..");
}
