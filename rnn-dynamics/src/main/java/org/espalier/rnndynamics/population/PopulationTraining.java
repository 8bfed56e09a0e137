package org.espalier.rnndynamics.population;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.task.Target;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/**
 * Trains a population: networks of one architecture on one task, as one batched program in float32.
 *
 * <p>At each step every network sees new trials from its own stream {@code task/train/STEP}; the gradient is exact
 * back-propagation through all steps ({@link Tile}), the update plain arithmetic on its own arrays. A network that stops
 * early or diverges leaves the population; what the others do does not depend on it. Nor does it depend on who else is
 * there at all: each product is made per network. (With MKL, the x86-64 natives' library, to the last bit; the tests hold
 * it. Elsewhere a product of several matrices may round otherwise than one of a single one.)
 *
 * <p>All that a step depends on is in a {@link PopulationCheckpoint}: a training resumed from one ends with the same bits.
 */
public final class PopulationTraining implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final Task task;
    private final NetworkShape shape;
    private final PopulationOptions options;
    private final List<NetworkState> networks;
    private final Map<Integer, Tile> tiles = new HashMap<>();
    private long step;

    /**
     * A population at its initial weights.
     *
     * @param members at least one
     * @throws InvalidInputException if there are no members, the loss does not suit the task, the initial weights are of
     *                               another shape, or of a network nothing is trained
     */
    public PopulationTraining(Task task, TrainableCell cell, int units, InitialNetwork initial, List<Member> members,
                              PopulationOptions options) {
        this(task, new NetworkShape(cell, units, task.inputs(), task.outputs()), initial, members, options);
    }

    /**
     * A population of a given shape, which may be that of leaky networks.
     *
     * @throws InvalidInputException as above, or if the shape has not as many inputs and outputs as the task
     */
    public PopulationTraining(Task task, NetworkShape shape, InitialNetwork initial, List<Member> members,
                              PopulationOptions options) {
        this(task, shape, Collections.nCopies(members.size(), initial), members, options);
    }

    /**
     * A population of which each network begins in its own way.
     *
     * @param initial one a member
     * @throws InvalidInputException as above, or if there is not one beginning a member
     */
    public PopulationTraining(Task task, NetworkShape shape, List<InitialNetwork> initial, List<Member> members,
                              PopulationOptions options) {
        if (shape.inputs() != task.inputs() || shape.outputs() != task.outputs()) {
            throw new InvalidInputException("a network of " + shape + " does not fit the task " + task.name() + ", expected "
                + task.inputs() + " inputs and " + task.outputs() + " outputs");
        }
        if (members.isEmpty() || members.size() != initial.size()) {
            throw new InvalidInputException("a population of " + members.size() + " networks and " + initial.size()
                + " beginnings was asked for, expected at least one network and a beginning for each");
        }
        options.loss().check(task);
        this.task = task;
        this.options = options;
        this.shape = shape;
        networks = IntStream.range(0, members.size()).mapToObj(i -> new NetworkState(members.get(i), shape, initial.get(i),
            options.optimizer())).toList();
    }

    /**
     * Trains to the end, from the monitor's checkpoint if it has one.
     *
     * @return one outcome a member, in their order; divergence is an outcome, not an error
     * @throws InvalidInputException if the checkpoint is of another training
     */
    public List<NetworkOutcome> run(PopulationMonitor monitor) {
        monitor.restore().ifPresent(checkpoint -> step = checkpoint.restore(description(), networks));
        long savedAt = System.nanoTime();
        while (step < options.steps() && !training().isEmpty()) {
            step();
            if (step % options.evaluateEvery() == 0 || step == options.steps()) {
                validate(monitor);
            }
            if ((System.nanoTime() - savedAt) / NANOS >= options.checkpointSeconds()) {
                monitor.save(PopulationCheckpoint.of(description(), step, networks));
                savedAt = System.nanoTime();
            }
            monitor.progress(step / (double) options.steps());
        }
        monitor.progress(1);
        return outcomes();
    }

    /** The networks as they are. */
    public List<NetworkOutcome> outcomes() {
        return networks.stream().map(n -> n.outcome(shape)).toList();
    }

    /** What a checkpoint must agree with to be gone on from. */
    private String description() {
        return task.name() + " " + task.settings() + " " + shape + " " + networks.stream().map(n -> n.member).toList() + " "
            + options.withCheckpointSeconds(0);
    }

    private List<NetworkState> training() {
        return networks.stream().filter(NetworkState::training).toList();
    }

    /** One training step of every network that is still trained. */
    public void step() {
        List<NetworkState> active = training();
        for (List<NetworkState> group : groups(active)) {
            Tile tile = tile(group.size());
            List<Trials> trials = load(tile, group, "train", step);
            tile.forward();
            double[] losses = new double[group.size()];
            float[][] gradients = new float[group.size()][];
            for (int slot = 0; slot < losses.length; slot++) {
                losses[slot] = tile.loss(slot, trials.get(slot), options.loss());
                gradients[slot] = group.get(slot).gradient;
            }
            tile.backward(gradients);
            for (int slot = 0; slot < losses.length; slot++) {
                group.get(slot).update(losses[slot], step, options);
            }
        }
        step++;
    }

    private List<List<NetworkState>> groups(List<NetworkState> active) {
        List<List<NetworkState>> groups = new ArrayList<>();
        if (!active.isEmpty()) {
            int size = Tile.slots(shape, options.batch(), task.steps(), active.size());
            for (int from = 0; from < active.size(); from += size) {
                groups.add(active.subList(from, Math.min(active.size(), from + size)));
            }
            closeUnused(groups);
        }
        return groups;
    }

    private Tile tile(int slots) {
        return tiles.computeIfAbsent(slots, s -> new Tile(shape, options.batch(), task.steps(), s));
    }

    private void closeUnused(List<List<NetworkState>> groups) {
        tiles.entrySet().removeIf(entry -> {
            boolean unused = groups.stream().noneMatch(g -> g.size() == entry.getKey());
            if (unused) {
                entry.getValue().close();
            }
            return unused;
        });
    }

    private List<Trials> load(Tile tile, List<NetworkState> group, String part, long number) {
        List<Trials> trials = new ArrayList<>();
        for (int slot = 0; slot < group.size(); slot++) {
            Trials own = group.get(slot).trials(task, part, number, options.batch());
            tile.weights(slot, group.get(slot).variables.values);
            tile.inputs(slot, own);
            tile.noise(slot, group.get(slot).noise(shape, part, number));
            trials.add(own);
        }
        return trials;
    }

    private void validate(PopulationMonitor monitor) {
        for (List<NetworkState> group : groups(training())) {
            Tile tile = tile(group.size());
            List<OutputStatistics> statistics = new ArrayList<>();
            group.forEach(n -> statistics.add(new OutputStatistics(options.loss(), task)));
            for (int batch = 0; batch < options.validationBatches(); batch++) {
                List<Trials> trials = load(tile, group, "validation", batch);
                tile.forward();
                for (int slot = 0; slot < group.size(); slot++) {
                    statistics.get(slot).add(trials.get(slot), tile.outputs(slot));
                }
            }
            for (int slot = 0; slot < group.size(); slot++) {
                report(group.get(slot), statistics.get(slot), monitor);
            }
        }
    }

    private void report(NetworkState network, OutputStatistics statistics, PopulationMonitor monitor) {
        int index = networks.indexOf(network);
        NetworkState.Progress before = network.progress;
        Score score = new Score(step, statistics.loss(), statistics.accuracy());
        monitor.metric(index, "train_loss", step, before.lossSum() / before.batches());
        monitor.metric(index, "val_loss", step, score.loss());
        if (task.target() == Target.CLASSES) {
            monitor.metric(index, "val_accuracy", step, score.accuracy());
        }
        network.validated(score, statistics.constant(), options.earlyStop());
    }

    @Override
    public void close() {
        tiles.values().forEach(Tile::close);
        tiles.clear();
    }
}
