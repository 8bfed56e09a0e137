package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.qameta.allure.Allure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.study.Study;
import org.espalier.testkit.fingerprint.ComputingKind;
import org.espalier.testkit.fingerprint.Fingerprint;
import org.espalier.testkit.fingerprint.FingerprintCheck;
import org.espalier.testkit.fingerprint.FingerprintCheck.Outcome;
import org.espalier.testkit.fingerprint.FingerprintFile;
import org.espalier.testkit.fingerprint.SmokeRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No trial id and no number of a study moves unseen: {@code docs/fingerprints.md}. */
class FingerprintsTest {
    /** {@code all}, or the ids of studies with commas: their fingerprints are written, not checked. */
    private static final String WRITE = "espalier.fingerprints.write";
    private static final FingerprintCheck CHECK = new FingerprintCheck("mvn test -pl cli -am -Dtest=FingerprintsTest "
        + "-Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=STUDY");
    private static final FingerprintFile FILES = new FingerprintFile(Path.of("src", "test", "resources", "fingerprints"));

    static List<Study> studies() {
        return Suite.studies();
    }

    private static List<String> written() {
        return List.of(System.getProperty(WRITE, "").split(","));
    }

    private static boolean isWritten(Study study) {
        return written().contains("all") || written().contains(study.id());
    }

    @Test
    void everyFingerprintIsOfAStudy() throws IOException {
        try (Stream<Path> files = Files.walk(FILES.folder())) {
            assertEquals(Suite.studies().stream().map(study -> FILES.of(study.id())).collect(Collectors.toSet()),
                files.filter(Files::isRegularFile).collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("studies")
    void trialIdsStay(Study study) throws IOException {
        assumeFalse(isWritten(study));
        assertStays(CHECK.ids(FILES.read(study.id()), Fingerprint.ofPlans(study)));
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("slow")
    void numbersStay(Study study, TestReporter reporter) throws IOException {
        Fingerprint now = Fingerprint.of(study, SmokeRun.once(study), ComputingKind.here());
        if (isWritten(study)) {
            FILES.write(CHECK.renewed(FILES.read(study.id()), now));
            return;
        }
        Outcome outcome = CHECK.all(FILES.read(study.id()), now);
        outcome.unchecked().ifPresent(why -> {
            System.out.println(why);
            reporter.publishEntry("numbers not checked", why);
            Allure.addAttachment("numbers not checked", why);
        });
        assertStays(outcome);
    }

    private static void assertStays(Outcome outcome) {
        assertEquals("", String.join("\n", outcome.complaints()));
    }
}
