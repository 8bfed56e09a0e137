package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command from the words on the command line to the exit code, in this process. */
@Tag("slow")
class CommandsTest {
    private static final String STUDY = "example/stones";

    @TempDir
    private Path folder;

    private Path runs() {
        return folder.resolve("runs");
    }

    private CommandRun run(Object... more) {
        Object[] words = new Object[more.length + 6];
        System.arraycopy(new Object[] {"run", STUDY, "--executor", "in-process", "--out", runs()}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return CommandRun.of(words);
    }

    // --- usage

    @Test
    void withoutACommandThereIsHelpAndCode2() {
        CommandRun none = CommandRun.of();
        assertEquals(ExitCode.USAGE, none.code());
        assertTrue(none.err().contains("Usage: espalier"), none.err());
        assertEquals("", none.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "list", "describe", "run", "status", "report", "claims", "export", "compare", "data", "doctor"})
    void everyCommandHasHelp(String command) {
        CommandRun help = CommandRun.of(command, "--help").done();
        assertTrue(help.out().startsWith("Usage: espalier " + command), help.out());
    }

    @Test
    void unknownWordsAreRefusedWithTheNearest() {
        CommandRun.of("rnu").refused(ExitCode.USAGE, "rnu", "did you mean run");
        CommandRun.of("run", STUDY, "--presett", "quick").refused(ExitCode.USAGE, "--preset");
        CommandRun.of("run", STUDY, "--preset", "quik").refused(ExitCode.USAGE, "did you mean quick?");
        CommandRun.of("run", "example/stonse").refused(ExitCode.USAGE, "did you mean example/stones?");
        CommandRun.of("run", STUDY, "--set", "secnds=3").refused(ExitCode.USAGE, "did you mean seconds?");
        CommandRun.of("run", STUDY, "--set", "seconds=soon").refused(ExitCode.USAGE, "whole number from 0 to 100", "soon");
        CommandRun.of("run", STUDY, "--set", "seconds").refused(ExitCode.USAGE, "key=value");
        CommandRun.of("run", STUDY, "--executor", "locl").refused(ExitCode.USAGE, "did you mean local?");
        CommandRun.of("run", STUDY, "--shard", "3/2").refused(ExitCode.USAGE, "--shard");
        CommandRun.of("run", STUDY, "--jobs", "0").refused(ExitCode.USAGE, "--jobs");
        CommandRun.of("run", STUDY, "--seeds", "0").refused(ExitCode.USAGE, "--seeds");
        CommandRun.of("run", STUDY, "--seeds", "many").refused(ExitCode.USAGE, "--seeds");
        CommandRun.of("list", "studys").refused(ExitCode.USAGE, "did you mean studies?");
        CommandRun.of("data", "lits").refused(ExitCode.USAGE, "did you mean list?");
        CommandRun.of("data", "get", "fashion-mnst").refused(ExitCode.USAGE, "fashion-mnist");
    }

    @Test
    void aMissingRunDirectoryIsBadInput() {
        for (String command : List.of("status", "report", "claims")) {
            CommandRun.of(command, folder.resolve("none")).refused(ExitCode.USAGE, "none", "not a run directory");
        }
        CommandRun.of("export", STUDY, folder.resolve("none"), "--format", "csv").refused(ExitCode.USAGE, "espalier run");
    }

    @Test
    void verboseShowsTheTrace() {
        CommandRun verbose = CommandRun.of("describe", "nothing/here", "--verbose");
        assertEquals(ExitCode.USAGE, verbose.code());
        assertTrue(verbose.err().contains("\tat "), verbose.err());
    }

    // --- what there is

    @Test
    void listShowsEveryKind() {
        JsonNode kinds = CommandRun.of("list", "--json").done().json();
        for (String kind : List.of("studies", "methods", "architectures", "datasets", "initialisers", "measures", "tasks",
            "cells", "executors")) {
            assertTrue(kinds.get(kind).size() > 0, kind);
            kinds.get(kind).forEach(entry -> assertFalse(entry.get("description").asText().isBlank(), entry.toString()));
        }
        assertTrue(CommandRun.of("list", "cells").done().out().contains("gru-reset-before"));
        assertTrue(CommandRun.of("list", "studies").done().out().contains("How fast is a stone that falls?"));
    }

    @Test
    void describeTellsWhatEveryPresetCosts() {
        JsonNode study = CommandRun.of("describe", STUDY, "--json").done().json();
        assertEquals(4, study.get("presets").size());
        JsonNode quick = study.get("presets").get(1);
        assertEquals("quick", quick.get("preset").asText());
        assertEquals(12, quick.get("trials").asInt());
        // 12 trials of 30 s, two at a time
        assertEquals(3.0, quick.get("minutes_at_2_jobs").asDouble(), 1e-9);
        String text = CommandRun.of("describe", STUDY).done().out();
        for (String part : List.of("How fast is", "Stones are dropped", "Galilei 1638", "seconds", "faster-later", "quick")) {
            assertTrue(text.contains(part), part + " is not in: " + text);
        }
    }

    // --- the life of a run

    @Test
    void aDryRunStartsNothing() {
        JsonNode plan = run("--dry-run", "--jobs", "1", "--json").done().json();
        assertEquals(12, plan.get(0).get("trials").size());
        assertEquals(6.0, plan.get(0).get("minutes").asDouble(), 1e-9);
        assertFalse(Files.exists(runs()));
    }

    @Test
    void aRunIsReportedJudgedAndExported() throws IOException {
        JsonNode result = run("--json").done().json().get(0);
        assertEquals(12, result.get("done").asInt());
        assertEquals(0, run("--json").done().json().get(0).get("done").asInt(), "records are kept");

        JsonNode status = CommandRun.of("status", runs(), "--json").done().json().get(0);
        assertEquals(12, status.get("done").asInt());
        assertEquals(0, status.get("missing").asInt());
        assertEquals(0.0, status.get("seconds_left").asDouble());

        JsonNode claims = CommandRun.of("claims", runs(), "--json").done().json();
        for (int i = 0; i < 2; i++) {
            assertEquals("inconclusive", claims.get(i).get("verdict").asText(), "quick carries no verdict");
            assertEquals("indication", claims.get(i).get("evidence").asText());
            assertEquals(List.of("for", "against").get(i), claims.get(i).get("indication").asText());
            assertTrue(claims.get(i).get("reasons").get(0).asText().startsWith("preset quick"), claims.toString());
        }
        String table = CommandRun.of("claims", runs()).done().out();
        assertTrue(table.contains("indication: against") && table.contains("A stone falls upwards."), table);
        assertFalse(table.contains("reproduced"), table);
        assertEquals(ExitCode.NOT_JUDGED, CommandRun.of("claims", runs(), "--check").code());

        CommandRun report = CommandRun.of("report", runs()).done();
        Path page = Path.of(report.out().strip());
        assertEquals(runs().resolve("report/index.html"), page);
        assertTrue(Files.readString(page.resolveSibling(STUDY).resolve("index.html")).contains("./espalier run " + STUDY));
        assertTrue(CommandRun.of("status", runs()).done().out().contains("complete"), "the report is no study");

        String csv = CommandRun.of("export", STUDY, runs(), "--format", "csv").done().out();
        assertEquals(Files.readString(page.resolveSibling(STUDY).resolve("results.csv")), csv);
    }

    @Test
    void theWholeStandardGridIsJudged() {
        run("--preset", "standard").done();
        JsonNode claims = CommandRun.of("claims", runs(), "--json").done().json();
        assertEquals("reproduced", claims.get(0).get("verdict").asText());
        assertEquals("not-reproduced", claims.get(1).get("verdict").asText());
        assertTrue(CommandRun.of("claims", runs()).done().out().contains("not reproduced"));
        assertEquals(ExitCode.FAILED, CommandRun.of("claims", runs(), "--check").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "latex", "parquet"})
    void everyFormatIsExportedToAFile(String format) throws IOException {
        run("--preset", "smoke").done();
        Path file = folder.resolve("out." + format);
        assertEquals("", CommandRun.of("export", STUDY, runs(), "--format", format, "--table", "grid", "-o", file).done()
            .out());
        assertTrue(Files.size(file) > 100, file.toString());
        assertFalse(Files.exists(folder.resolve("out." + format + ".part")));
    }

    @Test
    void exportRefusesUnknownFormatsAndTables() {
        run("--preset", "smoke").done();
        CommandRun.of("export", STUDY, runs(), "--format", "cvs").refused(ExitCode.USAGE, "did you mean csv?");
        CommandRun.of("export", STUDY, runs(), "--format", "csv", "--table", "gird").refused(ExitCode.USAGE,
            "did you mean grid?");
        CommandRun.of("export", STUDY, runs()).refused(ExitCode.USAGE, "--format");
        CommandRun.of("export", STUDY, runs(), "--format", "csv", "-o", folder.resolve("no/such/folder.csv"))
            .refused(ExitCode.USAGE, "--output");
    }

    @Test
    void aFailedTrialIsCode1WithItsReason() {
        CommandRun failed = run("--set", "outcome=done,failed", "--set", "seconds=2", "--seeds", "1");
        assertEquals(ExitCode.FAILED, failed.code());
        assertTrue(failed.err().contains("the stone was lost"), failed.err());
        JsonNode status = CommandRun.of("status", runs(), "--json").done().json().get(0);
        assertEquals(1, status.get("failed").asInt());
        assertEquals(1, status.get("failures").size());
        assertTrue(CommandRun.of("status", runs()).done().err().contains("the stone was lost"));
        CommandRun.of("report", runs()).done();
    }

    @Test
    void shardsShareTheTrialsOut() {
        int first = run("--shard", "1/2", "--json").done().json().get(0).get("done").asInt();
        int second = run("--shard", "2/2", "--json").done().json().get(0).get("done").asInt();
        assertEquals(12, first + second);
        assertTrue(first > 0 && second > 0, first + " and " + second);
    }

    @Test
    void thePresetToReadCanBeChosen() {
        run("--preset", "smoke").done();
        run("--preset", "quick").done();
        assertEquals("quick", CommandRun.of("claims", runs(), "--json").done().json().get(0).get("preset").asText());
        assertEquals("smoke", CommandRun.of("claims", runs(), "--json", "--preset", "smoke").done().json().get(0)
            .get("preset").asText());
        CommandRun.of("claims", runs(), "--preset", "paper").refused(ExitCode.USAGE, "no run of the preset paper");
    }

    @Test
    void aDamagedRecordIsBadInputThatNamesTheFile() throws IOException {
        run("--preset", "smoke").done();
        Path record;
        try (var files = Files.walk(runs())) {
            record = files.filter(f -> f.endsWith("record.json")).findFirst().orElseThrow();
        }
        Files.writeString(record, "{\"status\":");
        CommandRun.of("report", runs()).refused(ExitCode.USAGE, "record.json");
    }

    // --- this machine

    @Test
    void dataIsListedAndChecked() {
        JsonNode list = CommandRun.of("data", "--json").done().json();
        assertTrue(list.findValuesAsText("name").contains("digits"), list.toString());
        assertTrue(CommandRun.of("data", "check", "digits", "--json").done().json().get(0).get("good").asBoolean());
        CommandRun.of("data", "get").refused(ExitCode.USAGE, "which one?");
        CommandRun.of("data", "list", "--data-dir", folder.resolve("none")).refused(ExitCode.USAGE, "not a folder");
    }

    @Test
    void aDamagedDataSetIsCode1() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        for (String file : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
            Files.writeString(data.resolve(file), "not images");
        }
        CommandRun checked = CommandRun.of(Map.of("XDG_CACHE_HOME", folder.toString()), "data", "check", "fashion-mnist",
            "--data-dir", folder.resolve("data"));
        assertEquals(ExitCode.FAILED, checked.code());
        assertTrue(checked.out().contains("ubyte"), checked.out());
    }

