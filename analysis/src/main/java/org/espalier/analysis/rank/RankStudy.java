package org.espalier.analysis.rank;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
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

/** {@code analysis/rank-feedforward}: is learning lazier from initial weights of higher rank in feedforward networks? */
public final class RankStudy implements Study {
    /** Kernels, alignments and singular values of 784-300-100-10. */
    private static final double MEASURING_SECONDS = 5;

    @Override
    public String id() {
        return "analysis/rank-feedforward";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Is learning lazier from initial weights of higher rank, in feedforward networks as in recurrent ones?";
    }

    @Override
    public String method() {
        return "Hidden weights (kaiming-normal) are truncated to a fraction of their full rank, either rescaled to the Frobenius "
            + "norm they had or not, which keeps their largest singular value; the network is trained by SGD 0.003 with "
            + "momentum 0.9 on batches of 32, as in the paper's code. Start and end are compared on the first "
            + RankTrial.SAMPLES + " test images (activations) and the first " + RankTrial.KERNEL_SAMPLES + " (tangent kernel of "
            + "all weights and outputs). As a control the outputs of the full network, doubled so that they start at zero, are "
            + "multiplied by alpha. Beside it a linear student learns a linear teacher from small weights of each rank, random, "
            + "aligned with the task or in part, and is compared with theory. Deviations: the paper varies the recurrent "
            + "weights of recurrent networks and takes the kernel of these alone; here all hidden weights of "
            + "784-300-100-10 on Fashion-MNIST, the kernel of all weights. The theory is derived here from the paper's setting, "
            + "as its text was not at hand.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.LIU, RankClaims.CHIZAT);
    }

    @Override
    public List<Parameter> parameters() {
        return RankGrid.parameters();
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
        if (p.text(RankGrid.PART).equals(RankGrid.LINEAR)) {
            return 0.1 + p.integer(RankGrid.TEACHERS) * Math.pow(p.integer(RankGrid.INPUTS), 2) * 4e-5;
        }
        Trial dense = MethodTrial.of(id(), version(), p.with("method", "dense-sgd"), trial.seed());
        return MethodTrial.estimateSeconds(dense)
            + MEASURING_SECONDS * Math.min(1, p.number("width"));
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return trial.parameters().text(RankGrid.PART).equals(RankGrid.LINEAR) ? LinearTrial.run(trial, context)
            : RankTrial.run(trial, context);
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
        return MethodTrial.libraries();
    }
}
