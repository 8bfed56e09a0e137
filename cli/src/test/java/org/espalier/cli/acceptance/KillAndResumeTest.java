package org.espalier.cli.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.testkit.random.FreshSeed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real study in real processes: killed at random moments it leaves the same records as one never killed. */
@Tag("slow")
class KillAndResumeTest {
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    private Espalier run(Path runs, List<String> words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("run"));
        all.addAll(words);
        all.addAll(List.of("--preset", "smoke", "--seeds", "1", "--jobs", "2", "--out", runs));
        return Espalier.start(folder, all.toArray());
    }

    @Test
    void aKilledRunResumesToTheSameBits(@FreshSeed long seed) throws IOException, InterruptedException {
        killAndCompare(seed, 4, 4 * 6 + 1, "edge-popup/density", "--set", "density=0.5", "--set", "epochs=12");
    }

    /** Trials that start from each other: killed in some round, in the dense training, or between two. */
    @Test
    void aKilledLadderResumesToTheSameBits(@FreshSeed long seed) throws IOException, InterruptedException {
        killAndCompare(seed, 4, 4 * 6 + 3 + 1, "lottery-ticket/ladder", "--set", "round=2", "--set", "steps=500", "--set",
            "rewind_step=50", "--set", "method=reinitialised-ticket");
    }

    private void killAndCompare(long seed, int trials, int files, String... words) throws IOException, InterruptedException {
        List<String> command = List.of(words);
        Path undisturbed = folder.resolve("undisturbed");
        Espalier whole = run(undisturbed, command);
        assertEquals(0, whole.end(), whole.text());
        Map<String, byte[]> expected = results(undisturbed);
        assertEquals(files, expected.size(), "a log, a record, a network and kept states: " + expected.keySet());

        Path killed = folder.resolve("killed");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < KILLS; i++) {
            Espalier started = run(killed, command);
            Thread.sleep(random.nextLong(1500, 6000));
            started.kill();
        }
        Espalier last = run(killed, command);
        assertEquals(0, last.end(), last.text());
        Map<String, byte[]> found = results(killed);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((file, bytes) -> assertArrayEquals(bytes, found.get(file), file));

        Map<Path, FileTime> written = times(killed);
        Espalier again = run(killed, command);
        assertEquals(0, again.end(), again.text());
        assertTrue(again.text().contains(": " + trials + " already there."), again.text());
        assertEquals(written, times(killed), "a finished trial was run again");
    }

    /** Logs, networks and records by file, the records without their provenance (times differ). */
    private static Map<String, byte[]> results(Path runs) throws IOException {
        Map<String, byte[]> results = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : files(runs)) {
            String name = runs.relativize(file).toString();
            if (name.endsWith("metrics.csv") || name.endsWith(".safetensors") || name.endsWith("network.json")) {
                results.put(name, Files.readAllBytes(file));
            } else if (name.endsWith("record.json")) {
                JsonNode record = json.readTree(file.toFile());
                ((ObjectNode) record).remove("provenance");
                results.put(name, json.writeValueAsBytes(record));
            }
        }
        return results;
    }

    private static Map<Path, FileTime> times(Path runs) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path file : files(runs)) {
            if (file.endsWith("record.json")) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private static Iterable<Path> files(Path runs) throws IOException {
        try (Stream<Path> walk = Files.walk(runs)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
