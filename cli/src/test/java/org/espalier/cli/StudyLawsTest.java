package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.record.Records;
import org.espalier.testkit.fingerprint.SmokeRun;
import org.espalier.testkit.law.FindingLaws;
import org.espalier.testkit.law.PlanLaws;
import org.espalier.testkit.record.MadeUp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every study obeys. A new one is in this test without being asked. */
class StudyLawsTest {
    /** Variance that is not shared: all of it where none is shared. */
    private static final Set<String> INVERTED = Set.of("dropout-leaves-differences");
    /** They list figures' rows and sentences in the order of the records, which a run directory gives as planned. To be mended. */
    private static final Set<String> IN_THE_PLANS_ORDER = Set.of("rnn-dynamics/context-integration", "rnn-dynamics/flip-flop",
        "rnn-dynamics/sine");
    private static final Path PAGES = Path.of("..", "docs", "studies");

    static List<Study> studies() {
        return Suite.studies();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void plansArePure(Study study) {
        PlanLaws.plansArePure(study, Studies.find(study.id()));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void presetsFitTheirTime(Study study) {
        PlanLaws.presetsFitTheirTime(study);
    }

    @ParameterizedTest
    @MethodSource("studies")
    void trialsAreTheStudysOwn(Study study) {
        PlanLaws.trialsAreTheStudysOwn(study);
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("slow")
    void everyPlannedValueIsAccepted(Study study) {
        PlanLaws.everyPlannedValueIsAccepted(study);
    }

    @ParameterizedTest
    @MethodSource("studies")
    void nothingIsSaidOfNothing(Study study) {
        FindingLaws.nothingIsSaidOfNothing(study);
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("slow")
    void findingsAreAFunctionOfRecords(Study study) {
        Records smoke = SmokeRun.once(study);
        FindingLaws.namesAreUnique(study, smoke);
        FindingLaws.findingsArePure(study, smoke);
        if (!IN_THE_PLANS_ORDER.contains(study.id())) {
            FindingLaws.orderOfRecordsDoesNotMatter(study, smoke);
        }
        FindingLaws.verdictsFollowFromNumbers(study, smoke);
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("slow")
    void noEffectIsNotReproduced(Study study) {
        Records flat = MadeUp.flat(study, Preset.STANDARD, 6, SmokeRun.once(study));
        FindingLaws.noEffectIsNotReproduced(study, flat, INVERTED);
        FindingLaws.verdictsFollowFromNumbers(study, flat);
    }

    /** {@code docs/studies/edge-popup-density.md}; those that compare are called by their name alone. */
    @ParameterizedTest
    @MethodSource("studies")
    void everyStudyHasAPage(Study study) throws IOException {
        String page = study.id().replaceFirst("^analysis/", "").replace('/', '-') + ".md";
        assertTrue(Files.isRegularFile(PAGES.resolve(page)), "docs/studies/" + page + " is missing");
        assertTrue(Files.readString(PAGES.resolve(page)).startsWith("# " + study.id() + "\n"), page + ": the title is the study's id");
        assertTrue(Files.readString(PAGES.resolve("README.md")).contains("(" + page + ")"), "docs/studies/README.md has no link to "
            + page);
    }
}
