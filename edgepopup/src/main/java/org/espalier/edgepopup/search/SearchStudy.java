package org.espalier.edgepopup.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.espalier.analysis.trial.Instruments;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.edgepopup.comparison.MethodStudy;
import org.espalier.edgepopup.comparison.Setup;
import org.espalier.edgepopup.comparison.Setups;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
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
 * {@code edge-popup/search}: how accurate is the best of many random subnetworks, and how many would one have to draw to
 * find one as good as edge-popup's?
 */
public final class SearchStudy extends MethodStudy {
    static final String SEARCH = "random-search";
    static final String SAMPLES = "samples";
    private static final double START_SECONDS = 2;
    private static final double MULTIPLY_ADDS_PER_SECOND = 15e9;
    /** Drawing, masking and copying. */
    private static final double SECONDS_PER_WEIGHT = 12e-9;

    @Override
    public String id() {
        return "edge-popup/search";
    }

    @Override
    public String question() {
        return "How accurate is the best of many random subnetworks, and how many would one have to draw to find one as good "
            + "as edge-popup's?";
    }

    @Override
    public String method() {
        return "Random subnetworks of density 0.5 of one untrained network (signed constant), each evaluated on the same "
            + "validation images; the best by validation is measured on the test images once. Beside it edge-popup on the "
            + "same weights. The tail of the accuracies is extrapolated: a generalised Pareto distribution above the "
            + "threshold that a tenth exceed (probability-weighted moments), and a normal distribution of all; intervals "
            + "by the bootstrap. Extrapolations compare validation accuracies, which flatter the best of many draws. A "
            + "talk on the paper argues that a large network must contain a good subnetwork: if one is bad with "
            + "probability 99.999 %, none of 500,000 is good with a probability below 0.1 %; it is 0.67 %, and what "
            + "fraction of random subnetworks is good is measured here. Deviation: the paper makes no such search.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(SearchClaims.PAPER);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(super.parameters());
        parameters.add(Parameter.integer(SAMPLES, "Random subnetworks drawn by random-search.", 1, 10_000_000));
        return parameters;
    }

    @Override
    protected Setups setups(Preset preset) {
        return switch (preset) {
            case SMOKE -> Setups.of(2, new Setup("lenet-300-100", 0.5, "digits", 3, 0, 200));
            case QUICK -> Setups.of(3, new Setup("lenet-300-100", 1, "fashion-mnist", 4, 0, 1000));
            case STANDARD -> Setups.of(5, new Setup("lenet-300-100", 1, "fashion-mnist", 8, 0, 1000),
                new Setup("conv2", 0.125, "fashion-mnist", 8, 20_000, 1000));
            case PAPER -> Setups.of(5, new Setup("conv2", 1, "cifar10", 100, 0, 1000),
                new Setup("conv6", 1, "cifar10", 100, 0, 1000));
        };
    }

    private static int samples(Preset preset) {
        return switch (preset) {
            case SMOKE -> 300;
            case QUICK, STANDARD, PAPER -> 10_000;
        };
    }

    @Override
    protected Set<String> compared() {
        return Set.of("architecture", "width", "method", "density");
    }

    @Override
    protected Collection<Parameters> points(Preset preset, Overrides overrides) {
        List<Parameters> points = new ArrayList<>();
        List<Object> methods = overrides.values().getOrDefault("method", List.of(SearchClaims.POPUP, SEARCH));
        for (Setup setup : setups(preset).chosen(overrides)) {
            for (Object method : methods) {
                setup.points(overrides, grid -> {
                    var common = grid.axis("init", "signed-constant").axis("density", 0.5);
                    return method.equals(SEARCH) ? common.axis(SAMPLES, samples(preset)) : common;
                }).forEach(p -> points.add(p.with("method", method)));
            }
        }
        return points;
    }

    @Override
    public double estimateSeconds(Trial trial) {
        Parameters p = trial.parameters();
        if (!p.text("method").equals(SEARCH)) {
            return super.estimateSeconds(trial);
        }
        DataSet data = DataSets.named(p.text("dataset"));
        Architecture.Work work = Architectures.named(p.text("architecture")).work(data.shape(), data.classes(),
            new Architecture.Options(p.number("width"), false, false));
        return START_SECONDS + p.integer(SAMPLES) * (work.weights() * SECONDS_PER_WEIGHT
            + p.integer("validation_images") * work.multiplyAdds() / MULTIPLY_ADDS_PER_SECOND);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        return p.text("method").equals(SEARCH)
            ? MethodTrial.run(trial, context, new RandomSearch((int) p.integer(SAMPLES)), Instruments.NONE)
            : super.run(trial, context);
    }

    @Override
    public List<Claim> claims() {
        return SearchClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return SearchFindings.of(records);
    }
}
