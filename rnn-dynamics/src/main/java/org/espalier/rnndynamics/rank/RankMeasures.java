package org.espalier.rnndynamics.rank;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.richlazy.KernelAlignment;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.analysis.richlazy.RecurrentTangents;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.nets.engine.MatrixProduct;
import org.espalier.rnndynamics.task.Trials;

/**
 * How far a network has gone from its start, on trials that it is not trained on (Liu et al. 2024, their code):
 *
 * <ul>
 * <li>{@code weight_change} {@code |W - W_0|_F} of the recurrent weights; {@code relative_change} the same over
 *     {@code |W_0|_F};
 * <li>{@code representation_alignment} of the states at the last step, {@code H H^T} with {@code H_0 H_0^T}, not centred;
 * <li>{@code kernel_alignment} of the tangent kernels of the recurrent weights, over every output at every step that counts
 *     of the first trials;
 * <li>{@code sign_similarity} fraction of units and trials that are active in both or in neither at the last step;
 * <li>{@code kernel_target} and {@code representation_target}: centred alignment of those kernels with the targets, in the
 *     first case one number a row (1 where the output is that of the class), in the second one-hot classes;
 * <li>{@code loss} cross-entropy over the steps that count; {@code accuracy} at the last step.
 * </ul>
 */
final class RankMeasures {
    private final ReluNetwork start;
    private final Trials trials;
    private final int kernelTrials;
    private final int[] kernelSteps;
    private final double[] kernelTargets;
    private final double[] lastTargets;
    private final double[] startStates;
    private final double[] startKernel;

    /** @param kernelTrials how many of the trials, the first, the kernel is of */
    RankMeasures(ReluNetwork start, Trials trials, int kernelTrials) {
        this.start = start;
        this.trials = trials;
        this.kernelTrials = kernelTrials;
        kernelSteps = IntStream.rangeClosed(1, trials.steps()).filter(t -> trials.counts(t - 1, 0)).toArray();
        lastTargets = RankInitial.targets(trials, trials.steps() - 1);
        kernelTargets = new double[kernelTrials * kernelSteps.length * trials.outputs()];
        int row = 0;
        for (int b = 0; b < kernelTrials; b++) {
            for (int step : kernelSteps) {
                for (int o = 0; o < trials.outputs(); o++) {
                    kernelTargets[row++] = trials.target(step - 1, b, o);
                }
            }
        }
        double[] states = start.states(trials);
        startStates = last(states);
        startKernel = kernel(start, states);
    }

    private double[] last(double[] states) {
        return ReluNetwork.at(trials.steps() - 1, states, trials.count(), trials.steps());
    }

    private double[] kernel(ReluNetwork network, double[] states) {
        double[] first = Arrays.copyOf(states, kernelTrials * trials.steps() * network.units());
        return new RecurrentTangents(network.units(), network.recurrent(), network.readout(), network.outputs(),
            RecurrentTangents.Activation.RELU, 1).kernel(first, kernelTrials, trials.steps(), kernelSteps);
    }

    /** All of them of the network as it starts. */
    Map<String, Double> atStart() {
        return of(start);
    }

    /** All of them. Cost: that of a tangent kernel, some 0.1 s at the paper's size. */
    Map<String, Double> of(ReluNetwork network) {
        Map<String, Double> values = new LinkedHashMap<>();
        double change = norm(difference(network.recurrent(), start.recurrent()));
        values.put("weight_change", change);
        values.put("relative_change", change / norm(start.recurrent()));
        double[] states = network.states(trials);
        double[] h = last(states);
        int n = network.units();
        values.put("representation_alignment", KernelAlignment.ofActivations(h, n, startStates, n, trials.count()));
        double[] kernel = network == start ? startKernel : kernel(network, states);
        values.put("kernel_alignment", KernelAlignment.of(kernel, startKernel));
        values.put("sign_similarity", signs(h));
        values.put("kernel_target", KernelAlignment.toTargetCentred(kernel, kernelTargets.length, kernelTargets, 1));
        values.put("representation_target", KernelAlignment.toTargetCentred(MatrixProduct.gramOfRows(h, trials.count(), n),
            trials.count(), lastTargets, trials.outputs()));
        double[] y = network.outputs(states);
        values.put("loss", loss(y));
        values.put("accuracy", accuracy(y));
        return values;
    }

    private double signs(double[] h) {
        int same = 0;
        for (int i = 0; i < h.length; i++) {
            same += h[i] > 0 == startStates[i] > 0 ? 1 : 0;
        }
        return same / (double) h.length;
    }

    /** @param y {@code [trials, steps, outputs]} */
    private double loss(double[] y) {
        double sum = 0;
        int counted = 0;
        int outputs = trials.outputs();
        for (int b = 0; b < trials.count(); b++) {
            for (int t = 0; t < trials.steps(); t++) {
                if (trials.counts(t, b)) {
                    int at = (b * trials.steps() + t) * outputs;
                    double most = IntStream.range(at, at + outputs).mapToDouble(i -> y[i]).max().orElseThrow();
                    double exponentials = 0;
                    double wanted = 0;
                    for (int o = 0; o < outputs; o++) {
                        exponentials += Math.exp(y[at + o] - most);
                        wanted += trials.target(t, b, o) * (y[at + o] - most);
                    }
                    sum += Math.log(exponentials) - wanted;
                    counted++;
                }
            }
        }
        return sum / counted;
    }

    private double accuracy(double[] y) {
        int right = 0;
        int outputs = trials.outputs();
        for (int b = 0; b < trials.count(); b++) {
            int at = (b * trials.steps() + trials.steps() - 1) * outputs;
            int best = 0;
            for (int o = 1; o < outputs; o++) {
                best = y[at + o] > y[at + best] ? o : best;
            }
            right += lastTargets[b * outputs + best] == 1 ? 1 : 0;
        }
        return right / (double) trials.count();
    }

    /**
     * What only the ends of a training are asked for: {@code rank_*} (every {@link EffectiveRank}), {@code spectral_radius} and
     * {@code norm} of the recurrent weights. Cost: an SVD and the eigenvalues, about a second at the paper's size.
     */
    static SortedMap<String, Double> spectrum(double[] weights, int units) {
        SortedMap<String, Double> values = ranks(weights, units);
        values.put("spectral_radius", RankControlledWeights.spectralRadius(weights, units));
        values.put("norm", norm(weights));
        return values;
    }

    /** Every {@link EffectiveRank} of a matrix, {@code rank_NAME}. */
    static SortedMap<String, Double> ranks(double[] weights, int units) {
        SortedMap<String, Double> values = new TreeMap<>();
        WeightSpectrum spectrum = WeightSpectrum.of(weights, units, units);
        for (EffectiveRank rank : EffectiveRank.values()) {
            values.put("rank_" + rank.name().toLowerCase(Locale.ROOT), spectrum.rank(rank));
        }
        return values;
    }

    static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
