package org.espalier.edgepopup.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.Instruments;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.edgepopup.SampledSupermask;
import org.espalier.edgepopup.comparison.MethodStudy;
import org.espalier.edgepopup.comparison.Setup;
import org.espalier.edgepopup.comparison.Setups;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/**
 * {@code edge-popup/sampling}: does learning which weights to keep (edge-popup) find better subnetworks than learning how
 * probably to keep each (Zhou et al. 2019)? Figure 4 of Ramanujan et al. 2020.
 */
public final class SamplingStudy extends MethodStudy {
    static final String RATE = "learning_rate";
    static final String RESCALED = "rescaled";
    private static final double DENSITY = 0.5;
    /** The drawing of a mask takes about three times as long as the rest of a small network's pass over its weights. */
    private static final double MASK_COST = 2;

    @Override
    public String id() {
        return "edge-popup/sampling";
    }

    @Override
    public String question() {
        return "Does learning which weights to keep find better subnetworks of an untrained network than learning how "
            + "probably to keep each?";
    }

    @Override
    public String method() {
        return "Edge-popup at density 0.5 beside sampled supermasks (probability sigmoid of a score, a mask drawn at every "
            + "step, straight-through gradient), whose probabilities start at 0.5, at several learning rates, without "
            + "and with dynamic weight rescaling, and a random subnetwork. All start at the same signed constant weights, "
            + "see the same batches and take the same number of steps. The learning rate of the sampled supermasks is "
            + "chosen for each seed on validation images; edge-popup keeps its one setting, so the choice favours the "
            + "supermasks. Both are evaluated with one mask: edge-popup's, and for the supermasks the one drawn after the "
            + "last step. Deviations: a validation split; no gradient through the factor of the rescaling; Zhou et al. "
            + "average the accuracy of several drawn masks and start from Glorot normal weights; smoke, quick and standard "
            + "use smaller data, narrower networks and fewer epochs.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(SamplingClaims.RAMANUJAN, SamplingClaims.ZHOU);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(super.parameters());
        parameters.add(Parameter.number(RATE, "Learning rate of the sampled supermasks' scores; large, 5 to 200.", 0, 1e6));
        parameters.add(Parameter.flag(RESCALED, "Dynamic weight rescaling of the sampled supermasks."));
        return parameters;
    }

    @Override
    protected Setups setups(Preset preset) {
        return switch (preset) {
            case SMOKE -> Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200));
            case QUICK -> Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 4, 0, 5000),
                new Setup("conv2", 0.125, "fashion-mnist", 4, 10_000, 5000));
            case STANDARD -> Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 5000),
                new Setup("conv2", 0.125, "fashion-mnist", 8, 20_000, 5000),
                new Setup("conv4", 0.125, "fashion-mnist", 8, 20_000, 5000));
            case PAPER -> Setups.of(5, full("conv2"), full("conv4"), full("conv6"), full("conv8"));
        };
    }

    private static Setup full(String architecture) {
        return new Setup(architecture, 1, "cifar10", 100, 0, 5000);
    }

    private static List<Double> rates(Preset preset) {
        return switch (preset) {
            case SMOKE -> List.of(50.0);
            case QUICK -> List.of(5.0, 50.0);
            case STANDARD -> List.of(2.0, 10.0, 50.0, 200.0);
            case PAPER -> List.of(2.0, 10.0, 50.0, 100.0, 200.0);
        };
    }

    @Override
    protected Set<String> compared() {
        return Set.of("architecture", "width", "method", RATE, RESCALED);
    }

    @Override
    protected Collection<Parameters> points(Preset preset, Overrides overrides) {
        List<Parameters> points = new ArrayList<>();
        List<Object> methods = overrides.values().getOrDefault("method",
            List.of(SamplingClaims.POPUP, SamplingClaims.SAMPLED, SamplingClaims.RANDOM));
        for (Setup setup : setups(preset).chosen(overrides)) {
            for (Object method : methods) {
                setup.points(overrides, grid -> axes(grid, preset, method.toString()))
                    .forEach(p -> points.add(p.with("method", method)));
            }
        }
        return points;
    }

    private static Grid axes(Grid grid, Preset preset, String method) {
        Grid common = grid.axis("init", "signed-constant").axis("density", DENSITY);
        return method.equals(SamplingClaims.SAMPLED)
            ? common.axis(RESCALED, false, true).axis(RATE, rates(preset)) : common;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        double seconds = super.estimateSeconds(trial);
        return trial.parameters().text("method").equals(SamplingClaims.SAMPLED) ? seconds * MASK_COST : seconds;
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        if (!p.text("method").equals(SamplingClaims.SAMPLED)) {
            return super.run(trial, context);
        }
        return MethodTrial.run(trial, context, new SampledSupermask(p.number(RATE), p.flag(RESCALED)), Instruments.NONE);
    }

    @Override
    public List<Claim> claims() {
        return SamplingClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return SamplingFindings.of(records);
    }
}
