package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.KeptWeights;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** {@code analysis/compare-methods}: which methods find the same subnetwork, the same representation, the same function? */
public final class ComparisonStudy implements Study {
    private static final double COMPARISON_SECONDS = 3;

    @Override
    public String id() {
        return "analysis/compare-methods";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public String question() {
        return "Which methods find the same subnetwork, the same representation, the same function?";
    }

    @Override
    public String method() {
        return "Every method looks for a subnetwork of the same density of the same network within the same number of training "
            + "steps and batches of the same size; from one seed all start at the same weights (kaiming-normal) and use the "
            + "same split. What they found is compared: masks by their Jaccard index, beside what masks as dense in each layer "
            + "have by chance; activations on " + ComparedNetwork.SAMPLES + " test images, layer by layer, by debiased linear "
            + "CKA; answers on all test images by how often they are equal and by error consistency (Geirhos et al. 2020). "
            + "Two methods are compared within a seed; a method is compared with itself between seeds, by jackknife over networks. "
            + "Of each network by itself: weights on a path from input to output, dead units, stable rank. Optimisers are each "
            + "method's own. Deviations from the papers: one budget for all, Fashion-MNIST and 784-300-100-10 in quick and "
            + "standard.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.RAMANUJAN, Papers.FRANKLE, Papers.MEHRER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(StartingPoint.with(MethodTrial.parameters()));
        parameters.add(NamedMeasure.parameter());
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return ComparisonGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return ComparisonGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return compares(trial) ? COMPARISON_SECONDS * trial.startsFrom().size() : MethodTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return compares(trial) ? ComparisonTrial.run(trial, context)
            : MethodTrial.run(trial, context, SubnetworkMethods.named(trial.parameters().text("method")), new KeptWeights());
    }

    @Override
    public boolean doesWithoutDiverged(Trial trial) {
        return compares(trial);
    }

    private static boolean compares(Trial trial) {
        return trial.parameters().text("method").equals(ComparisonGrid.COMPARISON);
    }

    @Override
    public List<Claim> claims() {
        return ComparisonClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return ComparisonFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
