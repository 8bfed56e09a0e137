package org.espalier.rnndynamics.pruned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.mask.TopSelection;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.flipflop.FlipFlopDynamics;
import org.espalier.rnndynamics.kept.KeptPopulation;
import org.espalier.rnndynamics.population.InitialNetwork;
import org.espalier.rnndynamics.population.InitialScale;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkOutcome;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.population.PopulationMonitor;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.population.Trained;
import org.espalier.rnndynamics.population.Trained.Part;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.PopulationTrial;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A population whose recurrent weights are treated in one way at one density; a network a seed. All treatments of a seed draw
 * the same initial weights and see the same trials.
 *
 * <p>Which weights: magnitude ranks the recurrent matrix of all gates together and keeps exactly {@code ceil(d n)}; a random
 * mask keeps as many, from the stream {@code mask/random}. Every network is then trained for the same number of steps, its
 * optimiser without memory. Fixed recurrent weights (edge-popup, reservoir) are drawn with the standard deviation
 * {@code sqrt(2 / (d N))}, the scaled Kaiming normal distribution of Ramanujan et al. 2020.
 *
 * <p>Files: those of {@link PopulationTrial}, and {@code finite-seeds.txt}, the seeds whose networks did not diverge. A network
 * that starts from one that diverged has no weights to start from: it counts as diverged before its first step.
 */
final class PrunedTrial {
    private static final String FINITE = "finite-seeds.txt";

    private final Trial trial;
    private final TrialContext context;
    private final Parameters p;
    private final Treatment treatment;
    private final double density;
    private final Task task;
    private final NetworkShape shape;
    private final Map<Long, NetworkWeights> untrained = new HashMap<>();

    /** What a network begins with. */
    private record Start(Trained trained, InitialNetwork initial) {}

    private PrunedTrial(Trial trial, TrialContext context) {
        this.trial = trial;
        this.context = context;
        p = trial.parameters();
        treatment = Treatment.of(p.text(PrunedGrid.METHOD));
        density = p.number(PrunedGrid.DENSITY);
        task = new FlipFlopDynamics().task(p);
        shape = PopulationParameters.shape(p, task);
    }

    static TrialResult run(Trial trial, TrialContext context) {
        return new PrunedTrial(trial, context).run();
    }

    /** What tickets are put back to, a network a seed; none where that is where they began. */
    static List<NetworkWeights> rewound(Trial trial, TrialContext context) {
        return new PrunedTrial(trial, context).rewound(PopulationParameters.members(trial, context));
    }

    private TrialResult run() {
        List<Member> dense = PopulationParameters.members(trial, context);
        List<NetworkWeights> rewound = rewound(dense);
        List<Member> members = new ArrayList<>();
        List<InitialNetwork> initial = new ArrayList<>();
        for (int i = 0; i < dense.size(); i++) {
            Start start = start(trial.seeds().get(i), rewound.isEmpty() ? null : rewound.get(i));
            Member member = dense.get(i);
            members.add(new Member(member.seed(), member.learningRate(), member.l2(), start.trained()));
            initial.add(start.initial());
        }
        TrialResult result = PopulationTrial.run(trial, context, new PrunedDynamics(p, context, untrained), members, initial);
        writeFinite(result);
        return result;
    }

    /** Says which networks there are to start from: those that were searched for fixed points. */
    private void writeFinite(TrialResult result) {
        Path file = context.folder().resolve(FINITE);
        try {
            Files.write(file, trial.seeds().stream()
                .filter(seed -> result.summary().get(seed).has(PopulationTrial.STARTS)).map(String::valueOf).toList());
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private Start start(long seed, NetworkWeights rewound) {
        InitialScale drawn = InitialScale.of(shape.cell());
        if (treatment.isFixed()) {
            return fixed(seed, new InitialScale(drawn.input(), Math.sqrt(2 / density), drawn.readout(), drawn.keep()));
        }
        if (treatment == Treatment.DENSE) {
            return new Start(Trained.ALL, drawn);
        }
        if (!treatment.startsFromTrained()) {
            return new Start(Trained.ALL.withRecurrentMask(random(seed)), drawn);
        }
        Optional<NetworkWeights> before = before(seed);
        if (before.isEmpty()) {
            float[] nothing = new float[shape.size()];
            Arrays.fill(nothing, Float.NaN);
            return new Start(Trained.ALL, (s, streams) -> new NetworkWeights(s, nothing));
        }
        boolean[] kept = treatment == Treatment.RANDOM ? random(seed) : largest(before.get().recurrentFloats());
        Trained trained = Trained.ALL.withRecurrentMask(kept);
        if (treatment == Treatment.TICKET) {
            return new Start(trained, rewound == null ? drawn : (s, streams) -> rewound);
        }
        untrained.put(seed, before.get().masked(kept));
        return new Start(trained, (s, streams) -> before.get());
    }

    private Start fixed(long seed, InitialScale drawn) {
        Trained beside = p.text(PrunedGrid.BESIDE).equals(PrunedGrid.BESIDE_ALL) ? Trained.ALL
            : Trained.ALL.withFrozen(Part.INPUT, Part.BIAS);
        return new Start(treatment == Treatment.POPUP ? beside.withPopup(density)
            : beside.withFrozen(Part.RECURRENT).withRecurrentMask(random(seed)), drawn);
    }

    /** What the trial before this one left; empty if that network diverged. */
    private Optional<NetworkWeights> before(long seed) {
        String trained = trial.startsFrom().get(0);
        Path list = context.artifact(trained, FINITE);
        try {
            if (!Files.readAllLines(list).contains(Long.toString(seed))) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + list + ": " + e.getMessage(), e);
        }
        Path file = context.artifact(trained, KeptPopulation.network(seed));
        return Optional.of(NetworkWeights.of(shape, Safetensors.read(file).tensors(), file.toString()));
    }

    private boolean[] largest(float[] weights) {
        boolean[] kept = new boolean[weights.length];
        new TopSelection().keepLargestMagnitudes(weights, KeptCount.of(weights.length, density), kept);
        return kept;
    }

    private boolean[] random(long seed) {
        long rows = (long) shape.cell().gates() * shape.units();
        return RandomMask.of(Map.of("recurrent", new long[] {rows, shape.units()}), density,
            context.streams(seed).stream("mask/random")).layers().get(0).kept();
    }

    /**
     * The dense networks after the rewind step: they are trained so far anew, which gives the same bits and costs less than
     * keeping every step that a ticket may ask for. Empty where tickets go back to the initial weights.
     */
    private List<NetworkWeights> rewound(List<Member> dense) {
        long step = treatment == Treatment.TICKET ? p.integer(PrunedGrid.REWIND_STEP) : 0;
        if (step == 0) {
            return List.of();
        }
        try (PopulationTraining training = new PopulationTraining(task, shape, InitialScale.of(shape.cell()), dense,
            PopulationParameters.options(p.with(PopulationParameters.STEPS, step)))) {
            return training.run(PopulationMonitor.SILENT).stream().map(NetworkOutcome::weights).toList();
        }
    }
}
