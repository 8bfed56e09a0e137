package org.espalier.rnndynamics.kept;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.OutputLoss;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Tasks;
import org.espalier.rnndynamics.task.Trials;

/**
 * All that has to be known beside the weights to compute with the networks of a trial, and to try them again.
 *
 * @param shape    of each
 * @param task     what they learnt
 * @param settings of the task
 * @param loss     of their outputs
 * @param study    of the trial
 * @param trial    the trial's id
 * @param networks one a seed
 */
public record PopulationDescription(NetworkShape shape, String task, SortedMap<String, Double> settings, OutputLoss loss,
                                    String study, String trial, List<Network> networks) {

    public PopulationDescription {
        networks = List.copyOf(networks);
    }

    /**
     * One network.
     *
     * @param seed    of the trial
     * @param metric  the name in the record of its loss on {@code batches}
     * @param noise   in its sums while that was measured; 0 for none
     * @param batches the trials it was measured on; empty where the task's settings do not say all of them
     */
    public record Network(long seed, String metric, double noise, List<Batch> batches) {
        public Network {
            batches = List.copyOf(batches);
        }
    }

    /**
     * Trials of the task.
     *
     * @param random seed of the streams
     * @param stream the name of the stream
     * @param count  how many
     */
    public record Batch(long random, String stream, int count) {
        Trials of(Task task) {
            return task.trials(count, RandomStreams.of(random).stream(stream));
        }
    }

    /**
     * The trials that a network was measured on, made again.
     *
     * @throws InvalidInputException if the task is not among those known
     */
    public List<Trials> trials(Network network) {
        Task again = Tasks.named(task).with(Map.copyOf(settings));
        return network.batches().stream().map(b -> b.of(again)).toList();
    }
}
