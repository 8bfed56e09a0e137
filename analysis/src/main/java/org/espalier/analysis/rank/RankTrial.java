package org.espalier.analysis.rank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.richlazy.NetworkSnapshot;
import org.espalier.analysis.subnetwork.WeightMovement;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.analysis.trial.Instruments;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.method.Found;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that trains one network from initial weights of one rank, or with one alpha, and measures how far it went.
 *
 * <p>Beside what {@link MethodTrial} measures, in the summary: {@code weight_change} (norm of the change of all weights) and
 * {@code relative_weight_change}; {@code kernel_alignment} (tangent kernels of all weights at the start and at the end, of all
 * outputs of the first {@value #KERNEL_SAMPLES} test images); {@code representation_alignment/LAYER} (activations on the first
 * {@value #SAMPLES} test images) and {@code representation_alignment}, that of the last hidden layer;
 * {@code target_alignment_start} and {@code target_alignment} (of the kernels with the classes, centred);
 * {@code rank_NAME/LAYER} of the initial weights, by each {@link EffectiveRank}, and {@code change_rank/LAYER}, the
 * participation ratio of the change's singular values. With alpha, {@code test_loss} is that of the outputs not multiplied.
 */
final class RankTrial implements Instruments {
    static final int SAMPLES = 1000;
    static final int KERNEL_SAMPLES = 100;

    private Network network;
    private LabelledImages images;

    private RankTrial() {}

    static TrialResult run(Trial trial, TrialContext context) {
        Parameters p = trial.parameters();
        double rate = p.number(RankGrid.LEARNING_RATE);
        RankControlledTraining training = p.text(RankGrid.PART).equals(RankGrid.RANK)
            ? RankControlledTraining.ofRank(p.number(RankGrid.RANK), RankGrid.match(p), rate)
            : RankControlledTraining.ofScaling(p.number(RankGrid.ALPHA), rate);
        return MethodTrial.run(trial, context, training, new RankTrial());
    }

    @Override
    public TrainingMonitor watch(Scene scene, TrainingMonitor monitor) {
        network = scene.network();
        images = scene.problem().data().test();
        return monitor;
    }

    @Override
    public void measure(Found found, Log log) {
        long step = found.outcome().steps();
        Map<String, float[]> initial = found.subnetwork().initial().values();
        InitialWeights trained = found.subnetwork().weights();
        WeightMovement.Movement movement = WeightMovement.of(initial, trained.values()).total();
        log.metric("weight_change", step, movement.distance());
        log.metric("relative_weight_change", step, movement.relative());
        NetworkSnapshot start = snapshot(initial);
        NetworkSnapshot end = snapshot(trained.values());
        log.metric("kernel_alignment", step, end.kernelAlignment(start));
        log.metric("target_alignment_start", step, start.targetAlignment());
        log.metric("target_alignment", step, end.targetAlignment());
        Map<String, Double> representation = end.representationAlignment(start);
        representation.forEach((layer, value) -> log.metric("representation_alignment/" + layer, step, value));
        List<String> layers = List.copyOf(representation.keySet());
        log.metric("representation_alignment", step, representation.get(layers.get(layers.size() - 2)));
        for (NetworkParameter p : network.parameters(NetworkParameter.Role.WEIGHT)) {
            ranks(p, initial.get(p.name()), trained.of(p.name()), step, log);
        }
    }

    private NetworkSnapshot snapshot(Map<String, float[]> weights) {
        return NetworkSnapshot.of(network.denseMask(), weights, images, Math.min(SAMPLES, images.count()),
            Math.min(KERNEL_SAMPLES, images.count()));
    }

    private static void ranks(NetworkParameter p, float[] initial, float[] trained, long step, Log log) {
        int rows = (int) p.shape()[0];
        int columns = (int) p.shape()[1];
        String layer = NetworkSnapshot.layerName(p.name());
        double[] start = RankControlledTraining.doubles(initial);
        double[] change = RankControlledTraining.doubles(trained);
        Arrays.setAll(change, i -> change[i] - start[i]);
        WeightSpectrum spectrum = WeightSpectrum.of(start, rows, columns);
        for (EffectiveRank rank : EffectiveRank.values()) {
            log.metric("rank_" + rank.name().toLowerCase(Locale.ROOT) + "/" + layer, step, spectrum.rank(rank));
        }
        log.metric("change_rank/" + layer, step,
            WeightSpectrum.of(change, rows, columns).rank(EffectiveRank.PARTICIPATION));
    }
}
