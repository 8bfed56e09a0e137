package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.kept.KeptPopulation;
import org.espalier.rnndynamics.population.InitialNetwork;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkOutcome;
import org.espalier.rnndynamics.population.NetworkOutcome.End;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.population.Score;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.rnndynamics.weights.FixedPointFile;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that trains a population (one cell, one size, one L2 strength; a network a seed) and looks into each network.
 *
 * <p>Logged while it trains, by seed: {@code train_loss}, {@code val_loss}. In the record of each network:
 * {@code final_val_loss}, {@code best_val_loss}, {@code steps}, {@code learnt_at} (first validation below the task's bound, in
 * steps; not-a-number if there was none), and as 1 or 0 {@code learnt} (the last validation is below the bound, and all is
 * finite), {@code diverged}, {@code dead} (each output is constant), {@code stopped_early}. Of a network that stays finite
 * also {@code fixed}, {@code slow}, {@code not_converged} (different points of all searches together), {@code starts},
 * {@code incomplete_searches} (whose points cannot be all there are), {@code stable}, {@code saddles}, {@code greatest_eigenvalue} (modulus, over stable points), and what {@link ComparedTask#graphs} adds. In
 * the log alone: {@code log10_q/CLASS} of each point of a class (the step is its number), and for the first network that learnt
 * what {@code ExampleLog} says.
 *
 * <p>Files: those of {@link KeptPopulation}, {@code fixed-points-SEED.npz} or, where there are several
 * constant inputs, {@code fixed-points-SEED-INPUT.npz}, and {@code population.npz} for the comparison (not where a task has no
 * graphs to compare). Resumed after a kill
 * the training goes on from its checkpoint; the analysis is made anew.
 */
public final class PopulationTrial {
    /** Metric that every network has that stayed finite, and no other. */
    public static final String STARTS = "starts";
    private static final double TRAINING = 0.6;
    /** Below what float64 can tell from zero: the logarithm of an exact zero. */
    private static final double NO_Q = -40;

    private final Trial trial;
    private final TrialContext context;
    private final ComparedTask compared;
    private final Task task;
    private final Trials probes;
    private final PopulationFile file;
    private final SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
    private boolean exampleShown;

    private PopulationTrial(Trial trial, TrialContext context, ComparedTask compared) {
        this.trial = trial;
        this.context = context;
        this.compared = compared;
        Parameters p = trial.parameters();
        task = compared.task(p);
        file = new PopulationFile(PopulationParameters.cell(p), PopulationParameters.units(p),
            p.number(PopulationParameters.L2));
        // Stream of no seed: the same probes for every network of the study.
        probes = compared.probes(task, PopulationParameters.probes(p),
            RandomStreams.of(0).stream("probes"));
    }

    /** Runs it. A population of which every network diverged is an outcome, not an error. */
    public static TrialResult run(Trial trial, TrialContext context, ComparedTask compared) {
        return run(trial, context, compared, PopulationParameters.options(trial.parameters()));
    }

    static TrialResult run(Trial trial, TrialContext context, ComparedTask compared, PopulationOptions options) {
        List<Member> members = PopulationParameters.members(trial, context);
        Parameters p = trial.parameters();
        return new PopulationTrial(trial, context, compared).run(options, members, Collections.nCopies(members.size(),
            BiologicalConstraints.of(p).initial(compared.initial(PopulationParameters.cell(p)))));
    }

    /**
     * The same with networks that a study chooses itself.
     *
     * @param members one a seed of the trial, in their order
     * @param initial where each begins
     */
    public static TrialResult run(Trial trial, TrialContext context, ComparedTask compared, List<Member> members,
                                  List<InitialNetwork> initial) {
        return new PopulationTrial(trial, context, compared).run(PopulationParameters.options(trial.parameters()), members,
            initial);
    }

    private TrialResult run(PopulationOptions options, List<Member> members, List<InitialNetwork> initial) {
        Parameters p = trial.parameters();
        PopulationTrialMonitor monitor =
            new PopulationTrialMonitor(trial.seeds(), context, compared.learntBelow(), TRAINING);
        List<NetworkOutcome> outcomes;
        try (PopulationTraining training = new PopulationTraining(task, PopulationParameters.shape(p, task), initial, members,
            options)) {
            KeptPopulation kept = new KeptPopulation(trial, context, PopulationParameters.shape(p, task), training);
            outcomes = training.run(monitor);
            kept.write(task, options.loss(), "final_val_loss", true, KeptPopulation.validation(options), outcomes);
        }
        for (int i = 0; i < outcomes.size(); i++) {
            long seed = trial.seeds().get(i);
            describe(seed, outcomes.get(i), monitor.learntAt(i).isPresent()
                ? monitor.learntAt(i).getAsLong() : Double.NaN);
            context.progress(TRAINING + (1 - TRAINING) * (i + 1) / outcomes.size());
        }
        if (!compared.graphNames().isEmpty()) {
            file.write(context.folder().resolve(PopulationFile.NAME));
        }
        monitor.finish();
        boolean all = outcomes.stream().allMatch(o -> o.end() == End.DIVERGED);
        return new TrialResult(all ? TrialResult.Status.DIVERGED : TrialResult.Status.DONE,
            all ? "every network's loss, gradient or weights left the finite numbers" : "", summary);
    }

    private void describe(long seed, NetworkOutcome outcome, double learntAt) {
        NetworkLog log = log(seed);
        boolean diverged = outcome.end() == End.DIVERGED;
        double last = diverged ? Double.NaN : outcome.last().map(Score::loss).orElse(Double.NaN);
        ProbedNetwork probed = diverged ? null : ProbedNetwork.of(seed, outcome.weights(), task, probes);
        boolean finite = !diverged && Arrays.stream(probed.states()).allMatch(Double::isFinite);
        boolean learnt = finite && last < compared.learntBelow();
        log.metric("final_val_loss", last);
        log.metric("best_val_loss", outcome.best().map(Score::loss).orElse(Double.NaN));
        log.metric("steps", outcome.steps());
        log.metric("learnt_at", learntAt);
        log.metric("learnt", learnt ? 1 : 0);
        log.metric("diverged", diverged ? 1 : 0);
        log.metric("dead", outcome.dead() ? 1 : 0);
        log.metric("stopped_early", outcome.end() == End.STOPPED_EARLY ? 1 : 0);
        if (!finite) {
            file.add(seed);
            return;
        }
        AnalysedNetwork network = analysed(probed, learnt);
        points(network, log);
        SortedMap<String, PointGraph> graphs = compared.graphs(network, log);
        if (network.first()) {
            ExampleLog.write(network, log);
        }
        if (learnt) {
            file.add(network.network(), graphs);
        } else {
            file.add(seed);
        }
    }

    private AnalysedNetwork analysed(ProbedNetwork network, boolean learnt) {
        List<double[]> inputs = compared.constantInputs(task);
        List<FixedPoints> found = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String stream = "fixed-points/" + i + "/";
            FixedPoints points = search(compared, network, i, PopulationParameters.starts(trial.parameters()),
                more -> context.streams(network.seed()).stream(stream + more));
            FixedPointFile.write(context.folder().resolve("fixed-points-" + network.seed()
                + (inputs.size() == 1 ? "" : "-" + i) + ".npz"), network.cell(), points);
            found.add(points);
        }
        boolean first = learnt && !exampleShown;
        exampleShown |= learnt;
        return new AnalysedNetwork(network, found, first);
    }

    /**
     * Searches a network for fixed points, again from more starts where the points found cannot be all.
     *
     * @param number of the constant input
     * @param starts of the first search
     * @param random a stream for each search, by its number from 0
     */
    public static FixedPoints search(ComparedTask compared, ProbedNetwork network, int number, int starts,
                                     IntFunction<RandomGenerator> random) {
        return RepeatedSearch.run(network.cell(), compared.visited(network, number),
            compared.constantInputs(network.task()).get(number), starts, compared.searchesMore(), random).found();
    }

    private static void points(AnalysedNetwork network, NetworkLog log) {
        List<FixedPoint> fixed = network.fixed();
        long stable = fixed.stream().filter(FixedPoint::stable).count();
        log.metric("fixed", fixed.size());
        log.metric("slow", network.found().stream().mapToInt(f -> f.count(PointClass.SLOW)).sum());
        log.metric("not_converged", network.found().stream().mapToInt(f -> f.count(PointClass.NOT_CONVERGED)).sum());
        log.metric("incomplete_searches",
            network.found().stream().filter(f -> FixedPointIndex.sum(f.of(PointClass.FIXED)) != 1).count());
        log.metric(STARTS, network.found().stream().mapToInt(FixedPoints::starts).sum());
        log.metric("stable", stable);
        log.metric("saddles", fixed.stream().filter(f -> f.unstable() > 0).count());
        log.metric("greatest_eigenvalue", fixed.stream().filter(FixedPoint::stable)
            .mapToDouble(f -> f.eigenvalues().get(0).modulus()).max().orElse(Double.NaN));
        for (PointClass found : PointClass.values()) {
            int index = 0;
            for (FixedPoint point : network.points()) {
                if (point.found() == found) {
                    log.point("log10_q/" + found.label(), index++, point.q() == 0 ? NO_Q : Math.log10(point.q()));
                }
            }
        }
    }

    private NetworkLog log(long seed) {
        SortedMap<String, Double> row = new TreeMap<>();
        summary.put(seed, row);
        return new NetworkLog() {
            @Override
            public void metric(String name, double value) {
                row.put(name, value);
                point(name, 0, value);
            }

            @Override
            public void point(String name, long index, double value) {
                context.metrics().append(seed, name, index, value);
            }
        };
    }
}
