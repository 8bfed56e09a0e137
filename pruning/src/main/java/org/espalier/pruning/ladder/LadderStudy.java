package org.espalier.pruning.ladder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.StartingPoint;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.network.Network;
import org.espalier.pruning.round.Compression;
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
 * {@code pruning/ladder}: how much accuracy does each way of pruning keep at each density, at equal training steps?
 */
public final class LadderStudy implements Study {

    @Override
    public String id() {
        return "pruning/ladder";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String question() {
        return "How many of its weights can a network lose, by which criterion, before it loses accuracy?";
    }

    @Override
    public String method() {
        return "Every method trains the same number of steps with Adam 1.2e-3 and batches of 60 and meets the density to "
            + "the weight; pruned weights are exactly zero. Iterative methods prune about 20 % a round (the output layer "
            + "10 %) in equal parts of the steps and go on from the trained weights; gradual pruning follows a cubic "
            + "schedule; SNIP, GraSP and SynFlow prune before training, over all layers at once. The dense network is the "
            + "same training at density 1. From one seed all methods start at the same weights and use the same split. "
            + "Compression ratio and theoretical speed-up are ShrinkBench's. Deviations from the papers: one training "
            + "budget for all rather than a fine-tuning of each method's own; Fashion-MNIST and 784-300-100-10 in quick and "
            + "standard, fewer epochs, no dropout; movement pruning without regrowth.";
    }

    @Override
    public List<Paper> papers() {
        return List.of(Papers.HAN, Papers.BLALOCK, Papers.MISSING);
    }

    @Override
    public List<Parameter> parameters() {
        return StartingPoint.with(MethodTrial.parameters());
    }

    @Override
    public int seeds(Preset preset) {
        return LadderGrid.seeds(preset);
    }

    @Override
    public List<Trial> trials(Preset preset, Overrides overrides) {
        return LadderGrid.trials(id(), version(), preset, overrides);
    }

    @Override
    public double estimateSeconds(Trial trial) {
        return MethodTrial.estimateSeconds(trial);
    }

    @Override
    public TrialResult run(Trial trial, TrialContext context) {
        TrialResult result = MethodTrial.run(trial, context);
        Path mask = context.folder().resolve(MethodTrial.MASK_FILE);
        if (result.status() != TrialResult.Status.DONE) {
            return result;
        }
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        result.summary().forEach((seed, row) -> {
            SortedMap<String, Double> more = new TreeMap<>(row);
            more.putAll(compression(trial.parameters(), MaskFile.read(mask)));
            summary.put(seed, more);
        });
        return new TrialResult(result.status(), result.reason(), summary);
    }

    private static Map<String, Double> compression(Parameters p, Mask mask) {
        DataSet data = DataSets.named(p.text("dataset"));
        try (Network network = Network.create(Architectures.named(p.text("architecture")),
            new Architecture.Options(p.number("width"), false, false), data.shape(), data.classes())) {
            return Compression.of(mask, network);
        }
    }

    @Override
    public List<Claim> claims() {
        return LadderClaims.all();
    }

    @Override
    public Findings findings(Records records) {
        return LadderFindings.of(records);
    }

    @Override
    public SortedMap<String, String> libraries() {
        return MethodTrial.libraries();
    }
}
