package org.espalier.testkit.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.testkit.fingerprint.FingerprintCheck.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that is changed in a study's code, with and without raising its version, through the check that guards the suite. */
class FingerprintCheckTest {
    private static final ComputingKind HERE = new ComputingKind("this kind");
    private static final ComputingKind ELSEWHERE = new ComputingKind("another kind");
    private final FingerprintCheck check = new FingerprintCheck("write STUDY");
    private final ThrownStones study = new ThrownStones();
    @TempDir
    private Path folder;
    private FingerprintFile files;
    private int runs;

    @BeforeEach
    void commit() throws Exception {
        ThrownStones.restore();
        files = new FingerprintFile(folder.resolve("committed"));
        files.write(check.renewed(Optional.empty(), now(HERE)));
    }

    private Fingerprint now(ComputingKind kind) throws InterruptedException {
        return Fingerprint.of(study, SmokeRun.of(study, folder.resolve("run-" + runs++)), kind);
    }

    private Outcome checked(ComputingKind kind) throws IOException, InterruptedException {
        return check.all(files.read(study.id()), now(kind));
    }

    /** Writes what is now, as the command does, and checks it. */
    private void renew(ComputingKind kind) throws IOException, InterruptedException {
        files.write(check.renewed(files.read(study.id()), now(kind)));
        assertEquals(new Outcome(List.of(), Optional.empty()), checked(kind));
    }

    private String complaint(ComputingKind kind) throws IOException, InterruptedException {
        List<String> complaints = checked(kind).complaints();
        assertEquals(1, complaints.size(), complaints.toString());
        return complaints.get(0);
    }

    @Test
    void whatDidNotMovePasses() throws Exception {
        assertEquals(new Outcome(List.of(), Optional.empty()), checked(HERE));
        assertEquals(files.read(study.id()).orElseThrow(), now(HERE));
    }

    @Test
    void aNumberThatMovedWithoutItsVersionFails() throws Exception {
        ThrownStones.gravity = Math.nextUp(9.81);
        String complaint = complaint(HERE);
        assertTrue(complaint.startsWith("testkit/stones: numbers moved in 2 of 4 trials of smoke ("), complaint);
        assertTrue(complaint.contains("seeds=1 height=4") && !complaint.contains("height=1"), complaint);
        assertTrue(complaint.endsWith("while version() is 1 as before: raise version() of testkit/stones and run 'write "
            + "testkit/stones' to write the new fingerprint, and commit it, or undo the change"), complaint);
    }

    @Test
    void theCommandDoesNotHideANumberThatMoved() throws Exception {
        ThrownStones.gravity = 9.82;
        assertTrue(assertThrows(IllegalStateException.class, () -> renew(HERE)).getMessage().startsWith("not written: testkit/stones"));
        ThrownStones.restore();
        assertEquals(new Outcome(List.of(), Optional.empty()), checked(HERE));
    }

    @Test
    void withARaisedVersionTheFingerprintIsToBeWrittenAndThenPasses() throws Exception {
        ThrownStones.gravity = 9.82;
        ThrownStones.version = 2;
        assertEquals("testkit/stones: version() is 2, the committed fingerprint is of version 1: run 'write testkit/stones' to write "
            + "the new fingerprint, and commit it", complaint(HERE));
        renew(HERE);
        ThrownStones.version = 1;
        assertTrue(complaint(HERE).endsWith("a version is never lowered"));
    }

    @Test
    void whatIsMeasuredMayNotMoveEither() throws Exception {
        ThrownStones.metric = "velocity";
        String complaint = complaint(HERE);
        assertTrue(complaint.contains("metrics moved (gone: [speed], new: [velocity]); numbers moved in 4 of 4 trials"), complaint);
        String elsewhere = complaint(ELSEWHERE);
        assertTrue(elsewhere.contains("metrics moved (gone: [speed], new: [velocity]), while version() is 1"), elsewhere);
    }

    @Test
    void onAnotherKindNumbersAreNotCheckedAndItSaysSo() throws Exception {
        ThrownStones.gravity = 9.82;
        Outcome outcome = checked(ELSEWHERE);
        assertEquals(List.of(), outcome.complaints());
        assertTrue(outcome.unchecked().orElseThrow().contains("NOT checked"));
        ThrownStones.restore();
        renew(ELSEWHERE);
        assertEquals(new Outcome(List.of(), Optional.empty()), checked(HERE), "the other kind's digests are kept");
    }

    @Test
    void idsThatMoveWithoutTheVersionFailBeforeAnythingRuns() throws Exception {
        ThrownStones.seeds = 3;
        List<String> complaints = check.ids(files.read(study.id()), Fingerprint.ofPlans(study)).complaints();
        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).startsWith("testkit/stones: trial ids moved, while version() is 1 as before: preset smoke has 6 "
            + "trials ("), complaints.get(0));
        assertTrue(complaints.get(0).contains(", paper has 6 trials ("), complaints.get(0));
        renew(HERE);
    }

    @Test
    void aStudyWithoutAFingerprintFails() throws Exception {
        Files.delete(files.of(study.id()));
        assertEquals("testkit/stones has no committed fingerprint: run 'write testkit/stones' to write the new fingerprint, and "
            + "commit it", complaint(HERE));
    }

    @Test
    void aDamagedFileIsNamedWithItsLine() throws Exception {
        Files.writeString(files.of(study.id()), "# \nversion one\n");
        assertFalse(assertThrows(InvalidInputException.class, () -> files.read(study.id())).getMessage().indexOf(", line 2: ") < 0);
    }
}
