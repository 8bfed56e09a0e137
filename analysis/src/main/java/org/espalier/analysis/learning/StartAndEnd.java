package org.espalier.analysis.learning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.richlazy.NetworkSnapshot;
import org.espalier.analysis.subnetwork.WeightMovement;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.analysis.trial.Instruments;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.method.Found;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.train.ForwardingMonitor;
import org.espalier.nets.train.TrainingMonitor;

/**
 * Compares the network that was found with each of the networks it can be said to have started from:
 * <ul>
 *   <li>{@code dense}: all initial weights;
 *   <li>{@code masked}: the initial weights under the mask that was found;
 *   <li>{@code start}: what the method computed with before its first step. Dense for training and ladders; for edge-popup the
 *       weights that random scores keep; of a method that takes no step, what it found.
 * </ul>
 *
 * <p>Summary, for each start S: {@code kernel_alignment/S} (tangent kernels of the kept weights of either network, all outputs
 * of the first {@value #KERNEL_SAMPLES} test images), {@code representation_alignment/S/LAYER} (activations on the first
 * {@value #SAMPLES} test images), {@code weight_change/S} and {@code relative_weight_change/S} (weights not kept are 0),
 * {@code target_alignment/S} of its kernel; of the network found {@code target_alignment}. Effective ranks
 * {@code rank_NAME/LAYER} of the weights found and {@code rank_NAME/S/LAYER} of {@code dense} and {@code masked}, participation
 * ratio and stable rank.
 */
final class StartAndEnd implements Instruments {
    static final String DENSE = "dense";
    static final String MASKED = "masked";
    static final String START = "start";
    static final int SAMPLES = 1000;
    static final int KERNEL_SAMPLES = 100;
    private static final String FILE = "start.safetensors";
    private static final List<EffectiveRank> RANKS = List.of(EffectiveRank.PARTICIPATION, EffectiveRank.STABLE);

    private Scene scene;
    private final List<State> states = new ArrayList<>();

    /** A network at some moment: weights that are not kept are 0. */
    private record State(Mask mask, Map<String, float[]> weights, NetworkSnapshot snapshot) {
        boolean is(Mask otherMask, Map<String, float[]> other) {
            return mask.equals(otherMask)
                && weights.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey())));
        }
    }

    @Override
    public TrainingMonitor watch(Scene where, TrainingMonitor monitor) {
        scene = where;
        Path file = where.folder().resolve(FILE);
        return new ForwardingMonitor(monitor) {
            @Override
            public void stepped(long step, Parametrization weights) {
                if (step == 0) {
                    // Kept in a file: a training that goes on after a kill does not come by its first step again.
                    WeightFile.write(file, where.network());
                }
                super.stepped(step, weights);
            }
        };
    }

    @Override
    public void measure(Found found, Log log) {
        Network network = scene.network();
        long step = found.outcome().steps();
        Mask mask = found.subnetwork().mask();
        Map<String, float[]> initial = found.subnetwork().initial().values();
        State end = state(mask, network.effective());
        log.metric("target_alignment", step, end.snapshot().targetAlignment());
        ranks("", end, step, log);
        Map<String, State> starts = new LinkedHashMap<>();
        starts.put(DENSE, state(network.denseMask(), initial));
        starts.put(MASKED, state(mask, initial));
        starts.put(START, started(end));
        starts.forEach((name, start) -> {
            compare(name, start, end, step, log);
            if (!name.equals(START)) {
                ranks(name + "/", start, step, log);
            }
        });
    }

    private State started(State end) {
        Path file = scene.folder().resolve(FILE);
        if (!Files.exists(file)) {
            return end;
        }
        Map<String, float[]> weights = WeightFile.read(file, scene.network()).values();
        List<MaskLayer> layers = new ArrayList<>();
        for (NetworkParameter p : scene.network().parameters(NetworkParameter.Role.WEIGHT)) {
            float[] values = weights.get(p.name());
            boolean[] kept = new boolean[values.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = values[i] != 0;
            }
            layers.add(new MaskLayer(p.name(), p.shape(), kept));
        }
        return state(new Mask(layers), weights);
    }

    /** The same network is measured once. */
    private State state(Mask mask, Map<String, float[]> weights) {
        Map<String, float[]> masked = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            float[] values = weights.get(layer.name()).clone();
            layer.apply(values);
            masked.put(layer.name(), values);
        }
        for (State known : states) {
            if (known.is(mask, masked)) {
                return known;
            }
        }
        LabelledImages images = scene.problem().data().test();
        State state = new State(mask, masked, NetworkSnapshot.of(mask, masked, images, Math.min(SAMPLES, images.count()),
            Math.min(KERNEL_SAMPLES, images.count())));
        states.add(state);
        return state;
    }

    private static void compare(String name, State start, State end, long step, Log log) {
        log.metric("kernel_alignment/" + name, step, end.snapshot().kernelAlignment(start.snapshot()));
        end.snapshot().representationAlignment(start.snapshot()).forEach((layer, value) -> log.metric("representation_alignment/" + name
            + "/" + layer, step, value));
        log.metric("target_alignment/" + name, step, start.snapshot().targetAlignment());
        WeightMovement.Movement movement = WeightMovement.of(start.weights(), end.weights()).total();
        log.metric("weight_change/" + name, step, movement.distance());
        log.metric("relative_weight_change/" + name, step, movement.relative());
    }

    private static void ranks(String of, State state, long step, Log log) {
        for (MaskLayer layer : state.mask().layers()) {
            WeightSpectrum spectrum = WeightSpectrum.ofMasked(layer, state.weights().get(layer.name()));
            for (EffectiveRank rank : RANKS) {
                log.metric("rank_" + rank.name().toLowerCase(Locale.ROOT) + "/" + of
                    + NetworkSnapshot.layerName(layer.name()), step, spectrum.rank(rank));
            }
        }
    }
}
