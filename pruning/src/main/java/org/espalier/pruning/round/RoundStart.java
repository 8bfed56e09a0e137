package org.espalier.pruning.round;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.checkpoint.TrainingProgress;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.method.StartingNetwork;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.parametrization.FrozenWeights;
import org.espalier.nets.parametrization.MaskedWeights;
import org.espalier.nets.train.TrainingOptions;

/**
 * What a round trains, from what, and how.
 *
 * @param mask        the weights that are kept
 * @param state       step, variables, optimiser state and running statistics that training goes on from; what the mask does
 *                    not keep is set to 0 in weights and optimiser state before the first step
 * @param options     how it is trained; {@code options.steps()} counts from step 0, not from {@code state}'s
 * @param orders      the streams that the order of the images comes from
 * @param stepsBefore training steps done before this round by the trials it needed
 * @param held        values at which the weights that are not kept are held instead of 0, if they are
 * @param measured    final metrics that are known before the training: of the choice
 */
public record RoundStart(Mask mask, Checkpoint state, TrainingOptions options, RandomStreams orders, long stepsBefore,
                         Optional<InitialWeights> held, Map<String, Double> measured) {

    /** A round whose pruned weights are 0. */
    public RoundStart(Mask mask, Checkpoint state, TrainingOptions options, RandomStreams orders, long stepsBefore) {
        this(mask, state, options, orders, stepsBefore, Optional.empty(), Map.of());
    }

    /** This round, whose pruned weights are held at these values instead of 0. */
    public RoundStart holding(InitialWeights values) {
        return new RoundStart(mask, state, options, orders, stepsBefore, Optional.of(values), measured);
    }

    /** This round, with further final metrics. */
    RoundStart measuring(Map<String, Double> metrics) {
        return new RoundStart(mask, state, options, orders, stepsBefore, held, metrics);
    }

    /** What is trained, from the masked state. */
    Parametrization weights(Network network) {
        return held.isPresent() ? new FrozenWeights(network, held.get(), mask)
            : new MaskedWeights(network, new InitialWeights(masked().variables()), mask);
    }

    /** A training that starts afresh: step 0, an optimiser without memory, fresh running statistics. */
    public static Checkpoint fresh(Network network, InitialWeights weights, Optimizer optimizer) {
        return at(0, network, weights, optimizer);
    }

    /**
     * The dense network of a seed: newly drawn weights, to be trained; or, where the problem starts from a network trained
     * elsewhere, that network after its last step, at which nothing is left to train.
     */
    public static RoundStart dense(RoundScene scene, TrainingOptions options) {
        Checkpoint fresh = fresh(scene.network(), scene.problem().start().map(StartingNetwork::weights).orElse(scene.initial()),
            options.optimizer());
        Checkpoint state = scene.problem().start().map(start -> new Checkpoint(progress(options.steps()), fresh.variables(),
            fresh.slots(), start.normState())).orElse(fresh);
        return new RoundStart(scene.network().denseMask(), state, options, scene.random(), 0);
    }

    /**
     * Weights as the start of the steps from {@code step} on, with an optimiser without memory and fresh running
     * statistics.
     *
     * @throws org.espalier.base.InvalidInputException if a parameter of the network is missing or has another size
     */
    public static Checkpoint at(long step, Network network, InitialWeights weights, Optimizer optimizer) {
        weights.check(network);
        Map<String, float[]> variables = new LinkedHashMap<>();
        Map<String, float[][]> slots = new LinkedHashMap<>();
        for (String name : network.trainable()) {
            variables.put(name, weights.of(name).clone());
            slots.put(name, optimizer.newSlots(network.parameter(name).size()));
        }
        network.resetNormState();
        return new Checkpoint(progress(step), variables, slots, network.normState());
    }

    /** The state with everything that belongs to a weight the mask does not keep at 0; its progress starts at its step. */
    public Checkpoint masked() {
        Map<String, MaskLayer> layers = new HashMap<>();
        mask.layers().forEach(layer -> layers.put(layer.name(), layer));
        Map<String, float[]> variables = new LinkedHashMap<>();
        Map<String, float[][]> slots = new LinkedHashMap<>();
        state.variables().forEach((name, values) -> {
            variables.put(name, masked(values, layers.get(name)));
            float[][] arrays = state.slots().get(name).clone();
            for (int i = 0; i < arrays.length; i++) {
                arrays[i] = masked(arrays[i], layers.get(name));
            }
            slots.put(name, arrays);
        });
        return new Checkpoint(progress(state.progress().step()), variables, slots, state.normState());
    }

    private static TrainingProgress progress(long step) {
        return new TrainingProgress(step, 0, 0, null, null, PassCount.NONE);
    }

    /** Some optimisers keep arrays that are not of the weights' size: they belong to no single weight. */
    private static float[] masked(float[] values, MaskLayer layer) {
        float[] copy = values.clone();
        if (layer != null && values.length == layer.size()) {
            layer.apply(copy);
        }
        return copy;
    }
}
