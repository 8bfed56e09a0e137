package org.espalier.lotteryticket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.espalier.lotteryticket", importOptions = ImportOption.DoNotIncludeTests.class)
class LotteryTicketArchitectureTest {

    @ArchTest
    static final ArchRule NO_ENGINE_NO_SHELL = noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.espalier.cli..", "org.espalier.edgepopup..");
}
