package org.espalier.edgepopup.dynamics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.edgepopup.EdgePopup;
import org.espalier.edgepopup.comparison.MethodStudy;
import org.espalier.edgepopup.comparison.Setup;
import org.espalier.edgepopup.comparison.Setups;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.method.Budget;
import org.espalier.study.InvalidInputException;
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
 * {@code edge-popup/dynamics}: how does the mask move while it is learned, and does swapping an edge lower the loss as the
 * theorem of Ramanujan et al. 2020 says?
 */
public final class DynamicsStudy extends MethodStudy {
    static final String POPUP = "edge-popup";
    static final String LOOKS = "looks";
    static final String PAIRS = "swaps_a_layer";
    private static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
    private static final double USUAL_LAYERS = 5;

    @Override
    public String id() {
        return "edge-popup/dynamics";
    }

    @Override
    public String question() {
        return "How does edge-popup's mask move while it is learned, and does swapping an edge lower the loss as the theorem "
            + "says?";
    }

    @Override
    public String method() {
        return "Edge-popup, looked at on evenly spaced steps: the fraction of kept weights that the next step replaces, the "
            + "overlap with the final mask, and swaps tried on a mini-batch of training images. A plain gradient step on the "
            + "scores (base rate 0.1, no momentum, no weight decay) says which edges would enter and leave in each layer; "
            + "one random pair of them is swapped, the rest held, and the loss on the same mini-batch computed again; the "
            + "control swaps a random dropped edge with a random kept one of the layer. Swaps after which the loss is the "
            + "same number (inputs that are always zero, inactive units) are counted apart. Deviations: the theorem swaps "
            + "edges into the same unit in the main text, here into the same layer (its general form); the mini-batch is "
            + "drawn for the test, not the one of the next step; smoke, quick and standard use smaller data, narrower "
            + "networks and fewer epochs than the paper.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(DynamicsClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(super.parameters());
        parameters.add(Parameter.integer(LOOKS, "Evenly spaced steps at which the mask is kept and swaps are tried.", 2,
            10_000));
        parameters.add(Parameter.integer(PAIRS, "Swaps of either kind tried in each layer at each look.", 1, 10_000));
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

    private static List<Double> densities(Preset preset) {
        return switch (preset) {
            case SMOKE -> List.of(0.5);
            case QUICK -> List.of(0.1, 0.5);
            case STANDARD, PAPER -> List.of(0.1, 0.5, 0.9);
        };
    }

    @Override
    protected Set<String> compared() {
        return Set.of("architecture", "width", "init", "density");
    }

    @Override
    protected Collection<Parameters> points(Preset preset, Overrides overrides) {
        for (Object method : overrides.values().getOrDefault("method", List.of(POPUP))) {
            if (!method.equals(POPUP)) {
                throw new InvalidInputException("--set method: " + id() + " watches edge-popup's scores, not " + method);
            }
        }
        int looks = preset == Preset.SMOKE ? 5 : preset == Preset.QUICK ? 20 : 40;
        List<Parameters> points = new ArrayList<>();
        for (Setup setup : setups(preset).chosen(overrides)) {
            points.addAll(setup.points(overrides, grid -> grid.axis("method", POPUP).axis("init", "signed-constant")
                .axis("density", densities(preset)).axis(LOOKS, looks).axis(PAIRS, 8)));
        }
        return points;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        DataSet data = DataSets.named(p.text("dataset"));
        Architecture.Work work = Architectures.named(p.text("architecture")).work(data.shape(), data.classes(),
            new Architecture.Options(p.number("width"), false, false));
        double losses = p.integer(LOOKS) * USUAL_LAYERS * (2 * p.integer(PAIRS) + 1);
        return super.estimateSeconds(trial)
            + losses * p.integer("batch_size") * work.multiplyAdds() / MULTIPLY_ADDS_PER_SECOND;
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        Budget budget = new Budget((int) p.integer("epochs"), (int) p.integer("batch_size"));
        return MethodTrial.run(trial, context, new EdgePopup(),
            new MaskMovement(p.number("density"), budget, (int) p.integer(LOOKS), (int) p.integer(PAIRS)));
    }

    @Override
    public List<Claim> claims() {
        return DynamicsClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return DynamicsFindings.of(records);
    }
}
