package org.espalier.study.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;

/**
 * The runs of a study that are one result: a run adds to what is there and hides nothing.
 *
 * <p>Runs of one preset and one version are joined if they differ in seeds and in axes alone whose values the study compares, or
 * if all trials of one are among the others'. An axis is compared if the preset's own grid has trials that differ in it and in no
 * other parameter that can be set. Everything else ({@code epochs=1} beside the preset's three, another data set) makes other
 * networks of which nothing says that a claim tells them apart: such runs are a result of their own.
 *
 * <p>Which result is shown: of the presets the one with most results of trials, in it the runs at the preset's own settings if
 * they have any, else those with most results; of equals the latest. The choice ({@link RunChoice}) shows another.
 *
 * @param plan    the trials of all joined runs, with the overrides of the first
 * @param joined  the runs, first the one at the preset's own settings, or the widest
 * @param leftOut the other runs of the study, with the reasons
 */
public record JoinedRuns(Plan plan, List<StoredPlan> joined, List<LeftOut> leftOut) {

    /**
     * A run that is not part of the result.
     *
     * @param run    the run
     * @param reason why not, in a clause
     */
    public record LeftOut(StoredPlan run, String reason) {}

    public JoinedRuns {
        joined = List.copyOf(joined);
        leftOut = List.copyOf(leftOut);
    }

    /** One run, alone. */
    public static JoinedRuns of(StoredPlan run) {
        return new JoinedRuns(run.plan(), List.of(run), List.of());
    }

    /**
     * Joins the runs of a study.
     *
     * @throws InvalidInputException if there is none of the choice, or a file is damaged
     */
    public static JoinedRuns of(RunDirectory runs, Study study, RunChoice choice) {
        List<StoredPlan> all = runs.plans(study.id());
        List<StoredPlan> wanted = choice.among(study, all);
        if (wanted.isEmpty()) {
            throw new InvalidInputException("there is no run of " + study.id() + choice + " in " + runs.root() + "; start one with"
                + " './espalier run " + study.id() + choice.preset().map(p -> " --preset " + p.label()).orElse("")
                + choice.settings().stream().map(s -> " --set " + s).collect(Collectors.joining()) + "'");
        }
        return new Joining(runs, study, all).around(wanted);
    }

    /** The runs joined with none other: what is left where the findings cannot tell the runs apart. */
    public JoinedRuns alone(String reason) {
        List<LeftOut> out = new ArrayList<>();
        joined.stream().skip(1).forEach(run -> out.add(new LeftOut(run, reason)));
        out.addAll(leftOut);
        return new JoinedRuns(joined.get(0).plan(), joined.subList(0, 1), out);
    }

    /** The latest of the joined runs. */
    public StoredPlan latest() {
        return joined.stream().max(Comparator.comparing(StoredPlan::created)).orElseThrow();
    }

    /** In one line what was joined and what was left out; empty where there is one run and no other. */
    public Optional<String> sentence() {
        if (joined.size() == 1 && leftOut.isEmpty()) {
            return Optional.empty();
        }
        String of = plan.study() + ", preset " + plan.preset().label() + ": ";
        String these = joined.size() == 1 ? "one run (" + settings(joined.get(0)) + ")" : "joins " + joined.size() + " runs ("
            + joined.stream().map(JoinedRuns::settings).collect(Collectors.joining("; ")) + ")";
        String others = leftOut.isEmpty() ? "" : "; left out: " + leftOut.stream()
            .map(o -> (o.run().plan().preset() == plan.preset() ? "" : "preset " + o.run().plan().preset().label() + ", ")
                + settings(o.run()) + " (" + o.reason() + ")").collect(Collectors.joining("; "));
        return Optional.of(of + these + others + ".");
    }

    /** What a run changed of its preset. */
    private static String settings(StoredPlan run) {
        Overrides overrides = run.plan().overrides();
        List<String> words = new ArrayList<>();
        overrides.seeds().ifPresent(n -> words.add("--seeds " + n));
        overrides.settings().forEach(s -> words.add("--set " + s));
        return words.isEmpty() ? "its own settings" : String.join(" ", words);
    }

    /** The joining of one study's runs. */
    private static final class Joining {
        private final Study study;
        private final List<StoredPlan> all;
        private final Map<StoredPlan, Integer> results = new HashMap<>();
        private final ComparedAxes axes;
        private final Map<String, Boolean> recorded = new HashMap<>();
        private final RunDirectory runs;

        Joining(RunDirectory runs, Study study, List<StoredPlan> all) {
            this.runs = runs;
            this.study = study;
            this.axes = new ComparedAxes(study);
            this.all = all;
            all.forEach(p -> results.put(p, (int) p.plan().trials().stream().filter(this::hasRecord).count()));
        }