    @Test
    void aRunWithoutItsDataStartsNothing() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        Files.writeString(data.resolve("train-images-idx3-ubyte"), "a part of it");
        CommandRun.of("run", "edge-popup/density", "--preset", "quick", "--out", runs(), "--data-dir",
            folder.resolve("data")).refused(ExitCode.USAGE, "only a part of fashion-mnist");
        assertFalse(Files.exists(runs()));
    }

    @Test
    void doctorTellsWhatWorksAndHowToMendWhatDoesNot() throws IOException {
        CommandRun doctor = CommandRun.of("doctor", "--out", runs());
        assertEquals(doctor.out().contains("PROBLEM") ? ExitCode.FAILED : ExitCode.DONE, doctor.code());
        assertTrue(doctor.out().contains("tensor engine") && doctor.out().contains("digits"), doctor.out());
        Path data = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        Files.writeString(data.resolve("train-images-idx3-ubyte"), "a part of it");
        CommandRun sick = CommandRun.of("doctor", "--out", runs(), "--data-dir", folder.resolve("data"), "--json");
        assertEquals(ExitCode.FAILED, sick.code());
        JsonNode half = null;
        for (JsonNode finding : sick.json()) {
            half = finding.get("what").asText().equals("data set fashion-mnist") ? finding : half;
        }
        assertFalse(half.get("ok").asBoolean());
        assertTrue(half.get("mend").asText().contains("t10k-labels"), half.toString());
    }
}
