package org.espalier.edgepopup.density;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
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

/**
 * {@code edge-popup/density}: how accurate is the best subnetwork of an untrained network at each density, beside the
 * trained network and a random subnetwork? Figure 3 of Ramanujan et al. 2020.
 */
public final class DensityStudy implements Study {

    @Override
    public String id() {
        return "edge-popup/density";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "How accurate is the best subnetwork of an untrained network at each density, beside the trained network "
            + "and a random subnetwork?";
    }

    @Override
    public String method() {
        return "Edge-popup learns a score a weight and keeps the weights with the largest scores in each layer; the "
            + "weights themselves never change. SGD 0.1 with momentum 0.9, weight decay 1e-4 and a cosine schedule, as in "
            + "the paper. The trained network takes the same number of steps with SGD 0.01 (cosine) and with Adam 3e-4; "
            + "the random subnetwork is a random mask over the same untrained weights. From one seed all methods start "
            + "at the same weights, see the same batches and use the same split. Densities and optimisers are chosen on "
            + "validation images; test accuracy is measured once, at the end. Deviations from the paper: a validation "
            + "split (the released code selects on the test set); Adam with batches of 128 rather than 60, so that "
            + "steps are equal; no random crops and flips in any preset; smoke, quick and standard use smaller data, "
            + "narrower networks and fewer epochs.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(DensityClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        return StartingPoint.with(MethodTrial.parameters());
    }

    @Override
    public int seeds(Preset preset) {
        return DensityGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return DensityGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return MethodTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        return MethodTrial.run(trial, context);
    }

    @Override
    public List<Claim> claims() {
        return DensityClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return DensityFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
