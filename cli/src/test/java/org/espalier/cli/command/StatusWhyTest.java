package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.code.TrialCode;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code status --why}: the trials that a ladder of lottery tickets plans, and records as earlier settings, versions, data and
 * starts would have left them.
 */
class StatusWhyTest {
    private final Study study = Studies.find("lottery-ticket/ladder");

    @TempDir
    private Path folder;
    private RunDirectory runs;
    private Trial dense;
    private Trial ticket;

    @BeforeEach
    void planALadder() {
        runs = RunDirectory.at(folder.resolve("runs"));
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("round=1", "method=lottery-ticket"),
            OptionalInt.of(1)));
        runs.save(plan, Instant.now());
        dense = plan.trials().get(0);
        ticket = plan.trials().get(1);
        assertEquals(List.of(dense.id()), ticket.startsFrom());
    }

    private void record(Trial trial) throws Exception {
        try (OpenTrial open = OpenTrial.open(runs, trial, Duration.ZERO)) {
            open.computedBy(TrialCode.build(study, trial));
            open.begin();
            open.finish(new TrialResult(TrialResult.Status.DONE, "", java.util.Map.<Long, java.util.Map<String, Double>>of()), study
                .libraries());
        }
    }

    private JsonNode why(Trial trial) {
        return CommandRun.of("status", runs.root(), "--why", trial.id(), "--json").done().json();
    }

    private String told(Trial trial) {
        return CommandRun.of("status", runs.root(), "--why", trial.id().substring(0, 12)).done().out();
    }

    /** That the trial would run again for one thing in which the nearest record differs. */
    private JsonNode only(Trial trial, Trial nearest, String kind, String name) {
        JsonNode why = why(trial);
        assertTrue(why.get("runs_again").asBoolean(), why.toString());
        assertEquals(nearest.id(), why.get("nearest").asText());
        assertEquals(1, why.get("differences").size(), why.toString());
        JsonNode difference = why.get("differences").get(0);
        assertEquals(kind, difference.get("kind").asText());
        assertEquals(name, difference.get("name").asText());
        return difference;
    }

    @Test
    void aParameter() throws Exception {
        Trial other = new Trial(dense.study(), dense.version(), dense.parameters().with("steps", 59), dense.seeds(), dense.data(),
            List.of());
        record(other);
        record(new Trial(dense.study(), dense.version(), dense.parameters().with("steps", 59).with("width", 0.7), dense.seeds(),
            dense.data(), List.of()));
        JsonNode difference = only(dense, other, "parameter", "steps");
        assertEquals("60", difference.get("here").asText());
        assertEquals("59", difference.get("recorded").asText());
        assertTrue(told(dense).contains("would run. It has no record. The nearest record is of trial " + other.id()), told(dense));
        assertTrue(told(dense).contains("  parameter steps: 60 here, 59 in the record"), told(dense));
    }

    @Test
    void theVersion() throws Exception {
        Trial other = new Trial(dense.study(), dense.version() - 1, dense.parameters(), dense.seeds(), dense.data(), List.of());
        record(other);
        assertEquals(Integer.toString(dense.version() - 1), only(dense, other, "version", "").get("recorded").asText());
        // And from the record's side: what stands in its place.
        JsonNode old = why(other);
        assertFalse(old.get("runs_again").asBoolean());
        assertEquals(dense.id(), old.get("nearest").asText());
        assertTrue(told(other).contains("no plan of the code here has it") && told(other).contains("version: "), told(other));
    }

    @Test
    void theDataSet() throws Exception {
        Trial other = new Trial(dense.study(), dense.version(), dense.parameters(), dense.seeds(),
            new TreeMap<>(Map.of("digits", "0123")), List.of());
        record(other);
        JsonNode difference = only(dense, other, "data", "digits");
        assertEquals(dense.data().get("digits"), difference.get("here").asText());
        assertEquals("0123", difference.get("recorded").asText());
    }

    @Test
    void theBuildOfAPlugin() throws Exception {
        Trial other = new Trial(dense.study(), dense.version(), dense.parameters(), dense.seeds(), dense.data(), List.of(),
            new TreeMap<>(Map.of("com.example.Init", "0123456789abcdef")));
        record(other);
        only(dense, other, "build", "com.example.Init");
        assertTrue(told(dense).contains("build of plug-in com.example.Init: none here, 0123456789abcdef in the record"), told(dense));
    }

    @Test
    void theStart() throws Exception {
        Trial other = new Trial(dense.study(), dense.version(), dense.parameters().with("steps", 59), dense.seeds(), dense.data(),
            List.of());
        Trial from = new Trial(ticket.study(), ticket.version(), ticket.parameters(), ticket.seeds(), ticket.data(),
            List.of(other.id()));
        record(other);
        record(from);
        JsonNode difference = only(ticket, from, "start", "");
        assertEquals(dense.id(), difference.get("here").asText());
        assertEquals(other.id(), difference.get("recorded").asText());
        assertEquals("steps", difference.get("because").get(0).get("name").asText());
        assertTrue(told(ticket).contains("these two differ in parameter steps: 60 here, 59 in the record"), told(ticket));
    }

    @Test
    void noRecordAtAll() {
        JsonNode why = why(dense);
        assertTrue(why.get("runs_again").asBoolean());
        assertTrue(why.get("nearest").isNull());
        assertTrue(told(dense).contains("there is no record of lottery-ticket/ladder"), told(dense));
    }

    @Test
    void aRecordOfAnotherBuildIsKeptAndToldOf() throws Exception {
        record(dense);
        assertTrue(told(dense).contains("would not run again") && told(dense).contains("nothing differs"), told(dense));
        Path file = runs.trialFolder(dense).resolve("record.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("(\"nets\" : \")[0-9a-f]{16}", "$10123456789abcdef"));
        JsonNode why = why(dense);
        assertFalse(why.get("runs_again").asBoolean());
        assertEquals("nets", why.get("differences").get(0).get("name").asText());
        assertTrue(told(dense).contains("nets differs; 'run --refresh stale' runs it again"), told(dense));
        Files.writeString(file, text.replaceAll("(?s),\\s*\"build\"\\s*:\\s*\\{[^}]*}", ""));
        assertTrue(told(dense).contains("does not say which build made it"), told(dense));
    }

    @Test
    void whatFailedOrWasStoppedIsTold() throws Exception {
        try (OpenTrial open = OpenTrial.open(runs, dense, Duration.ZERO)) {
            open.begin();
        }
        assertTrue(told(dense).contains("would run. It was stopped before its end"), told(dense));
        try (OpenTrial open = OpenTrial.open(runs, dense, Duration.ZERO)) {
            open.begin();
            open.fail("the disk was full", new TreeMap<>());
        }
        assertTrue(told(dense).contains("would run. Its last attempt failed: the disk was full."), told(dense));
    }

    /** Also a trial that no run here planned, if a preset plans it of itself. */
    @Test
    void presetsAreKnownAndWhatIsNotIsRefused() throws IOException {
        Trial quick = Plan.of(study, Preset.QUICK, Overrides.NONE).trials().get(0);
        assertTrue(told(quick).contains("would run. It has no record"), told(quick));
        CommandRun.of("status", runs.root(), "--why", "notatrial").refused(ExitCode.USAGE, "--why", "notatrial", "--dry-run");
        CommandRun.of("status", runs.root(), "--why", "").refused(ExitCode.USAGE, "2 trials", dense.id(), "more digits");
    }
}
