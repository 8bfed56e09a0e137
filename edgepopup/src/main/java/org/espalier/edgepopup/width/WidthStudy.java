package org.espalier.edgepopup.width;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.edgepopup.comparison.MethodStudy;
import org.espalier.edgepopup.comparison.Setup;
import org.espalier.edgepopup.comparison.Setups;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/**
 * {@code edge-popup/width}: does a wider network hide a better subnetwork, at the same density and at the same number of
 * kept weights? Figures 5 and 6 of Ramanujan et al. 2020.
 */
public final class WidthStudy extends MethodStudy {
    static final double DENSITY = 0.5;

    @Override
    public String id() {
        return "edge-popup/width";
    }

    @Override
    public String question() {
        return "Does a wider network hide a better subnetwork, at the same density and at the same number of kept weights?";
    }

    @Override
    public String method() {
        return "Edge-popup in networks of several widths (multiplier of every hidden layer), in two series: at density "
            + "0.5, and at the density that keeps as many weights as density 0.5 keeps in the narrowest network. Beside "
            + "them the trained network of each width (SGD 0.01 and Adam 3e-4, chosen for each seed on validation). Signed "
            + "constant weights, the same number of steps. Trends are slopes over log2(width) a seed. Deviations: the "
            + "density of the second series is the same in every layer and rounded to five decimals; a validation split; "
            + "smoke, quick and standard use smaller data, narrower networks and fewer epochs.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(WidthClaims.PAPER);
    }

    /** The width of a set-up is the narrowest; the others are its multiples. */
    @Override
    protected Setups setups(Preset preset) {
        return switch (preset) {
            case SMOKE -> Setups.of(2, new Setup("lenet-300-100", 0.25, "digits", 3, 0, 200));
            case QUICK -> Setups.of(3, new Setup("lenet-300-100", 0.25, "fashion-mnist", 4, 0, 5000));
            case STANDARD -> Setups.of(5, new Setup("lenet-300-100", 0.25, "fashion-mnist", 8, 0, 5000),
                new Setup("conv2", 0.0625, "fashion-mnist", 8, 10_000, 5000));
            case PAPER -> Setups.of(5, new Setup("conv4", 0.25, "cifar10", 100, 0, 5000),
                new Setup("conv6", 0.25, "cifar10", 100, 0, 5000));
        };
    }

    private static List<Double> multiples(Preset preset) {
        return switch (preset) {
            case SMOKE -> List.of(1.0, 2.0);
            case QUICK -> List.of(1.0, 2.0, 4.0);
            case STANDARD -> List.of(1.0, 2.0, 4.0, 8.0);
            case PAPER -> List.of(1.0, 2.0, 4.0, 6.0, 8.0);
        };
    }

    @Override
    protected Set<String> compared() {
        return Set.of("architecture", "width", "method");
    }

    @Override
    protected Collection<Parameters> points(Preset preset, Overrides overrides) {
        StartingPoint.refuse(overrides, id(), "compares a network with wider ones, and one that is given has one width");
        if (overrides.values().containsKey("density")) {
            throw new InvalidInputException("--set density: " + id() + " compares density " + DENSITY
                + " with the densities that keep as many weights, so it takes no other; use edge-popup/density");
        }
        List<Parameters> points = new ArrayList<>();
        List<Object> methods = overrides.values().getOrDefault("method",
            List.of(WidthClaims.POPUP, "dense-sgd", "dense-adam"));
        for (Setup setup : setups(preset).chosen(overrides)) {
            List<Double> widths = multiples(preset).stream().map(m -> m * setup.width()).toList();
            List<Parameters> networks = setup.pointsOfAnyWidth(overrides,
                grid -> grid.axis("init", "signed-constant").axis("width", widths));
            double narrowest = networks.stream().mapToDouble(p -> p.number("width")).min().orElseThrow();
            for (Parameters network : networks) {
                methods.forEach(method -> addDensities(network.with("method", method), narrowest, points));
            }
        }
        return points;
    }

    private static void addDensities(Parameters network, double narrowest, List<Parameters> points) {
        if (!SubnetworkMethods.named(network.text("method")).selects()) {
            points.add(network.with("density", 1.0));
            return;
        }
        points.add(network.with("density", DENSITY));
        points.add(network.with("density", KeptWeights.density(network.text("architecture"), network.text("dataset"),
            narrowest, network.number("width"), DENSITY)));
    }

    @Override
    public List<Claim> claims() {
        return WidthClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return WidthFindings.of(records);
    }
}
