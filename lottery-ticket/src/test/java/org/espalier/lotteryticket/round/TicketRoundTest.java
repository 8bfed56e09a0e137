package org.espalier.lotteryticket.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.execute.RunResult;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds on the artifacts of a real run: what a ticket is put back to, and that a killed round ends with the same bits. */
class TicketRoundTest {
    private static final long REWIND = 3;
    private static final long SEED = 1;
    private final Study study = Studies.find("lottery-ticket/ladder");

    @TempDir
    private Path folder;

    /** A trial's context in a folder of its own, which may be stopped at a fraction of the training. */
    private static final class Scene implements TrialContext, MetricLog {
        private final RunDirectory runs;
        private final Path own;
        private final double stopAt;
        private final StringBuilder rows = new StringBuilder();

        Scene(RunDirectory runs, Path own, double stopAt) {
            this.runs = runs;
            this.own = own;
            this.stopAt = stopAt;
        }

        @Override
        public Path folder() {
            return own;
        }

        @Override
        public MetricLog metrics() {
            return this;
        }

        @Override
        public void append(long seed, Metric metric, long step, double value) {
            rows.append(metric).append(step).append('=').append(value).append('\n');
        }

        @Override
        public long position() {
            return rows.length();
        }

        @Override
        public void rewind(long position) {
            rows.setLength((int) Math.min(position, rows.length()));
        }

        @Override
        public RandomStreams streams(long seed) {
            return RandomStreams.of(seed);
        }

        @Override
        public Path artifact(String trialId, String fileName) {
            return runs.artifact("lottery-ticket/ladder", trialId, fileName);
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
        public void progress(double fraction) {
            if (fraction >= stopAt) {
                throw new IllegalStateException("stopped");
            }
        }
    }

