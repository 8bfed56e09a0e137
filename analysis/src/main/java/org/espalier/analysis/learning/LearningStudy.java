package org.espalier.analysis.learning;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.method.SubnetworkMethods;
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

/** {@code analysis/rich-lazy-subnetworks}: are lottery tickets and edge-popup rich or lazy learning? */
public final class LearningStudy implements Study {
    /** Up to four kernels, and singular values. */
    private static final double MEASURING_SECONDS = 5;

    @Override
    public String id() {
        return "analysis/rich-lazy-subnetworks";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Is what lottery tickets and edge-popup do to a network rich or lazy learning?";
    }

    @Override
    public String method() {
        return "Every method looks for subnetworks of each density within one budget, from the same initial weights "
            + "(kaiming-normal); then each mask that was found is trained alone, from its initial weights, by the same optimiser "
            + "(Adam 1.2e-3) for the same budget, and so are all weights. What was found is compared with three starts: all "
            + "initial weights, the initial weights under the found mask, and what the method computed with before its first "
            + "step. Measures: alignment of tangent kernels (kept weights, all outputs of the first "
            + StartAndEnd.KERNEL_SAMPLES + " test images) and of activations (first " + StartAndEnd.SAMPLES + "), weight change, "
            + "effective rank, alignment of the kernel with the classes. No paper asks this of subnetworks: the claims carry "
            + "sentences of papers over to them. The rounds of pruning and tickets share the budget of their search.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.LIU, Papers.RAMANUJAN, Papers.ZHOU);
    }

    @Override
    public List<Parameter> parameters() {
        return LearningGrid.parameters();
    }

    @Override
    public int seeds(Preset preset) {
        return LearningGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return LearningGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        boolean search = p.text(LearningGrid.PHASE).equals(LearningGrid.SEARCH);
        return MethodTrial.estimateSeconds(search ? trial : MethodTrial.of(id(), version(), p.with("method", "dense-adam"),
            trial.seed())) + MEASURING_SECONDS * Math.min(1, p.number("width"));
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        if (p.text(LearningGrid.PHASE).equals(LearningGrid.SEARCH)) {
            return MethodTrial.run(trial, context, SubnetworkMethods.named(p.text("method")), new StartAndEnd());
        }
        Mask mask = trial.startsFrom().isEmpty() ? null
            : MaskFile.read(context.artifact(trial.startsFrom().get(0), MethodTrial.MASK_FILE));
        return MethodTrial.run(trial, context, new MaskedTraining(mask), new StartAndEnd());
    }

    @Override
    public List<Claim> claims() {
        return LearningClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return LearningFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
