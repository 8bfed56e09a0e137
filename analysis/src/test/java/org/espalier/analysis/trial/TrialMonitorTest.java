package org.espalier.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.TrainingProgress;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.TrialContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMonitorTest {
    private static final Checkpoint CHECKPOINT = new Checkpoint(TrainingProgress.START.stepped(0.5), Map.of(), Map.of(), Map.of());

    /** A log of 40 bytes that notes to where it is put back. */
    private static final class Log implements MetricLog {
        private long end = 40;

        @Override
        public void append(long seed, Metric metric, long step, double value) {}

        @Override
        public long position() {
            return end;
        }

        @Override
        public void rewind(long position) {
            end = position;
        }
    }

    private static TrialContext context(Path folder, MetricLog log) {
        return new TrialContext() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public MetricLog metrics() {
                return log;
            }

            @Override
            public RandomStreams streams(long seed) {
                return RandomStreams.of(seed);
            }

            @Override
            public Path artifact(String trialId, String fileName) {
                throw new AssertionError(fileName);
            }

            @Override
            public boolean diverged(String trialId) {
                return false;
            }

            @Override
            public Optional<Path> dataDirectory() {
                return Optional.empty();
            }

            @Override
            public void progress(double fraction) {}
        };
    }

    @Test
    void goesOnFromItsCheckpointAndPutsTheLogBack(@TempDir Path folder) {
        Log log = new Log();
        new TrialMonitor(1, context(folder, log)).save(CHECKPOINT);
        log.end = 90;
        assertEquals(1, new TrialMonitor(1, context(folder, log)).restore().orElseThrow().progress().step());
        assertEquals(40, log.end);
    }

    /** As written before a parametrization could hold more than its variables. */
    @Test
    void aCheckpointOfAnOlderVersionIsNamedAndCountsAsNone(@TempDir Path folder) {
        CHECKPOINT.withNotes(Map.of("metrics-position", "40")).write(folder.resolve("checkpoint.safetensors"));
        PrintStream error = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertTrue(new TrialMonitor(1, context(folder, new Log())).restore().isEmpty());
        } finally {
            System.setErr(error);
        }
        String sentence = said.toString(StandardCharsets.UTF_8);
        assertTrue(sentence.contains("checkpoint.safetensors") && sentence.contains("starts again"), sentence);
    }
}
