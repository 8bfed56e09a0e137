package org.espalier.study.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.study.Metric;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricFileTest {
    private static final String HEADER = "seed,metric,labels,step,value\n";
    private static final Trial TRIAL = new Trial("test/x", 1, Parameters.of(Map.of()), List.of(1L, 2L), new TreeMap<>(), List.of());
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.csv");
    }

    private MetricFile open() {
        return new MetricFile(file, TRIAL, () -> {});
    }

    @Test
    void positionIsTheLengthOfTheFile() throws Exception {
        try (MetricFile log = open()) {
            assertEquals(HEADER.length(), log.position());
            log.append(1, "a", 0, 0.1);
            log.append(2, Metric.of("b").with("layer", "c=1;2").with("a", "x"), -3, 1e300);
            long position = log.position();
            assertEquals(Files.size(file), position);
            assertEquals(HEADER + "1,a,,0,0.1\n2,b,layer=c%3D1%3B2;a=x,-3,1.0E300\n", Files.readString(file));
        }
    }

    @Test
    void aResumedLogIsTheSameBytes() throws Exception {
        long position;
        try (MetricFile log = open()) {
            log.append(1, "a", 0, 0.1);
            position = log.position();
            log.append(1, "a", 1, 9);
            log.position();
        }
        Files.writeString(file, "1,a,,2,0.", java.nio.file.StandardOpenOption.APPEND);
        try (MetricFile log = open()) {
            log.rewind(position);
            log.append(1, "a", 1, 0.2);
            log.position();
        }
        assertEquals(HEADER + "1,a,,0,0.1\n1,a,,1,0.2\n", Files.readString(file));
    }

    @Test
    void rewindingDropsWhatWasNotWrittenYet() throws Exception {
        try (MetricFile log = open()) {
            long start = log.position();
            log.append(1, "a", 0, 0.1);
            log.rewind(start);
            assertEquals(start, log.position());
        }
        assertEquals(HEADER, Files.readString(file));
    }

    @Test
    void aLogThatIsNotRewoundStartsEmpty() throws Exception {
        Files.writeString(file, HEADER + "1,a,0,0.1\n1,a,1,0.");
        try (MetricFile log = open()) {
            log.append(2, "b", 0, 1);
            log.position();
        }
        assertEquals(HEADER + "2,b,,0,1.0\n", Files.readString(file));
    }

    @Test
    void openingAloneLosesNothing() throws Exception {
        Files.writeString(file, HEADER + "1,a,0,0.1\n");
        open().close();
        assertEquals(HEADER + "1,a,0,0.1\n", Files.readString(file));
    }

    @Test
    void wrongRowsAndPositionsAreRefused() {
        try (MetricFile log = open()) {
            assertThrows(IllegalArgumentException.class, () -> log.append(3, "a", 0, 0));
            for (String name : List.of("", " ", "a,b", "a\nb", "a\"b")) {
                assertThrows(IllegalArgumentException.class, () -> log.append(1, name, 0, 0));
            }
            log.append(1, "a", 0, 0.5);
            long end = log.position();
            assertThrows(IllegalArgumentException.class, () -> log.rewind(end + 1));
            assertThrows(IllegalArgumentException.class, () -> log.rewind(end - 1));
            assertThrows(IllegalArgumentException.class, () -> log.rewind(0));
            assertThrows(IllegalArgumentException.class, () -> log.rewind(-1));
        }
    }

    @Test
    void manyRowsReachTheFileInOrder() throws Exception {
        StringBuilder expected = new StringBuilder(HEADER);
        try (MetricFile log = open()) {
            for (int i = 0; i < 20_000; i++) {
                log.append(1, "a", i, i * 0.5);
                expected.append("1,a,,").append(i).append(',').append(i * 0.5).append('\n');
            }
            assertTrue(Files.size(file) > 0, "rows are not all kept in memory");
            log.position();
        }
        assertEquals(expected.toString(), Files.readString(file));
    }

    @Test
    void aFullDiskIsOneSentence() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (MetricFile log = new MetricFile(full, TRIAL, () -> {})) {
            String message = assertThrows(UncheckedIOException.class, () -> log.append(1, "a", 0, 0)).getMessage();
            assertEquals("cannot write /dev/full: No space left on device", message);
        }
    }
}
