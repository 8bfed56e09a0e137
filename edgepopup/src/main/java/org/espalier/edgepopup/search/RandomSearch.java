package org.espalier.edgepopup.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOutcome;

/**
 * Draws random subnetworks of the untrained network, each with the same number of weights in each layer, and keeps the one
 * with the best validation accuracy (of equal ones the first): the search that edge-popup spares.
 *
 * <p>Subnetwork i (from 1) comes from the stream {@code mask/i}, so the first s of any search are the search of s. Each
 * one's accuracy is the metric {@code sample_accuracy} at step i. The validation accuracy of the best flatters it, as of
 * any choice among many; its test accuracy does not. An interrupted search begins again. Cost: one evaluation of the
 * validation images and two passes over the weights a sample.
 *
 * @param samples how many; 0 for as many as pass the validation images forward at the cost of the budget's training, a
 *                backward pass counted as two forward passes
 */
public record RandomSearch(int samples) implements SubnetworkMethod {
    static final String SAMPLE = "sample_accuracy";
    private static final int PASSES_OF_A_STEP = 3;

    /** As many samples as the budget pays for. */
    public RandomSearch() {
        this(0);
    }

    /** @throws InvalidInputException if the number is negative */
    public RandomSearch {
        if (samples < 0) {
            throw new InvalidInputException("random-search: the number of samples is " + samples + ", expected at least 0");
        }
    }

    @Override
    public String name() {
        return "random-search";
    }

    @Override
    public String description() {
        return "Draws random subnetworks of the untrained network and keeps the one with the best validation accuracy: as "
            + "many as the training budget pays for.";
    }

    @Override
    public boolean selects() {
        return true;
    }

    /** It takes no step, but spends the budget: it costs what a training costs. */
    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        InitialWeights initial = problem.initialWeights(network, density, random);
        LabelledImages validation = problem.data().validation();
        long affordable = (long) PASSES_OF_A_STEP * budget.epochs() * problem.data().train().count()
            / Math.max(1, validation.count());
        long count = samples > 0 ? samples : Math.max(1, affordable);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
        CrossEntropy loss = new CrossEntropy(0);
        Mask best = null;
        double bestAccuracy = Double.NEGATIVE_INFINITY;
        for (long i = 1; i <= count; i++) {
            Mask mask = RandomMask.of(shapes, density, random.stream("mask/" + i));
            network.load(new FixedWeights(masked(initial, mask)), 0);
            double accuracy = Evaluation.of(network, validation, loss).accuracy();
            monitor.metric(SAMPLE, i, accuracy);
            if (accuracy > bestAccuracy) {
                best = mask;
                bestAccuracy = accuracy;
            }
            monitor.progress(i / (double) count);
        }
        InitialWeights weights = masked(initial, best);
        network.load(new FixedWeights(weights), 0);
        return new Found(new Subnetwork(best, weights, initial), new TrainingOutcome(0, OptionalLong.empty(),
            Optional.empty(), Optional.empty(), new PassCount(count * validation.count(), 0)));
    }

    private static InitialWeights masked(InitialWeights initial, Mask mask) {
        Map<String, float[]> values = new LinkedHashMap<>(initial.values());
        mask.layers().forEach(layer -> {
            float[] weights = initial.of(layer.name()).clone();
            layer.apply(weights);
            values.put(layer.name(), weights);
        });
        return new InitialWeights(values);
    }
}
