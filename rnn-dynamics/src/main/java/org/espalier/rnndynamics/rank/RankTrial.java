package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.richlazy.WeightStructure;
import org.espalier.nets.optimise.Sgd;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.kept.KeptPopulation;
import org.espalier.rnndynamics.kept.PopulationDescription;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkOutcome;
import org.espalier.rnndynamics.population.NetworkOutcome.End;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.OutputLoss;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.population.Trained;
import org.espalier.rnndynamics.universality.BiologicalConstraints;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * One task, rank, matching and structure: a population of networks, one a seed.
 *
 * <p>Logged by seed: {@link RankMeasures} at the start (step 0), at equal distances while it trains, and at the end;
 * {@code train_loss} between. In the summary: those at the end; {@code initial_*} of what is not trivial at the start (loss,
 * accuracy, alignments with the targets, ranks, radius, norm); {@code final_rank_*}, {@code final_spectral_radius} and
 * {@code final_norm}; {@code change_rank_*} of {@code W - W_0}; {@code diverged} and {@code silent} (1 or 0), {@code steps}. A
 * network that diverged has NaN in place of every measure of its end; one in which no unit is active at the last step of any
 * measured trial is silent, and has no alignments (NaN). With noise or Dale's law ({@code dale}: only the structures of cell
 * types, whose signs are then kept) networks are trained under it; measures are taken without noise.
 */
final class RankTrial {
    private static final List<String> AT_THE_START = List.of("loss", "accuracy", "kernel_target", "representation_target");

    private final Trial trial;
    private final TrialContext context;
    private final SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();

    private RankTrial(Trial trial, TrialContext context) {
        this.trial = trial;
        this.context = context;
        trial.seeds().forEach(seed -> summary.put(seed, new TreeMap<>()));
    }

    static TrialResult run(Trial trial, TrialContext context) {
        return run(trial, context, options(trial.parameters()));
    }

    static PopulationOptions options(Parameters p) {
        long steps = p.integer("steps");
        return PopulationOptions.of(Sgd.of(p.number("momentum"), 0), steps, (int) p.integer("batch_size"),
            Math.max(1, steps / p.integer("measurements"))).withLoss(OutputLoss.CROSS_ENTROPY);
    }

    static TrialResult run(Trial trial, TrialContext context, PopulationOptions options) {
        return new RankTrial(trial, context).run(options);
    }

    private TrialResult run(PopulationOptions options) {
        Parameters p = trial.parameters();
        RankTask task = RankTask.of(trial, context);
        int units = (int) p.integer("units");
        RankInitial initial = new RankInitial(Structure.of(p.text("structure")), (int) p.integer("rank"),
            Matching.of(p.text("matching")), p.number("gain"), task.trained());
        List<Member> members = trial.seeds().stream().map(seed -> new Member(seed, p.number("learning_rate"), 0, trained(p),
            p.has(RankGrid.NOISE) ? p.number(RankGrid.NOISE) : 0)).toList();
        try (PopulationTraining training = new PopulationTraining(task.trained(), Cells.RNN_RELU, units, initial, members,
            options)) {
            List<RankMeasures> measures = new ArrayList<>();
            List<ReluNetwork> starts = new ArrayList<>();
            for (NetworkOutcome network : training.outcomes()) {
                ReluNetwork start = ReluNetwork.of(network.weights());
                starts.add(start);
                measures.add(new RankMeasures(start, task.measured().trials((int) p.integer("measured_trials"),
                    context.streams(network.member().seed()).stream("measures/trials")), (int) p.integer("kernel_trials")));
            }
            KeptPopulation kept = new KeptPopulation(trial, context, new NetworkShape(Cells.RNN_RELU, units,
                task.trained().inputs(), task.trained().outputs()), training);
            RankMonitor monitor = new RankMonitor(trial.seeds(), context, training, measures, options.steps());
            List<NetworkOutcome> outcomes = training.run(monitor);
            kept.write(task.measured(), options.loss(), "loss", false, member -> batches(p, member), outcomes);
            for (int i = 0; i < outcomes.size(); i++) {
                describe(trial.seeds().get(i), starts.get(i), measures.get(i), outcomes.get(i));
            }
            monitor.finish();
            boolean all = outcomes.stream().allMatch(o -> o.end() == End.DIVERGED);
            return new TrialResult(all ? TrialResult.Status.DIVERGED : TrialResult.Status.DONE,
                all ? "every network's loss, gradient or weights left the finite numbers" : "", summary);
        }
    }

    /** Images that only the study reads cannot be made again from the task's settings. */
    private static List<PopulationDescription.Batch> batches(Parameters p, Member member) {
        return p.text("task").equals(RankTask.IMAGES) ? List.of() : List.of(new PopulationDescription.Batch(member.seed(),
            "measures/trials", (int) p.integer("measured_trials")));
    }

    /** Everything but biases; cell types under Dale's law where that is asked for. */
    private static Trained trained(Parameters p) {
        Trained free = Trained.ALL.withoutBiases();
        if (!p.has(RankGrid.DALE) || !p.flag(RankGrid.DALE)) {
            return free;
        }
        WeightStructure.CellTypes types = Structure.of(p.text("structure")).cellTypes().orElseThrow();
        return free.withConnectivity(new Connectivity(new boolean[0],
            BiologicalConstraints.signs(types, (int) p.integer("units"))));
    }

    private void describe(long seed, ReluNetwork start, RankMeasures measures, NetworkOutcome outcome) {
        SortedMap<String, Double> row = summary.get(seed);
        int units = start.units();
        boolean diverged = outcome.end() == End.DIVERGED;
        row.put("diverged", diverged ? 1.0 : 0.0);
        row.put("steps", (double) outcome.steps());
        SortedMap<String, Double> first = new TreeMap<>(measures.atStart());
        AT_THE_START.forEach(name -> row.put("initial_" + name, first.get(name)));
        SortedMap<String, Double> spectrum = RankMeasures.spectrum(start.recurrent(), units);
        spectrum.forEach((name, value) -> row.put("initial_" + name, value));
        row.put("silent", 0.0);
        if (diverged) {
            first.keySet().forEach(name -> log(seed, name, outcome.steps(), Double.NaN));
            spectrum.keySet().forEach(name -> row.put("final_" + name, Double.NaN));
            spectrum.keySet().stream().filter(name -> name.startsWith("rank_"))
                .forEach(name -> row.put("change_" + name, Double.NaN));
            return;
        }
        ReluNetwork end = ReluNetwork.of(outcome.weights());
        measures.of(end).forEach((name, value) -> log(seed, name, outcome.steps(), value));
        row.put("silent", row.get("representation_alignment").isNaN() ? 1.0 : 0.0);
        RankMeasures.spectrum(end.recurrent(), units).forEach((name, value) -> row.put("final_" + name, value));
        RankMeasures.ranks(RankMeasures.difference(end.recurrent(), start.recurrent()), units)
            .forEach((name, value) -> row.put("change_" + name, value));
    }

    private void log(long seed, String metric, long step, double value) {
        context.metrics().append(seed, metric, step, value);
        summary.get(seed).put(metric, value);
    }
}
