package org.espalier.rnndynamics.rank;

import java.util.random.RandomGenerator;
import org.espalier.analysis.richlazy.AlignedWeights;
import org.espalier.analysis.richlazy.RankControlledWeights;
import org.espalier.analysis.richlazy.RankControlledWeights.Match;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.population.InitialNetwork;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/**
 * The initial networks of the study, without biases: input and readout weights uniform in {@code +-1/sqrt(fan in)}, the same
 * for one seed whatever the recurrent weights; recurrent weights of a structure, truncated to a rank, then scaled to the norm
 * or radius of the seed's random ones, {@code W0_ij ~ N(0, gain^2 / N)}.
 *
 * <p>{@link Structure#ALIGNED} has {@link AlignedWeights} of the activity at the last step but one, in the network with W0,
 * and the targets of the last step, over {@value #TASK_TRIALS} trials: how a unit's activity before the answer covaries with
 * the answer. Where the answer has c classes their rank is at most c - 1; the study asks for rank 1.
 *
 * <p>Streams: {@code initialisation/input}, {@code /recurrent}, {@code /readout}, {@code /structure}, {@code /task}.
 *
 * @param structure what the recurrent weights are made of
 * @param rank      1 to N; N leaves them as they are
 * @param matching  what they have in common with W0
 * @param gain      of W0, above 0; 1.25 in the paper's code
 * @param task      that will be learnt
 */
record RankInitial(Structure structure, int rank, Matching matching, double gain, Task task) implements InitialNetwork {
    static final int TASK_TRIALS = 1000;

    @Override
    public NetworkWeights draw(NetworkShape shape, RandomStreams random) {
        int n = shape.units();
        double[] input = uniform(n * shape.inputs(), shape.inputs(), random.stream("initialisation/input"));
        double[] readout = uniform(shape.outputs() * n, n, random.stream("initialisation/readout"));
        double[] full = Structure.GAUSSIAN.made().orElseThrow().draw(n, random.stream("initialisation/recurrent"));
        for (int i = 0; i < full.length; i++) {
            full[i] *= gain / Math.sqrt(n);
        }
        return NetworkWeights.withoutBiases(shape, input, recurrent(new ReluNetwork(n, input, full, readout), random), readout);
    }

    /** @param start the network with W0 */
    private double[] recurrent(ReluNetwork start, RandomStreams random) {
        int n = start.units();
        double[] full = start.recurrent();
        if (structure == Structure.GAUSSIAN) {
            return rank == n ? full : RankControlledWeights.truncated(full, n, n, rank, matching.match());
        }
        double[] weights = structure.made().map(made -> made.draw(n, random.stream("initialisation/structure")))
            .orElseGet(() -> aligned(start, random.stream("initialisation/task")));
        double[] low = rank == n ? weights : RankControlledWeights.truncated(weights, n, n, rank, Match.NONE);
        return RankControlledWeights.matched(low, full, n, n, matching.match());
    }

    private double[] aligned(ReluNetwork start, RandomGenerator random) {
        Trials trials = task.trials(TASK_TRIALS, random);
        int last = trials.steps() - 1;
        return AlignedWeights.of(ReluNetwork.at(last - 1, start.states(trials), TASK_TRIALS, trials.steps()), TASK_TRIALS,
            start.units(), targets(trials, last), start.outputs(), start.readout());
    }

    /** The targets of a step, {@code [trials, outputs]}. */
    static double[] targets(Trials trials, int step) {
        double[] targets = new double[trials.count() * trials.outputs()];
        for (int b = 0; b < trials.count(); b++) {
            for (int o = 0; o < trials.outputs(); o++) {
                targets[b * trials.outputs() + o] = trials.target(step, b, o);
            }
        }
        return targets;
    }

    private static double[] uniform(int count, int fanIn, RandomGenerator random) {
        double bound = 1 / Math.sqrt(fanIn);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = bound * (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
