package org.espalier.testkit.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/** Laws of a study's grids: nothing is run. */
public final class PlanLaws {
    private static final Map<Preset, Double> MOST_MINUTES = Map.of(Preset.SMOKE, 2.0, Preset.QUICK, 10.0, Preset.STANDARD, 120.0);
    private static final double CORES = 2;

    private PlanLaws() {}

    private static Plan plan(Study study, Preset preset) {
        return Plan.of(study, preset, Overrides.NONE);
    }

    /** A plan is a function of preset and overrides: another instance that planned other presets before makes the same trials. */
    public static void plansArePure(Study study, Study another) {
        List<Preset> presets = List.of(Preset.values());
        Map<Preset, Plan> forwards = presets.stream().collect(Collectors.toMap(p -> p, p -> plan(study, p)));
        for (int i = presets.size() - 1; i >= 0; i--) {
            Plan again = plan(another, presets.get(i));
            assertEquals(forwards.get(presets.get(i)), again);
            assertEquals(forwards.get(presets.get(i)).trials().stream().map(Trial::id).toList(),
                again.trials().stream().map(Trial::id).toList());
        }
    }

    /** Every trial is expected to cost something, and a preset's together what docs/architecture.md allows on two cores. */
    public static void presetsFitTheirTime(Study study) {
        for (Preset preset : Preset.values()) {
            double minutes = 0;
            for (Trial trial : plan(study, preset).trials()) {
                double seconds = study.estimateSeconds(trial);
                assertTrue(seconds > 0 && Double.isFinite(seconds), () -> preset.label() + ": " + seconds + " s for " + trial);
                minutes += seconds / 60 / CORES;
            }
            assertTrue(minutes <= MOST_MINUTES.getOrDefault(preset, Double.POSITIVE_INFINITY),
                preset.label() + " takes " + minutes + " minutes");
        }
    }

    /** Trials carry the study's id and version, parameters that {@code --set} knows, and as many seeds as the preset says. */
    public static void trialsAreTheStudysOwn(Study study) {
        Set<String> known = study.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        assertEquals(known.size(), study.parameters().size(), "parameters are named once");
        for (Preset preset : Preset.values()) {
            Set<Long> seeds = new HashSet<>();
            for (Trial trial : plan(study, preset).trials()) {
                assertEquals(study.id(), trial.study());
                assertEquals(study.version(), trial.version());
                seeds.addAll(trial.seeds());
            }
            assertEquals(study.seeds(preset), seeds.size(), preset.label());
        }
    }

    /**
     * No value of a preset's parameters is refused only when a trial runs: trials that have all of them between them each get as
     * far as to ask their context for something (a folder, a stream, where data are), which here answers nothing.
     */
    public static void everyPlannedValueIsAccepted(Study study) {
        TrialContext nothing = (TrialContext) Proxy.newProxyInstance(TrialContext.class.getClassLoader(),
            new Class<?>[] {TrialContext.class}, (proxy, method, arguments) -> {
                throw new AskedForSomething();
            });
        Set<Object> seen = new HashSet<>();
        for (Preset preset : Preset.values()) {
            for (Trial trial : plan(study, preset).trials()) {
                // Those that have a value which none had before: some draw their networks before they ask.
                if (!seen.addAll(trial.parameters().values().entrySet())) {
                    continue;
                }
                try {
                    study.run(trial, nothing);
                    throw new AssertionError(trial + " asked its context for nothing");
                } catch (AskedForSomething asked) {
                    // Accepted.
                } catch (Exception refused) {
                    throw new AssertionError(preset.label() + ": " + trial + " is planned, and refused when it runs", refused);
                }
            }
        }
    }

    private static final class AskedForSomething extends RuntimeException {
        private static final long serialVersionUID = 1;

        AskedForSomething() {
            super(null, null, false, false);
        }
    }
}
