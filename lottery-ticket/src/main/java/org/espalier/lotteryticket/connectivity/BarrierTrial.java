package org.espalier.lotteryticket.connectivity;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.analysis.subnetwork.ErrorBarrier;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.TrialProblem;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.WeightFile;
import org.espalier.pruning.round.RoundTrial;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.spec.TrialKind;

/**
 * A trial that measures the error on the line between the weights that two trials ended with: {@link ErrorBarrier}.
 *
 * <p>Logged: {@code line_error}, test error at each point of the line, whose number is the step. Summary: {@code barrier}
 * (test error, a fraction), {@code train_barrier} on as many training images as there are test images, and
 * {@code distance}, the Euclidean distance of the two weights.
 */
final class BarrierTrial {
    static final TrialKind KIND = TrialKind.of(BarrierTrial::run,
        trial -> MethodTrial.estimateSeconds(trial.parameters(), 0, 5L * ErrorBarrier.USUAL_POINTS), MethodTrial::libraries);

    private BarrierTrial() {}

    /** @throws InvalidInputException if the network has batch normalisation, whose statistics the line does not have */
    private static TrialResult run(Trial trial, TrialContext context) {
        RandomStreams random = context.streams(trial.seed())::stream;
        Problem problem = TrialProblem.of(trial, context, random);
        try (Network network = Network.create(problem.architecture(), problem.options(),
            problem.data().train().shape(), problem.data().train().classes())) {
            requireNoNormalisation(network);
            Map<String, float[]> a = WeightFile.read(context.artifact(trial.startsFrom().get(0), RoundTrial.WEIGHTS_FILE), network)
                .values();
            Map<String, float[]> b = WeightFile.read(context.artifact(trial.startsFrom().get(1), RoundTrial.WEIGHTS_FILE), network)
                .values();
            ErrorBarrier test = line(network, a, b, problem.data().test());
            SortedMap<String, Double> summary = new TreeMap<>();
            for (int i = 0; i < test.errors().length; i++) {
                context.metrics().append(trial.seed(), "line_error", i, test.errors()[i]);
            }
            int images = Math.min(problem.data().train().count(), problem.data().test().count());
            summary.put("barrier", test.barrier());
            summary.put("train_barrier", line(network, a, b, first(problem.data().train(), images)).barrier());
            summary.put("distance", distance(a, b));
            summary.forEach((name, value) -> context.metrics().append(trial.seed(), name, 0, value));
            return new TrialResult(TrialResult.Status.DONE, "", new TreeMap<>(Map.of(trial.seed(), summary)));
        }
    }

    static void requireNoNormalisation(Network network) {
        if (!network.parameters(NetworkParameter.Role.NORM_STATE).isEmpty()) {
            throw new InvalidInputException("the line between two networks with batch normalisation needs running statistics of its "
                + "own at each point, which this study does not compute; expected an architecture without it");
        }
    }

    private static ErrorBarrier line(Network network, Map<String, float[]> a, Map<String, float[]> b,
                                     LabelledImages images) {
        return ErrorBarrier.between(a, b, ErrorBarrier.USUAL_POINTS, weights -> {
            network.load(new FixedWeights(new InitialWeights(weights)), 0);
            return 1 - Evaluation.of(network, images, new CrossEntropy(0)).accuracy();
        });
    }

    private static LabelledImages first(LabelledImages images, int count) {
        float[] pixels = new float[count * images.shape().size()];
        System.arraycopy(images.pixels(), 0, pixels, 0, pixels.length);
        int[] labels = new int[count];
        System.arraycopy(images.labels(), 0, labels, 0, count);
        return new LabelledImages(images.shape(), images.classes(), pixels, labels);
    }

    private static double distance(Map<String, float[]> a, Map<String, float[]> b) {
        double squares = 0;
        for (String name : new TreeSet<>(a.keySet())) {
            for (int i = 0; i < a.get(name).length; i++) {
                double d = (double) a.get(name)[i] - b.get(name)[i];
                squares += d * d;
            }
        }
        return Math.sqrt(squares);
    }
}
