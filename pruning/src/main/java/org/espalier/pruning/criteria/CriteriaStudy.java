package org.espalier.pruning.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.round.RoundStart;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.pruning.schedule.PruningLadder;
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

/**
 * {@code pruning/criteria}: from the same trained network, which criterion keeps the best weights, and do they choose alike?
 *
 * <p>A pruned trial's summary has, beside what {@link RoundTrial} gives, {@code jaccard_with_magnitude}: weights kept by
 * this criterion's mask and by magnitude's of the same counts a layer, of those kept by either; and
 * {@code jaccard_by_chance}, its mean for a random mask of the same counts ({@link MaskOverlap}).
 */
public final class CriteriaStudy implements Study {
    static final String JACCARD = "jaccard_with_magnitude";
    static final String CHANCE = "jaccard_by_chance";

    @Override
    public String id() {
        return "pruning/criteria";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "Pruned once from the same trained network, which criterion keeps the most accuracy, before and after "
            + "fine-tuning, and do criteria choose the same weights?";
    }

    @Override
    public String method() {
        return "The dense network is trained once a seed with Adam 1.2e-3 and batches of 60 (quick, standard). From its end "
            + "every criterion ranks the weights within each layer and prunes once, to the same counts: the density is met "
            + "to the weight, the output layer at half the rate of the others. Test accuracy is measured before any "
            + "retraining and after equal fine-tuning at the rate the dense training ended with; the dense network trained "
            + "on for as many steps is the reference. SNIP, GraSP and SynFlow, made for untrained networks, rank the "
            + "trained one here, once and layer by layer, so that only the ranking differs between criteria. Deviations "
            + "from the papers: Fashion-MNIST and 784-300-100-10 in quick and standard; one pruning, not rounds; no biases.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.HAN, Papers.BLALOCK, Papers.MISSING);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(FineTuning.parameters());
        parameters.add(Parameter.text(CriteriaGrid.CRITERION, "What weights are ranked by.",
            () -> Criteria.all().stream().map(Criterion::name).toList()));
        parameters.add(Parameter.number(CriteriaGrid.DENSITY, "Fraction of the weights kept, all layers together.", 0.0001,
            1));
        return parameters;
    }

    @Override
    public int seeds(Preset preset) {
        return CriteriaGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return CriteriaGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return FineTuning.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        Map<String, Double> overlap = new TreeMap<>();
        TrialResult result = RoundTrial.run(trial, context, FineTuning.of(p, (scene, trained) -> {
            if (p.text(CriteriaGrid.CRITERION).equals(CriteriaGrid.NONE)) {
                return scene.network().denseMask();
            }
            Mask mask = mask(scene, trained, p.text(CriteriaGrid.CRITERION), p.number(CriteriaGrid.DENSITY));
            MaskOverlap.Overlap total = MaskOverlap.of(mask,
                mask(scene, trained, CriteriaClaims.MAGNITUDE, p.number(CriteriaGrid.DENSITY))).total();
            overlap.put(JACCARD, total.jaccard());
            overlap.put(CHANCE, total.expectedJaccard());
            return mask;
        }));
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        result.summary().forEach((seed, row) -> {
            SortedMap<String, Double> more = new TreeMap<>(row);
            more.putAll(overlap);
            summary.put(seed, more);
        });
        return new TrialResult(result.status(), result.reason(), summary);
    }

    private static Mask mask(RoundScene scene, InitialWeights trained, String criterion, double density) {
        return scene.prune(scene.network().denseMask(), trained, Criteria.named(criterion),
            PruningLadder.of(scene.network(), PruningMethod.RATE).to(density).kept(), 1);
    }

    @Override
    public List<Claim> claims() {
        return CriteriaClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return CriteriaFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