    private Plan plan(String rewindSteps) {
        return Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("width=0.1", "steps=12",
            "evaluate_every=4", "rewind_step=" + rewindSteps, "round=2", "method=signs-redrawn-ticket"), OptionalInt.of(1)));
    }

    private Plan run(RunDirectory runs) throws IOException, InterruptedException {
        Plan plan = plan(Long.toString(REWIND));
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        return plan;
    }

    private static Trial trial(Plan plan, String method, int round) {
        return plan.trials().stream().filter(t -> t.parameters().text("method").equals(method)
            && t.parameters().integer("round") == round).findFirst().orElseThrow();
    }

    @Test
    void aTicketIsPutBackToTheCheckpointBitForBit() throws IOException, InterruptedException {
        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        Plan plan = run(runs);
        Trial dense = trial(plan, "dense", 0);
        Checkpoint kept = Checkpoint.read(runs.artifact(study.id(), dense.id(), "state-" + REWIND + ".safetensors"));
        Trial ticket = trial(plan, "lottery-ticket", 2);
        RoundStart[] seen = new RoundStart[1];
        Path own = Files.createDirectories(folder.resolve("own"));
        RoundTrial.run(ticket, new Scene(runs, own, 2), scene -> {
            seen[0] = TicketRound.TICKET.of(ticket.parameters()).start(scene);
            return seen[0];
        });
        Checkpoint start = seen[0].masked();
        assertEquals(REWIND, start.progress().step());
        for (MaskLayer layer : seen[0].mask().layers()) {
            float[] then = kept.variables().get(layer.name()).clone();
            layer.apply(then);
            assertArrayEquals(then, start.variables().get(layer.name()), 0f);
            for (int slot = 0; slot < kept.slots().get(layer.name()).length; slot++) {
                float[] moments = kept.slots().get(layer.name())[slot].clone();
                layer.apply(moments);
                assertArrayEquals(moments, start.slots().get(layer.name())[slot], 0f);
            }
            assertFalse(layer.keptCount() == layer.size());
        }
    }

    /** Stopped after every step in turn, going on from its checkpoint each time. */
    @Test
    void aRoundStoppedAnywhereEndsWithTheSameBits() throws IOException, InterruptedException {
        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        Plan plan = run(runs);
        for (String method : List.of("lottery-ticket", "signs-redrawn-ticket")) {
            Trial trial = trial(plan, method, 2);
            TicketRound round = TicketRound.named(method);
            var everyStep = RoundTrial.options(trial.parameters()).withCheckpointSeconds(0);
            Path whole = Files.createDirectories(folder.resolve(method + "-whole"));
            Scene undisturbed = new Scene(runs, whole, 2);
            var expected = RoundTrial.run(trial, undisturbed, round.of(trial.parameters(), everyStep));
            Path stopped = Files.createDirectories(folder.resolve(method + "-stopped"));
            String rows = "";
            for (double at = 0.3; at < 1.01; at += 0.1) {
                Scene scene = new Scene(runs, stopped, at);
                scene.rows.append(rows);
                assertThrows(IllegalStateException.class,
                    () -> RoundTrial.run(trial, scene, round.of(trial.parameters(), everyStep)));
                rows = scene.rows.toString();
            }
            Scene last = new Scene(runs, stopped, 2);
            last.rows.append(rows);
            assertEquals(expected, RoundTrial.run(trial, last, round.of(trial.parameters(), everyStep)));
            assertEquals(undisturbed.rows.toString(), last.rows.toString());
            assertEquals(files(whole).keySet(), files(stopped).keySet());
            files(whole).forEach((name, bytes) -> assertArrayEquals(bytes, filesOf(stopped).get(name), name));
            // And the same as the run of the executor.
            assertArrayEquals(files(whole).get("weights.safetensors"),
                Files.readAllBytes(runs.artifact(study.id(), trial.id(), "weights.safetensors")));
        }
        assertTrue(runs.artifact(study.id(), trial(plan, "dense", 0).id(), "weights.safetensors").toFile().exists());
    }

    /**
     * The dense training is one trial whatever tickets start from it. What a later run wants of it and it did not keep is trained
     * once more by the first that asks, to the bits that it would have kept; its record stays.
     */
    @Test
    void aStateThatWasNotKeptIsTrainedAgainToTheSameBits() throws IOException, InterruptedException {
        RunDirectory kept = RunDirectory.at(folder.resolve("kept"));
        Plan both = plan("0," + REWIND);
        assertEquals(0, execute(both, kept).failed());
        RunDirectory late = RunDirectory.at(folder.resolve("late"));
        Plan narrow = plan("0");
        String dense = trial(narrow, "dense", 0).id();
        assertEquals(dense, trial(both, "dense", 0).id(), "the dense training does not depend on tickets");
        execute(narrow, late);
        String state = "state-" + REWIND + ".safetensors";
        assertThrows(InvalidInputException.class, () -> late.artifact(study.id(), dense, state));
        byte[] record = Files.readAllBytes(late.trialFolder(study.id(), dense).resolve("record.json"));
        assertEquals(new RunResult(narrow.trials().size(), 0, both.trials().size() - narrow.trials().size(), 0, 0),
            execute(both, late));
        assertArrayEquals(record, Files.readAllBytes(late.trialFolder(study.id(), dense).resolve("record.json")));
        assertArrayEquals(Files.readAllBytes(kept.artifact(study.id(), dense, state)),
            Files.readAllBytes(late.artifact(study.id(), dense, state)));
        for (Trial trial : both.trials()) {
            assertEquals(kept.record(trial).orElseThrow().summary(), late.record(trial).orElseThrow().summary());
            assertArrayEquals(Files.readAllBytes(kept.artifact(study.id(), trial.id(), "weights.safetensors")),
                Files.readAllBytes(late.artifact(study.id(), trial.id(), "weights.safetensors")));
        }
    }

    /** In two worker processes, which may want the same state at once. */
    private static RunResult execute(Plan plan, RunDirectory runs) throws InterruptedException {
        return Executor.find("local").execute(plan, runs, ExecutionOptions.of(2), new ExecutionListener() {});
    }

    private static Map<String, byte[]> filesOf(Path folder) {
        try {
            return files(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
