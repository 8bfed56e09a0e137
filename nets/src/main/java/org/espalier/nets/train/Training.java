package org.espalier.nets.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.TrainingProgress;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.network.DropoutNoise;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NotFiniteException;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.GradientClipping;

/**
 * The training loop.
 *
 * <p>A step: the images of the step, forward and backward pass in the engine, the gradient pulled back to the variables,
 * clipped, and the variables moved, all on plain arrays. Everything a step depends on is the variables, the optimiser's
 * state, the running statistics and the step's number: a {@link Checkpoint} holds them, and a training resumed from one
 * ends with the same bits as one never interrupted.
 */
public final class Training {
    private static final double NANOS = 1e9;

    private final Network network;
    private final Parametrization weights;
    private final DataSplit data;
    private final TrainingOptions options;
    private final TrainingMonitor monitor;
    private final DataOrder order;
    private final RandomStreams random;
    private final List<String> trained;
    private final Map<String, float[]> gradients = new LinkedHashMap<>();
    private final Map<String, float[][]> slots = new LinkedHashMap<>();
    private TrainingProgress progress = TrainingProgress.START;

    private Training(Network network, Parametrization weights, DataSplit data, TrainingOptions options,
                     RandomStreams random, TrainingMonitor monitor) {
        this.network = network;
        this.weights = weights;
        this.data = data;
        this.options = options;
        this.monitor = monitor;
        this.random = random;
        network.check(data.train());
        network.check(data.validation());
        this.trained = List.copyOf(weights.trained());
        this.order = new DataOrder(random, data.train().count(), options.batchSize());
        for (String name : trained) {
            int size = network.parameter(name).size();
            gradients.put(name, new float[size]);
            slots.put(name, options.optimizer().newSlots(size));
        }
    }

    /**
     * Trains to the end of {@code options.steps()}, from the monitor's checkpoint if it has one. The running statistics
     * of batch normalisation go on from where the network has them.
     *
     * @param weights what is trained; its variables are moved
     * @param data    standardised images; the test images are not touched
     * @param random  the stream {@code data-order/EPOCH} decides the order of the images; where the network has a rate of
     *                dropout, {@code dropout/EPOCH/BATCH} decides what a step drops
     * @return the outcome; a loss that is not finite is an outcome, not an error
     * @throws InvalidInputException if the data do not fit the network, or the checkpoint does not fit the training
     */
    public static TrainingOutcome run(Network network, Parametrization weights, DataSplit data, TrainingOptions options,
                                      RandomStreams random, TrainingMonitor monitor) {
        return new Training(network, weights, data, options, random, monitor).run();
    }

    private TrainingOutcome run() {
        check(data.train(), "training");
        check(data.validation(), "validation");
        if (order.lastBatch() == 1 && !network.parameters(NetworkParameter.Role.NORM_STATE).isEmpty()) {
            throw new InvalidInputException("with batches of " + options.batchSize() + " the last of " + data.train().count()
                + " images is alone, which batch normalisation cannot train on; choose another batch size");
        }
        Optional<Checkpoint> saved = monitor.restore();
        saved.ifPresent(checkpoint -> progress = checkpoint.restore(network, weights, slots));
        network.load(weights, progress.step());
        if (saved.isEmpty()) {
            monitor.stepped(0, weights);
            monitor.state(0, this::checkpoint);
        }
        long savedAt = System.nanoTime();
        while (progress.step() < options.steps()) {
            if (!step()) {
                return outcome(OptionalLong.of(progress.step() + 1));
            }
            boolean due = progress.step() % options.evaluateEvery() == 0 || progress.step() == options.steps();
            if (due && !validate()) {
                return outcome(OptionalLong.of(progress.step()));
            }
            if ((System.nanoTime() - savedAt) / NANOS >= options.checkpointSeconds()) {
                monitor.save(checkpoint());
                savedAt = System.nanoTime();
            }
            monitor.progress(progress.step() / (double) options.steps());
        }
        return outcome(OptionalLong.empty());
    }

    private Checkpoint checkpoint() {
        return Checkpoint.of(network, weights, slots, progress);
    }

    private static void check(LabelledImages images, String which) {
        if (images.count() == 0) {
            throw new InvalidInputException("there are no " + which + " images");
        }
    }

    /** Answers false, and changes no variable, if the loss is not finite. */
    private boolean step() {
        long step = progress.step();
        int[] rows = order.rows(step);
        double loss = network.gradients(data.train(), rows, options.loss(), gradients, noise(step));
        progress = progress.passed(rows.length, rows.length);
        if (!Double.isFinite(loss)) {
            return false;
        }
        gradients.forEach(weights::pullBack);
        if (Double.isFinite(options.clipNorm())) {
            GradientClipping.clip(new ArrayList<>(gradients.values()), options.clipNorm());
        }
        double rate = options.learningRate() * options.schedule().factor(step);
        for (String name : trained) {
            options.optimizer().update(weights.variable(name), gradients.get(name), slots.get(name), step + 1, rate);
            weights.updated(name);
        }
        try {
            network.reload(weights, step + 1);
        } catch (NotFiniteException e) {
            return false;
        }
        progress = progress.stepped(loss);
        monitor.stepped(progress.step(), weights);
        monitor.state(progress.step(), this::checkpoint);
        return true;
    }

    /** What a step drops depends on the step alone, so a resumed training needs no state of a generator. */
    private DropoutNoise noise(long step) {
        return network.dropout() == 0 ? null : new DropoutNoise(network.dropout(),
            random.stream("dropout/" + step / order.batches() + "/" + step % order.batches()));
    }

    /** Answers false if the loss is not finite. */
    private boolean validate() {
        Evaluation evaluation = Evaluation.of(network, data.validation(), options.loss());
        Validation validation = new Validation(progress.step(), evaluation.loss(), evaluation.accuracy());
        boolean best = validation.betterThan(progress.earlyStop());
        monitor.metric("train_loss", validation.step(), progress.meanLoss());
        monitor.metric("val_loss", validation.step(), validation.loss());
        monitor.metric("val_accuracy", validation.step(), validation.accuracy());
        progress = progress.validated(validation, best).passed(data.validation().count(), 0);
        monitor.validated(validation, best, network);
        return Double.isFinite(validation.loss());
    }

    private TrainingOutcome outcome(OptionalLong divergedAt) {
        return new TrainingOutcome(progress.step(), divergedAt, Optional.ofNullable(progress.last()),
            Optional.ofNullable(progress.earlyStop()), progress.passes());
    }
}
