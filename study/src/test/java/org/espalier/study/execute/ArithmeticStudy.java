package org.espalier.study.execute;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.AtomicFile;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/**
 * A random walk with checkpoints, in links that start from each other: what a training is to the machinery, without a
 * network. The property {@code test.step.millis} slows it down, so that there is time to kill it; {@code test.stray}
 * makes it print where it should not.
 */
public final class ArithmeticStudy implements Study {
    static final String ID = "test/arithmetic";
    private static final int CHECKPOINTS = 6;

    /** Writes past {@code System.out}, as native code does. */
    private static final PrintStream NATIVE_OUTPUT = new PrintStream(new FileOutputStream(FileDescriptor.out));

    /** Two walks of 40 steps a link, each in a chain of links of which the first behaves as told; two seeds a trial. */
    static Plan plan(int links, String behaviour) {
        return plan(links, behaviour, 40);
    }

    static Plan plan(int links, String behaviour, int steps) {
        return new Plan(ID, Preset.SMOKE, Overrides.NONE,
            walks(Map.of("steps", steps, "behaviour", behaviour), links, List.of(1L, 2L)));
    }

    private static List<Trial> walks(Map<String, Object> fixed, int links, List<Long> seeds) {
        List<Trial> trials = new ArrayList<>();
        for (Parameters point : Grid.with(Overrides.NONE).axis("scale", 0.5, 2.0).points()) {
            Trial before = null;
            for (int link = 0; link < links; link++) {
                Parameters parameters = point.with("link", link);
                for (Map.Entry<String, Object> entry : fixed.entrySet()) {
                    boolean first = link == 0 || !entry.getKey().equals("behaviour");
                    parameters = parameters.with(entry.getKey(), first ? entry.getValue() : "fine");
                }
                before = new Trial(ID, 1, parameters, seeds, new TreeMap<>(),
                    before == null ? List.of() : List.of(before.id()));
                trials.add(before);
            }
        }
        return trials;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Does a walk that is interrupted end where one that is not does?";
    }

    @Override
    public String method() {
        return "Walks of a few steps.";
    }

    @Override
    public List<Paper> papers() {
        return List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("steps", "steps", 1, 1_000_000));
    }

    @Override
    public int seeds(Preset preset) {
        return 2;
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        List<Trial> trials = new ArrayList<>();
        for (Object steps : Grid.with(overrides).axis("steps", 20, 40).values("steps")) {
            trials.addAll(walks(Map.of("steps", steps, "behaviour", "fine"), 2, overrides.seedsOr(2)));
        }
        return trials;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return trial.parameters().integer("steps") * 0.001;
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) throws Exception {
        Path folder = context.folder();
        int attempt = attempt(folder);
        String behaviour = trial.parameters().text("behaviour");
        if (Boolean.getBoolean("test.stray")) {
            System.out.print("stray output of Java without a line end");
            NATIVE_OUTPUT.print("stray output of native code without a line end");
            NATIVE_OUTPUT.flush();
        }
        SortedMap<Long, Double> walk = new TreeMap<>();
        for (long seed : trial.seeds()) {
            walk.put(seed, 0.0);
        }
        for (String predecessor : trial.startsFrom()) {
            if (context.diverged(predecessor)) {
                continue;
            }
            read(context.artifact(predecessor, "final.txt")).forEach((k, v) -> walk.put(Long.valueOf(k), v));
        }
        long step = 0;
        Path checkpoint = folder.resolve("checkpoint.txt");
        if (Files.exists(checkpoint)) {
            SortedMap<String, Double> state = read(checkpoint);
            context.metrics().rewind(state.remove("position").longValue());
            step = state.remove("step").longValue();
            state.forEach((k, v) -> walk.put(Long.valueOf(k), v));
        }
        long steps = trial.parameters().integer("steps");
        for (; step < steps; step++) {
            if (step % (steps / CHECKPOINTS + 1) == 0) {
                SortedMap<String, Double> state = text(walk);
                state.put("step", (double) step);
                state.put("position", (double) context.metrics().position());
                write(checkpoint, state);
            }
            misbehave(behaviour, step, attempt);
            for (long seed : trial.seeds()) {
                double noise = context.streams(seed).stream("noise/" + step).nextGaussian();
                double next = walk.get(seed) + trial.parameters().number("scale") * noise;
                walk.put(seed, next);
                context.metrics().append(seed, "walk", step, next);
            }
            context.progress((step + 1.0) / steps);
            Thread.sleep(Long.getLong("test.step.millis", 0));
        }
        write(folder.resolve("final.txt"), text(walk));
        if (behaviour.equals("diverge")) {
            return new TrialResult(TrialResult.Status.DIVERGED, "the walk left the numbers", Map.<Long, Map<String, Double>>of());
        }
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        walk.forEach((seed, value) -> summary.put(seed, new TreeMap<>(Map.of("end", value, "nothing", Double.NaN))));
        return new TrialResult(TrialResult.Status.DONE, "", summary);
    }

    @Override
    public boolean doesWithoutDiverged(Trial trial) {
        return trial.parameters().text("behaviour").equals("do-without");
    }

    private static void misbehave(String behaviour, long step, int attempt) {
        if (step != 20) {
            return;
        }
        switch (behaviour) {
            case "throw" -> throw new IllegalStateException("thrown on purpose");
            case "throw-once" -> {
                if (attempt == 1) {
                    throw new IllegalStateException("thrown on purpose");
                }
            }
            case "die" -> Runtime.getRuntime().halt(42);
            case "killed" -> killSelf();
            case "no-memory" -> throw new OutOfMemoryError("on purpose");
            default -> {
            }
        }
    }

    private static void killSelf() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts the attempts in a side file. */
    private static int attempt(Path folder) throws IOException {
        Path file = folder.resolve("attempts.txt");
        Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return (int) Files.size(file);
    }

    private static SortedMap<String, Double> text(SortedMap<Long, Double> walk) {
        SortedMap<String, Double> state = new TreeMap<>();
        walk.forEach((seed, value) -> state.put(seed.toString(), value));
        return state;
    }

    private static void write(Path file, SortedMap<String, Double> state) throws IOException {
        StringBuilder lines = new StringBuilder();
        state.forEach((key, value) -> lines.append(key).append(' ').append(value).append('\n'));
        AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static SortedMap<String, Double> read(Path file) throws IOException {
        SortedMap<String, Double> state = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            state.put(line.split(" ")[0], Double.valueOf(line.split(" ")[1]));
        }
        return state;
    }

    @Override
    public List<Claim> claims() {
        return List.of();
    }

    @Override
    public Findings findings(Records records) {
        return new Findings(List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> libraries() {
        return new TreeMap<>(Map.of("arithmetic", "1.0"));
    }
}
