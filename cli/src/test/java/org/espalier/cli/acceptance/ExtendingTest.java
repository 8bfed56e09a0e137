package org.espalier.cli.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study (example/stones), an architecture and a data set, each one class and one registration line in test code: they
 * are listed, accepted by {@code --set}, run in workers, and reported.
 */
class ExtendingTest {
    @TempDir
    private Path folder;

    private String espalier(Object... words) throws IOException, InterruptedException {
        Espalier started = Espalier.start(folder, words);
        assertEquals(0, started.end(), started.text());
        return started.text();
    }

    @Test
    void oneClassAndOneLineEach() throws IOException, InterruptedException {
        String list = espalier("list");
        assertTrue(list.contains("example/stones") && list.contains("one-wide-layer") && list.contains("stripes"), list);
        Path runs = folder.resolve("runs");
        espalier("run", "edge-popup/density", "--preset", "smoke", "--seeds", "1", "--set", "architecture=one-wide-layer",
            "--set", "dataset=stripes", "--set", "width=1", "--set", "epochs=20", "--set", "density=0.5", "--out", runs);
        espalier("run", "example/stones", "--preset", "smoke", "--out", runs);
        espalier("report", runs);
        String csv = Files.readString(runs.resolve("report/edge-popup/density/results.csv"));
        double popup = test(csv, "edge-popup");
        assertTrue(popup > 0.8, "the subnetwork reads the stripes: " + popup);
        assertTrue(Files.exists(runs.resolve("report/example/stones/index.html")));
    }

    private static double test(String csv, String method) {
        return csv.lines().filter(line -> line.contains("," + method + ",") && line.contains(",test_accuracy,"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1))).findFirst().orElseThrow();
    }
}
