package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs add up: what {@code claims}, {@code report} and {@code export} make of several runs of one study. */
@Tag("slow")
class JoinedRunsCommandTest {
    private static final String STUDY = "example/stones";

    @TempDir
    private Path folder;

    private Path runs() {
        return folder.resolve("runs");
    }

    private void run(Object... more) {
        Object[] words = new Object[more.length + 6];
        System.arraycopy(new Object[] {"run", STUDY, "--executor", "in-process", "--out", runs()}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        CommandRun.of(words).done();
    }

    private JsonNode claims(Object... more) {
        Object[] words = new Object[more.length + 3];
        System.arraycopy(new Object[] {"claims", runs(), "--json"}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        return CommandRun.of(words).done().json();
    }

    private long rows() {
        return CommandRun.of("export", STUDY, runs(), "--format", "csv").done().out().lines().count();
    }

    @Test
    void aNarrowRunHidesNothingOfAWideOne() throws IOException {
        run();
        JsonNode wide = claims();
        long rows = rows();
        assertEquals("", CommandRun.of("claims", runs()).done().err(), "one run is told of by nothing");
        run("--set", "seconds=2", "--seeds", "1");
        run("--seeds", "2");
        assertEquals(wide, claims());
        assertEquals(rows, rows());
        String told = "example/stones, preset quick: joins 3 runs (its own settings; --seeds 2; --seeds 1 --set seconds=2).";
        for (CommandRun command : new CommandRun[] {CommandRun.of("claims", runs()), CommandRun.of("report", runs()),
            CommandRun.of("export", STUDY, runs(), "--format", "csv")}) {
            assertTrue(command.done().err().contains(told), command.err());
        }
        String page = Files.readString(runs().resolve("report/example/stones/index.html"));
        assertTrue(page.contains("12 trials of 3 runs") && page.contains("--seeds 2"), page);
    }

    @Test
    void runsThatWidenAnAxisOrTheSeedsAddTheirTrials() {
        run("--set", "seconds=8");
        assertEquals("not-run", claims().get(0).get("verdict").asText(), "8 seconds alone");
        run("--set", "seconds=2", "--seeds", "5");
        assertEquals("for", claims().get(0).get("indication").asText(), "2 and 8 seconds of four seeds");
        assertEquals(4, claims().get(0).get("n").asInt());
        run("--set", "seconds=8", "--seeds", "6");
        assertEquals(5, claims().get(0).get("n").asInt(), "seeds are paired");
    }

    /** The study does not tell surfaces apart: stones that fall on sand are a result of their own. */
    @Test
    void whatIsNotComparedIsAResultOfItsOwn() {
        run();
        JsonNode grass = claims();
        run("--set", "surface=sand", "--seeds", "9");
        assertEquals(grass, claims());
        assertEquals(9, claims("--set", "surface=sand").get(0).get("n").asInt());
        String err = CommandRun.of("claims", runs()).done().err();
        assertTrue(err.contains("one run (its own settings); left out: --seeds 9 --set surface=sand (other surface; --set surface=sand "
            + "shows it)."), err);
        run("--set", "surface=sand", "--set", "seconds=8");
        err = CommandRun.of("claims", runs(), "--set", "surface=sand").done().err();
        assertTrue(err.contains("joins 2 runs (--seeds 9 --set surface=sand; --set seconds=8 --set surface=sand); left out: its own"), err);
        CommandRun.of("claims", runs(), "--set", "surface=snow").refused(ExitCode.USAGE, "no run with surface=snow");
        CommandRun.of("claims", runs(), "--set", "surfac=sand").refused(ExitCode.USAGE, "no run");
    }

    @Test
    void aSmallerPresetHidesNoLargerOne() {
        run();
        run("--preset", "smoke");
        assertEquals("quick", claims().get(0).get("preset").asText());
        String err = CommandRun.of("claims", runs()).done().err();
        assertTrue(err.contains("left out: preset smoke, its own settings (another preset; --preset smoke shows it)"), err);
        assertEquals("smoke", claims("--preset", "smoke").get(0).get("preset").asText());
        assertFalse(Files.exists(runs().resolve("report")));
    }

    /** A record of another build is named where results are shown. */
    @Test
    void recordsOfAnotherBuildAreMarked() throws IOException {
        run("--preset", "smoke");
        assertEquals("", CommandRun.of("claims", runs()).done().err());
        Path record;
        try (var files = Files.walk(runs())) {
            record = files.filter(f -> f.endsWith("record.json")).sorted().findFirst().orElseThrow();
        }
        Files.writeString(record, Files.readString(record).replaceAll("(\"study\" : \")[0-9a-f]{16}", "$10123456789abcdef"));
        String err = CommandRun.of("claims", runs()).done().err();
        assertTrue(err.contains("1 of 3 records were made by another build of the code than this; 'run --refresh stale' makes them again")
            && err.contains("the records mix several builds of the code (study)"), err);
        CommandRun.of("report", runs()).done();
        String id = record.getParent().getFileName().toString();
        String page = Files.readString(runs().resolve("report/example/stones/index.html"));
        assertTrue(page.contains("1 record of another build") && page.contains(id + ": another build made it: study differs"), page);
        assertTrue(Files.readString(runs().resolve("report/index.html")).contains("mix several builds"));
        run("--preset", "smoke", "--refresh", "stale");
        assertEquals("", CommandRun.of("claims", runs()).done().err());
        CommandRun.of("run", STUDY, "--refresh", "stail").refused(ExitCode.USAGE, "did you mean stale?");
    }
}
