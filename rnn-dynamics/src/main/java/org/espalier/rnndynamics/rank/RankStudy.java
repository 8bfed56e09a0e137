package org.espalier.rnndynamics.rank;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.engine.Engine;
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

/** {@code analysis/rank-rnn}: does the rank of the initial recurrent weights decide whether learning is rich or lazy? */
public final class RankStudy implements Study {
    /** Of a training step with 32 trials of 8 steps and 300 units, measured. */
    private static final double STEP_SECONDS = 0.0042;
    private static final double USUAL_STEP = 32.0 * 8 * 300 * 300;
    /** Spectra at both ends. */
    private static final double ENDS_SECONDS = 2.5;
    /** Of a tangent kernel with 768 rows. */
    private static final double KERNEL_SECONDS = 0.2;
    private static final double USUAL_KERNEL = Math.pow(32 * 3 * 28, 2);

    @Override
    public String id() {
        return "analysis/rank-rnn";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Does the rank of the initial recurrent weights decide how much learning changes a network?";
    }

    @Override
    public String method() {
        return "Recurrent networks without biases, h_t = relu(W_in x_t + W h_{t-1}), learn tasks of eight steps (or images row "
            + "by row) by gradient descent with momentum on the cross-entropy of every step. Their initial recurrent weights "
            + "are normal with gain 1.25, truncated to a rank and scaled to the Frobenius norm of the whole, or to its "
            + "spectral radius or largest singular value; or they have groups, chains or cell types, or are "
            + "aligned with the task at rank 1. Everything else of a seed is the same. Measured at "
            + "the start, while training and at the end, on trials never trained on: "
            + "change of the recurrent weights, alignment of the representation (last step) and of the tangent kernel of the "
            + "recurrent weights with those at the start, alignment with the targets, effective ranks. Larger change and lower "
            + "alignment are richer. Each measure is also compared at the lowest loss that all ranks of a seed reach. "
            + "Deviations from the paper: fewer steps in quick and standard (10,000 in the paper), trials are not put end to "
            + "end, the structured and aligned weights are our constructions.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.LIU);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
            Parameter.text("task", "What the networks learn.", () -> RankTask.NAMES),
            Parameter.text("structure", "What the initial recurrent weights are made of.", Structure::labels),
            Parameter.integer("rank", "Rank of the initial recurrent weights, of the Gaussian structure.", 1, 1 << 14),
            Parameter.text("matching", "What initial recurrent weights have in common with the full random ones.",
                Matching::labels),
            Parameter.integer("units", "Units of the network.", 3, 1 << 12),
            Parameter.number("gain", "Deviation of the random recurrent weights times the root of the units.", 0.01, 100),
            Parameter.number("learning_rate", "Of gradient descent.", 0, 100),
            Parameter.number("momentum", "Of gradient descent.", 0, 0.999),
            Parameter.integer("batch_size", "Trials a training step.", 1, 100_000),
            Parameter.integer("steps", "Training steps.", 1, 100_000_000),
            Parameter.integer("measurements", "How often measures are taken after the start, at equal distances.", 1, 100_000),
            Parameter.integer("measured_trials", "Trials that loss, accuracy and representation are measured on.", 2, 100_000),
            Parameter.integer("kernel_trials", "The first of them, that the tangent kernel is of.", 1, 10_000),
            Parameter.number(RankGrid.NOISE, "Noise s of a unit's current while it learns, sqrt(2) s a step; none unless set.", 0,
                1e3),
            Parameter.flag(RankGrid.DALE, "Whether the structures of cell types keep the signs of what each unit sends while they "
                + "learn (Dale's law); only at the start unless set."),
            Parameter.text("dataset", "Images of the task sequential-images.",
                () -> DataSets.all().stream().map(DataSet::name).toList()));
    }

    @Override
    public int seeds(Preset preset) {
        return RankGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return RankGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        int length = RankTask.steps(p);
        double units = p.number("units");
        double step = STEP_SECONDS * p.number("batch_size") * length * units * units / USUAL_STEP;
        boolean images = p.text("task").equals(RankTask.IMAGES);
        double uses = p.number("kernel_trials") * (images ? 10.0 * (length - 1) : 3.0 * length * (length - 1) / 2);
        double measures = (p.number("measurements") + 3) * KERNEL_SECONDS * uses * uses / USUAL_KERNEL * units / 300;
        double ends = ENDS_SECONDS * Math.pow(units / 300, 3);
        return trial.seeds().size() * (p.number("steps") * step + measures + ends);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return RankTrial.run(trial, context);
    }

    @Override
    public List<Claim> claims() {
        return RankClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return RankFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return Engine.versions();
    }
}
