package org.espalier.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A law of every registered method, the plug-in's included: stopped after any step and started again in a new process, it ends
 * with the bits of a run that was never stopped. The new process knows the checkpoint's file and nothing else.
 */
@Tag("slow")
class EveryMethodResumesTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final int CLASSES = 3;
    /** 48 images in batches of 12, twelve times. */
    private static final Budget BUDGET = new Budget(12, 12);
    private static final long STEPS = 48;
    private static final double DENSITY = 0.4;

    /** The end of an interrupted run. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps the metrics; ends the run after the checkpoint of one step, if asked to. */
    private static final class Run implements TrainingMonitor {
        private final Path file;
        private final long killedAfter;
        private final Optional<Checkpoint> start;
        private final List<String> metrics = new ArrayList<>();
        private long checkpoints;

        Run(Path file, long killedAfter, Optional<Checkpoint> start) {
            this.file = file;
            this.killedAfter = killedAfter;
            this.start = start;
        }

        @Override
        public void metric(String name, long step, double value) {
            metrics.add(name + " " + step + " " + value);
        }

        @Override
        public Optional<Checkpoint> restore() {
            return start;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            checkpoints++;
            if (checkpoint.progress().step() == killedAfter) {
                checkpoint.write(file);
                throw new Killed();
            }
        }
    }

    /** All that take training steps: the others begin again, and are found in the time of a few evaluations. */
    static List<SubnetworkMethod> methods() {
        return SubnetworkMethods.all().stream().filter(SubnetworkMethod::trains).filter(m -> !m.name().equals("random-search"))
            .toList();
    }

    @Test
    void theLawIsHeldToMethodsOfEveryModule() {
        Set<String> names = methods().stream().map(SubnetworkMethod::name).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("dense-adam", "edge-popup", "sampled-supermask", "movement-pruning",
            "lamp", "lottery-ticket", "late-rewinding")), names::toString);
    }

    /** Running statistics of batch normalisation belong to the state too: the second network has them. */
    @ParameterizedTest
    @MethodSource("methods")
    void aStoppedTrainingEndsWithTheSameBits(SubnetworkMethod method, @TempDir Path folder) {
        stopAndGoOn(method, problem("lenet-300-100", 0.05), new TreeSet<>(Set.of(1L, 13L, 23L, 24L, 25L, 40L, STEPS)), folder);
        stopAndGoOn(method, problem("resnet18", 0.04), new TreeSet<>(Set.of(30L)), folder);
    }

    private static void stopAndGoOn(SubnetworkMethod method, Problem problem, Set<Long> steps, Path folder) {
        Run whole = new Run(null, -1, Optional.empty());
        Found expected = find(method, problem, whole);
        assertEquals(STEPS, whole.checkpoints, "checkpoints of " + method.name());
        for (long step : steps) {
            String where = method.name() + " on " + problem.architecture().name() + " stopped after step " + step;
            Path file = folder.resolve(problem.architecture().name() + step);
            Run first = new Run(file, step, Optional.empty());
            assertThrows(Killed.class, () -> find(method, problem, first), where);
            Run second = new Run(null, -1, Optional.of(Checkpoint.read(file)));
            Found found = find(method, problem, second);
            assertEquals(expected.subnetwork().mask(), found.subnetwork().mask(), where);
            same(expected.subnetwork().weights().values(), found.subnetwork().weights().values(), where);
            same(expected.subnetwork().initial().values(), found.subnetwork().initial().values(), where);
            same(expected.subnetwork().scores(), found.subnetwork().scores(), where);
            assertEquals(expected.subnetwork().ticket().isPresent(), found.subnetwork().ticket().isPresent(), where);
            expected.subnetwork().ticket().ifPresent(ticket -> same(ticket.values(), found.subnetwork().ticket().orElseThrow().values(),
                where));
            assertEquals(expected.outcome(), found.outcome(), where);
            List<String> metrics = new ArrayList<>(first.metrics);
            metrics.addAll(second.metrics);
            assertEquals(whole.metrics, metrics, where);
        }
    }

    private static void same(Map<String, float[]> expected, Map<String, float[]> found, String where) {
        assertEquals(expected.keySet(), found.keySet(), where);
        expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), where + ": " + name));
    }

    private static Found find(SubnetworkMethod method, Problem problem, TrainingMonitor monitor) {
        RandomStreams random = name -> new SplittableRandom(1_000_003 + name.hashCode());
        try (Network network = problem.network()) {
            return method.find(network, problem, method.selects() ? DENSITY : 1, BUDGET, random, monitor);
        }
    }

    private static Problem problem(String architecture, double width) {
        return new Problem(Architectures.named(architecture), new Architecture.Options(width, false, false),
            new DataSplit(images(48, 1), images(20, 2), images(20, 3)), Initialisation.named("kaiming-normal"), false);
    }

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[count * SHAPE.size()];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        return new LabelledImages(SHAPE, CLASSES, pixels, labels);
    }
}
