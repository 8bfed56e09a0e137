package org.espalier.pruning.sensitivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
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

/** {@code pruning/sensitivity}: what does it cost to prune one layer and leave the others alone? */
public final class SensitivityStudy implements Study {

    @Override
    public String id() {
        return "pruning/sensitivity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "How much accuracy does a trained network lose when one of its layers is pruned and the others are not?";
    }

    @Override
    public String method() {
        return "The dense network is trained once a seed. Then one layer at a time is pruned by magnitude to a density, all "
            + "other layers kept whole; test accuracy is measured without any retraining and after a short fine-tuning at "
            + "the rate the dense training ended with. The dense network itself, trained on for as many steps, is what "
            + "fine-tuned networks are compared with. Adam 1.2e-3 and batches of 60 (quick, standard). Deviations from the "
            + "paper: Fashion-MNIST and small networks instead of AlexNet on ImageNet; a given number of weights is kept "
            + "instead of a threshold on their size; no biases; the convolutional networks of quick and standard have an "
            + "eighth of the channels, so that their first layer has very few weights.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.HAN);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(FineTuning.parameters());
        parameters.add(Parameter.integer(SensitivityGrid.LAYER, "Number of the layer that is pruned, counted from 1 at the "
            + "images; 0 is the dense network, which is always there.", 1, 10_000));
        parameters.add(Parameter.number(SensitivityGrid.DENSITY, "Fraction of that layer's weights kept.", 0.0001, 1));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return SensitivityGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return SensitivityGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return FineTuning.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        return RoundTrial.run(trial, context, FineTuning.of(p, (scene, trained) -> mask(scene, trained, p)));
    }

    /** All weights, but of the pruned layer the largest, exactly {@link KeptCount} of them. */
    private static Mask mask(RoundScene scene, InitialWeights trained, Parameters p) {
        Mask all = scene.network().denseMask();
        int pruned = (int) p.integer(SensitivityGrid.LAYER);
        Map<String, Integer> kept = new LinkedHashMap<>();
        for (MaskLayer layer : all.layers()) {
            kept.put(layer.name(), kept.size() == pruned - 1
                ? KeptCount.of(layer.size(), p.number(SensitivityGrid.DENSITY)) : layer.size());
        }
        return scene.prune(all, trained, Criteria.named("magnitude"), kept, 1);
    }

    @Override
    public List<Claim> claims() {
        return SensitivityClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return SensitivityFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
