package org.espalier.pruning.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;

/**
 * What a criterion may look at when weights are ranked: the network, its weights now and at step 0, the training images,
 * and random streams that belong to this ranking. Counts the images that criteria pass through the network.
 */
public final class PruningState {
    private final Network network;
    private final InitialWeights initial;
    private final InitialWeights weights;
    private final Mask mask;
    private final Map<String, float[]> movement;
    private final LabelledImages images;
    private final int round;
    private final RandomStreams random;
    private PassCount passes = PassCount.NONE;

    /**
     * @param network  to compute with
     * @param initial  the weights at step 0
     * @param weights  the weights now; those that the mask does not keep are 0
     * @param mask     the weights still kept; its layers are the prunable weights
     * @param movement by layer, what {@link Movement} has added up; empty where no criterion needs it
     * @param images   training images
     * @param round    number of this ranking, counted from 1: part of the names of its random streams
     * @param random   the random streams of the trial
     */
    public PruningState(Network network, InitialWeights initial, InitialWeights weights, Mask mask,
                        Map<String, float[]> movement, LabelledImages images, int round, RandomStreams random) {
        this.network = network;
        this.initial = initial;
        this.weights = weights;
        this.mask = mask;
        this.movement = movement;
        this.images = images;
        this.round = round;
        this.random = random;
    }

    public Network network() {
        return network;
    }

    /** The weights at step 0. */
    public InitialWeights initial() {
        return initial;
    }

    /** The weights now; those not kept are 0. */
    public InitialWeights weights() {
        return weights;
    }

    public Mask mask() {
        return mask;
    }

    /** @throws InvalidInputException if nobody added it up: the criterion does not say {@link Criterion#needsMovement} */
    public float[] movement(String layer) {
        float[] sum = movement.get(layer);
        if (sum == null) {
            throw new InvalidInputException("the movement of '" + layer + "' was not recorded while training");
        }
        return sum;
    }

    public LabelledImages images() {
        return images;
    }

    /** A stream of this ranking: {@code pruning/ROUND/NAME}. */
    public RandomGenerator stream(String name) {
        return random.stream("pruning/" + round + "/" + name);
    }

    /** Images passed through the network so far. */
    public PassCount passes() {
        return passes;
    }

    /** Row numbers of {@code size} training images (all, if there are fewer), drawn without replacement. */
    public int[] batch(int size) {
        return Arrays.copyOf(shuffled(), Math.min(size, images.count()));
    }

    /** Row numbers of {@code count} images of each class (as many as there are), in random order. */
    public int[] batchOfEachClass(int count) {
        int[] taken = new int[images.classes()];
        List<Integer> rows = new ArrayList<>();
        for (int row : shuffled()) {
            if (taken[images.labels()[row]]++ < count) {
                rows.add(row);
            }
        }
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Fisher and Yates, from the stream {@code batch}. */
    private int[] shuffled() {
        RandomGenerator generator = stream("batch");
        int[] order = new int[images.count()];
        Arrays.setAll(order, i -> i);
        for (int i = order.length - 1; i > 0; i--) {
            int j = generator.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /**
     * Gradients of the prunable weights. Running statistics of batch normalisation are put back afterwards.
     *
     * @param at   the weights at which the gradient is taken; left loaded in the network
     * @param rows the training images
     * @return by layer of the mask, dL/dw of every weight, kept or not
     */
    public Map<String, float[]> gradients(InitialWeights at, int[] rows, Loss loss) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            gradients.put(layer.name(), new float[layer.size()]);
        }
        Map<String, float[]> statistics = network.normState();
        network.load(new FixedWeights(at), 0);
        network.gradients(images, rows, loss, gradients);
        network.setNormState(statistics);
        count(rows.length);
        return gradients;
    }

    /** Adds a pass forward and backward of so many images. */
    void count(int passed) {
        passes = passes.plus(new PassCount(passed, passed));
    }
}
