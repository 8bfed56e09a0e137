package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Something for a recurrent network to do: a random generator of trials, each a sequence of inputs, of targets, and of
 * weights that say at which steps the output counts.
 *
 * <p>A task is a value: immutable, with its settings in it. It is found by {@link java.util.ServiceLoader}, which makes it
 * with its default settings by a public constructor without arguments; {@link #with} answers it with others. One class and
 * one line in {@code META-INF/services/org.espalier.rnndynamics.task.Task} add a task.
 */
public interface Task {

    /** The name on the command line: {@code flip-flop}. */
    String name();

    /** One sentence: what has to be done, and whose task it is. */
    String description();

    /** The values of the settings, by name, in lower case with hyphens. */
    SortedMap<String, Double> settings();

    /**
     * This task with some settings changed.
     *
     * @param changed the names among {@link #settings()}
     * @throws InvalidInputException if a name is unknown (the message gives the nearest) or a value is out of range
     */
    Task with(Map<String, Double> changed);

    /** Numbers in an input. */
    int inputs();

    /** Numbers in a target. */
    int outputs();

    /** Steps of the longest trial. */
    int steps();

    /** What the targets are. */
    Target target();

    /**
     * Writes one trial: inputs, targets, and at which steps they count; what is not written is 0 and does not count.
     *
     * @param random the only source of randomness
     * @param sheet  empty
     */
    void write(RandomGenerator random, TrialSheet sheet);

    /**
     * Random trials. The first trials of a longer batch are those of a shorter one from the same state of the generator.
     *
     * @param random a named stream, such as {@code task/train/17}
     * @throws InvalidInputException if {@code count} is below 1 or the batch does not fit in memory
     */
    default Trials trials(int count, RandomGenerator random) {
        Trials trials = Trials.empty(this, count);
        for (int trial = 0; trial < count; trial++) {
            write(random, new TrialSheet(trials, trial));
        }
        return trials;
    }
}
