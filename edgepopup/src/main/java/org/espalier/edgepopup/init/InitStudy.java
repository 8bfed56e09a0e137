package org.espalier.edgepopup.init;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.edgepopup.comparison.MethodStudy;
import org.espalier.edgepopup.comparison.Setup;
import org.espalier.edgepopup.comparison.Setups;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/**
 * {@code edge-popup/init}: which distribution of random weights hides the best subnetworks, and does scaling it for the
 * density help? Figures 7 and 10 of Ramanujan et al. 2020.
 */
public final class InitStudy extends MethodStudy {
    static final List<String> DISTRIBUTIONS =
        List.of(InitClaims.SIGNED, InitClaims.NORMAL, InitClaims.UNIFORM, InitClaims.GLOROT);

    @Override
    public String id() {
        return "edge-popup/init";
    }

    @Override
    public String question() {
        return "Which distribution of random weights hides the best subnetworks, and does scaling it for the density help?";
    }

    @Override
    public String method() {
        return "Edge-popup on weights drawn as signed constant, Kaiming normal, Kaiming uniform and Glorot normal, each "
            + "unscaled and scaled by sqrt(1/density), at several densities; nothing else differs, and from one seed all "
            + "see the same batches. Where a density has to be chosen, it is chosen for each seed on validation images. "
            + "Deviations: the released code scales by the fraction removed where the paper means the fraction kept; here "
            + "it is the fraction kept; it draws the signs of the constants from another generator; a validation split; "
            + "figure 10 is on ImageNet, here it is asked of small networks; smoke, quick and standard use smaller data, "
            + "narrower networks and fewer epochs.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(InitClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(super.parameters());
        parameters.add(Parameter.flag(MethodTrial.SCALED, "Whether the weights are scaled by sqrt(1/density)."));
        return parameters;
    }

    @Override
    protected Setups setups(Preset preset) {
        return switch (preset) {
            case SMOKE -> Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200));
            case QUICK -> Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 3, 0, 5000));
            case STANDARD -> Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 5000),
                new Setup("conv2", 0.125, "fashion-mnist", 8, 10_000, 5000));
            case PAPER -> Setups.of(5, full("conv2"), full("conv4"), full("conv6"), full("conv8"));
        };
    }

    private static Setup full(String architecture) {
        return new Setup(architecture, 1, "cifar10", 100, 0, 5000);
    }

    private static List<Double> densities(Preset preset) {
        return switch (preset) {
            case SMOKE, QUICK -> List.of(0.1, 0.5);
            case STANDARD -> List.of(0.1, 0.3, 0.5, 0.7);
            case PAPER -> List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
        };
    }

    @Override
    protected Set<String> compared() {
        return Set.of("architecture", "width", "init", "density", MethodTrial.SCALED);
    }

    @Override
    protected Collection<Parameters> points(Preset preset, Overrides overrides) {
        StartingPoint.refuse(overrides, id(), "compares distributions of initial weights, and weights that are given have none");
        List<Parameters> points = new ArrayList<>();
        for (Setup setup : setups(preset).chosen(overrides)) {
            points.addAll(setup.points(overrides, grid -> grid.axis("method", "edge-popup").axis("init", DISTRIBUTIONS)
                .axis("density", densities(preset)).axis(MethodTrial.SCALED, false, true)));
        }
        return points;
    }

    @Override
    public List<Claim> claims() {
        return InitClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return InitFindings.of(records);
    }
}
