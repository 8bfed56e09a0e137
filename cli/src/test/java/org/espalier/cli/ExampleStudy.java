package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** A study that takes no time: how fast is a thrown stone after {@code steps} steps? */
public final class ExampleStudy implements Study {
    private static final Paper PAPER = new Paper("doi:10.0/stones", "On <Thrown> Stones & \"Air\"", "Galilei", 1638);
    private static final Claim FASTER = new Claim("faster-later", PAPER, "day 3", "A stone falls faster & faster.",
        "speed at 8 seconds minus speed at 2 seconds, m/s", 10, "half of what theory says", 0.05, 3);
    private static final Claim UPWARDS = new Claim("falls-upwards", PAPER, "day 5", "A stone falls upwards.",
        "minus the speed at 8 seconds, m/s", 0, "any movement upwards", 0.05, 3);

    @Override
    public String id() {
        return "example/stones";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "How fast is a stone that falls?";
    }

    @Override
    public String method() {
        return "Stones are dropped; the seed is the wind.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("seconds", "how long it falls", 0, 100),
            Parameter.text("surface", "what it falls on", List::of),
            Parameter.text("outcome", "how a trial ends", () -> List.of("done", "diverged", "failed")));
    }

    @Override
    public int seeds(Preset preset) {
        return preset == Preset.SMOKE ? 1 : preset == Preset.QUICK ? 4 : 5;
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        List<Trial> trials = new ArrayList<>();
        for (Object seconds : overrides.values().getOrDefault("seconds", List.of(2L, 4L, 8L))) {
            for (Object outcome : overrides.values().getOrDefault("outcome", List.of("done"))) {
                for (Object surface : overrides.values().getOrDefault("surface", List.of("grass"))) {
                    for (long seed : overrides.seedsOr(seeds(preset))) {
                        trials.add(new Trial(id(), version(), Parameters.of(SortedMaps.of("seconds", seconds, "outcome",
                            outcome, "surface", surface)), List.of(seed), new TreeMap<>(), List.of()));
                    }
                }
            }
        }
        return trials;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return 30;
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        String outcome = trial.parameters().text("outcome");
        if (outcome.equals("failed")) {
            throw new IllegalStateException("the stone was lost");
        }
        double speed = 9.81 * trial.parameters().integer("seconds") + 0.1 * trial.seed();
        context.metrics().append(trial.seed(), "speed", trial.parameters().integer("seconds"), speed);
        TreeMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        summary.put(trial.seed(), new TreeMap<>(java.util.Map.of("speed", speed)));
        return outcome.equals("done") ? new TrialResult(TrialResult.Status.DONE, "", summary)
            : new TrialResult(TrialResult.Status.DIVERGED, "the stone rose", Map.<Long, Map<String, Double>>of());
    }

    @Override
    public List<Claim> claims() {
        return List.of(FASTER, UPWARDS);
    }

    @Override
    public Findings findings(Records records) {
        Records done = records.where("outcome", "done");
        SortedMap<Long, Double> late = done.where("seconds", 8).summary("speed");
        TreeMap<Long, Double> up = new TreeMap<>();
        late.forEach((seed, speed) -> up.put(seed, -speed));
        Table series = SummaryTables.series("speed", "Speed by time", done, "speed", "seconds", "surface");
        Figure figure = new Figure("speed", "Speed by time", "Means over seeds, 95 % intervals.", series,
            Figure.Axis.linear("seconds", "Time (s)"), Figure.Axis.linear("mean", "Speed (m/s)"),
            SummaryTables.lines("surface"), null);
        return new Findings(List.of("After 8 seconds a stone falls at " + late.values() + " m/s."), List.of(figure),
            List.of(SummaryTables.gridPoints("grid", "Every point", records)),
            List.of(FASTER.judge(SeedEffects.difference(late, done.where("seconds", 2).summary("speed"))),
                UPWARDS.judge(up)));
    }

    @Override
    public SortedMap<String, String> libraries() {
        return new TreeMap<>(java.util.Map.of("stones", "1.0"));
    }

    private static final class SortedMaps {
        static TreeMap<String, Object> of(Object... pairs) {
            TreeMap<String, Object> map = new TreeMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                map.put((String) pairs[i], pairs[i + 1]);
            }
            return map;
        }
    }
}