        private boolean hasRecord(Trial trial) {
            return recorded.computeIfAbsent(trial.id(),
                id -> runs.record(trial).filter(r -> r.status() != TrialResult.Status.FAILED).isPresent());
        }

        JoinedRuns around(List<StoredPlan> wanted) {
            StoredPlan widest = widest(wanted);
            PlanUnion union = new PlanUnion(widest.plan().trials(), this::hasRecord);
            List<StoredPlan> joined = new ArrayList<>(List.of(widest));
            List<LeftOut> out = new ArrayList<>();
            List<StoredPlan> others = new ArrayList<>(all.stream().filter(p -> p != widest).toList());
            others.sort(Comparator.comparing((StoredPlan p) -> -results.get(p)));
            for (StoredPlan other : others) {
                Optional<String> reason = wanted.contains(other) ? reason(widest, other, union) : Optional.of("not asked for");
                if (reason.isEmpty()) {
                    reason = union.add(other.plan().trials());
                }
                reason.ifPresentOrElse(why -> out.add(new LeftOut(other, why)), () -> joined.add(other));
            }
            Plan plan = new Plan(study.id(), widest.plan().preset(), widest.plan().overrides(), union.trials());
            return new JoinedRuns(plan, joined, out);
        }

        private StoredPlan widest(List<StoredPlan> wanted) {
            List<StoredPlan> current = wanted.stream().filter(this::isCurrent).toList();
            List<StoredPlan> usable = current.isEmpty() ? wanted : current;
            Comparator<StoredPlan> width = Comparator.comparing((StoredPlan p) -> results.get(p))
                .thenComparing(StoredPlan::created);
            Preset preset = usable.stream().max(width).orElseThrow().plan().preset();
            List<StoredPlan> ofPreset = usable.stream().filter(p -> p.plan().preset() == preset).toList();
            boolean none = ofPreset.stream().allMatch(p -> results.get(p) == 0);
            return ofPreset.stream().filter(p -> (none || results.get(p) > 0) && isOwn(p))
                .max(Comparator.comparing((StoredPlan p) -> p.plan().overrides().isEmpty()).thenComparing(width))
                .orElseGet(() -> ofPreset.stream().max(width).orElseThrow());
        }

        private boolean isCurrent(StoredPlan run) {
            return run.plan().trials().stream().allMatch(t -> t.version() == study.version());
        }

        /** Whether a run changed nothing of the preset but seeds and axes that are compared. */
        private boolean isOwn(StoredPlan run) {
            return run.plan().overrides().values().keySet().stream().allMatch(n -> axes.isCompared(run.plan().preset(), n));
        }

        /** Why another run is no part of the result, if it is not. */
        private Optional<String> reason(StoredPlan widest, StoredPlan other, PlanUnion union) {
            Plan a = widest.plan();
            Plan b = other.plan();
            if (a.preset() != b.preset()) {
                return Optional.of("another preset; --preset " + b.preset().label() + " shows it");
            }
            if (union.contains(b.trials())) {
                return Optional.empty();
            }
            Set<Integer> versions = b.trials().stream().map(Trial::version).collect(Collectors.toSet());
            if (!versions.equals(a.trials().stream().map(Trial::version).collect(Collectors.toSet()))) {
                return Optional.of("version " + versions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " of the study");
            }
            return conflict("the data set", a, b, Trial::data).or(() -> conflict("the plug-in", a, b, Trial::code)).or(() -> {
                Set<String> settings = new TreeSet<>(differing(a.overrides(), b.overrides()));
                settings.removeIf(n -> axes.isCompared(a.preset(), n));
                return settings.isEmpty() ? Optional.empty() : Optional.of("other " + String.join(", ", settings) + "; "
                    + shows(b, settings) + " shows it");
            });
        }

        private static String shows(Plan plan, Set<String> settings) {
            List<String> given = plan.overrides().settings().stream()
                .filter(s -> settings.contains(s.substring(0, s.indexOf('=')))).map(s -> "--set " + s).toList();
            return given.isEmpty() ? "leaving out --set" : String.join(" ", given);
        }

        private static Optional<String> conflict(String what, Plan a, Plan b, Function<Trial, Map<String, String>> of) {
            Map<String, String> first = new TreeMap<>();
            a.trials().forEach(t -> first.putAll(of.apply(t)));
            return b.trials().stream().flatMap(t -> of.apply(t).entrySet().stream())
                .filter(e -> first.containsKey(e.getKey()) && !first.get(e.getKey()).equals(e.getValue())).findFirst()
                .map(e -> what + " " + e.getKey() + " was another then");
        }

        private static Set<String> differing(Overrides a, Overrides b) {
            Set<String> names = new TreeSet<>(a.values().keySet());
            names.addAll(b.values().keySet());
            names.removeIf(n -> Objects.equals(a.values().get(n), b.values().get(n)));
            return names;
        }

    }
}
