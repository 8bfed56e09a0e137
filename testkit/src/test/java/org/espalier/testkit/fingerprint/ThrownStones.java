package org.espalier.testkit.fingerprint;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** A study whose code a test can change: its version, its gravity, what it measures and how many seeds it takes. */
public final class ThrownStones implements Study {
    static int version;
    static double gravity;
    static String metric;
    static int seeds;

    /** The study as it was committed. */
    static void restore() {
        version = 1;
        gravity = 9.81;
        metric = "speed";
        seeds = 2;
    }

    @Override
    public String id() {
        return "testkit/stones";
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public String question() {
        return "How fast is a stone that falls?";
    }

    @Override
    public String method() {
        return "Stones are dropped.";
    }

    @Override
    public List<Paper> papers() {
        return List.of();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public int seeds(Preset preset) {
        return seeds;
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return IntStream.of(1, 4).boxed().flatMap(height -> LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Trial(id(),
            version, Parameters.of(Map.of("height", height)), List.of(seed), new TreeMap<>(), List.of()))).toList();
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return 1;
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        int height = (int) trial.parameters().number("height");
        for (int t = 1; t <= height; t++) {
            // Only the higher stone is long enough in the air for the air to matter.
            context.metrics().append(trial.seed(), metric, t, t > 2 ? gravity * t : 9.81 * t);
        }
        return new TrialResult(TrialResult.Status.DONE, "", new TreeMap<>(Map.of(trial.seed(),
            new TreeMap<>(Map.of("height", (double) height)))));
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
        return new TreeMap<>();
    }
}
