package org.espalier.lotteryticket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.method.CarriedState;
import org.espalier.pruning.method.LadderTraining;
import org.espalier.pruning.ranking.Magnitude;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.pruning.schedule.PruningSchedule;
import org.espalier.pruning.schedule.Rung;
import org.espalier.testkit.network.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LotteryTicketTest {
    private static final long STEPS = 50;
    private static final double DENSITY = 0.4;

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps every checkpoint; ends the run at one if asked; starts from a file if there is one. */
    private static final class Keeper implements TrainingMonitor {
        private final Map<Long, Checkpoint> saved = new LinkedHashMap<>();
        private final Path file;
        private final long killAt;

        Keeper(Path file, long killAt) {
            this.file = file;
            this.killAt = killAt;
        }

        @Override
        public void metric(String name, long step, double value) {}

        @Override
        public void save(Checkpoint checkpoint) {
            saved.put(checkpoint.progress().step(), checkpoint);
            if (checkpoint.progress().step() == killAt) {
                checkpoint.withNotes(Map.of()).write(file);
                throw new Killed();
            }
        }

        @Override
        public Optional<Checkpoint> restore() {
            return file == null || killAt >= 0 ? Optional.empty() : Optional.of(Checkpoint.read(file));
        }
    }

    static List<LotteryTicket> methods() {
        return SubnetworkMethods.all().stream().filter(LotteryTicket.class::isInstance).map(LotteryTicket.class::cast)
            .toList();
    }

    private static Found find(LotteryTicket method, Problem problem, TrainingMonitor monitor) {
        try (Network network = Tiny.network(problem)) {
            TrainingOptions options = TrainingOptions.of(Adam.of(0), 1.2e-3, STEPS, 16, 3).withCheckpointSeconds(0);
            return method.find(network, problem, DENSITY, options, 3, Tiny.random(1), monitor);
        }
    }

    /** From the same seed the ticket and its controls differ in what the paper says they differ in. */
    @ParameterizedTest
    @MethodSource("methods")
    void controlsShareTheMaskOrTheCounts(LotteryTicket method) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        Found winning = find(new WinningTicket(), problem, TrainingMonitor.SILENT);
        Mask ticket = winning.subnetwork().mask();
        Found found = find(method, problem, TrainingMonitor.SILENT);
        Mask mask = found.subnetwork().mask();
        assertEquals(KeptCount.of(mask.size(), DENSITY), mask.keptCount());
        assertEquals(ticket.densities(), mask.densities());
        assertEquals(STEPS, found.outcome().steps());
        if (!method.name().equals("late-rewinding")) {
            boolean other = List.of("random-mask-ticket", "one-shot-ticket").contains(method.name());
            assertEquals(!other, ticket.equals(mask), method.name());
        }
        assertEquals(method instanceof WinningTicket, Arrays.equals(winning.subnetwork().weights().of("fc1.weight"),
            found.subnetwork().weights().of("fc1.weight")), method.name());
        for (MaskLayer layer : mask.layers()) {
            float[] values = found.subnetwork().weights().of(layer.name());
            for (int i = 0; i < values.length; i++) {
                assertTrue(layer.kept(i) || values[i] == 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aKilledTicketEndsWithTheSameBits(LotteryTicket method, @TempDir Path folder) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        Found expected = find(method, problem, TrainingMonitor.SILENT);
        for (long kill : new long[] {1, 9, 10, 11, 25, 40, 41, STEPS}) {
            Path file = folder.resolve("kill-" + kill);
            assertThrows(Killed.class, () -> find(method, problem, new Keeper(file, kill)));
            Found found = find(method, problem, new Keeper(file, -1));
            assertEquals(expected.subnetwork().mask(), found.subnetwork().mask(), "killed at " + kill);
            expected.subnetwork().weights().values().forEach((name, values) -> assertArrayEquals(values, found.subnetwork().weights().of(
                name), "killed at " + kill));
            assertEquals(expected.outcome(), found.outcome());
        }
    }

    /** The start of every later round against the checkpoint of step k of the first, with batch normalisation too. */
    @ParameterizedTest
    @CsvSource({"lenet-300-100, 0.05, 0", "lenet-300-100, 0.05, 4", "resnet18, 0.04, 0", "resnet18, 0.04, 4"})
    void rewoundWeightsAreTheCheckpointsBitForBit(String architecture, double width, long k) {
        Problem problem = Tiny.problem(architecture, width);
        Keeper keeper = new Keeper(null, -1);
        List<Map<String, float[]>> starts = new ArrayList<>();
        List<Map<String, float[]>> statistics = new ArrayList<>();
        try (Network network = Tiny.network(problem)) {
            InitialWeights initial = problem.initialWeights(network, 1, Tiny.random(1));
            Map<String, float[]> untouched = new LinkedHashMap<>();
            initial.values().forEach((name, values) -> untouched.put(name, values.clone()));
            Map<String, float[]> fresh = network.normState();
            PruningLadder ladder = PruningLadder.of(network, 0.2);
            List<Rung> rungs = List.of(new Rung(6, ladder.to(0.8).kept()), new Rung(12, ladder.to(0.6).kept()));
            Rewind rewind = new Rewind(initial, k, 6);
            LadderTraining.Restart watched = new LadderTraining.Restart() {
                @Override
                public InitialWeights weights(int round, InitialWeights trained, Mask mask, Network of) {
                    InitialWeights start = rewind.weights(round, trained, mask, of);
                    starts.add(start.values());
                    statistics.add(of.normState());
                    return start;
                }

                @Override
                public List<CarriedState> carried() {
                    return rewind.carried();
                }

                @Override
                public void stepped(long step, Parametrization weights, Network of) {
                    rewind.stepped(step, weights, of);
                }
            };
            new LadderTraining(network, problem, initial, rungs, new Magnitude(), Scope.LAYER,
                TrainingOptions.of(Adam.of(0), 1.2e-3, 18, 16, 6).withCheckpointSeconds(0), 3, Tiny.random(1), watched,
                keeper).run();
            Map<String, float[]> expected = k == 0 ? untouched : keeper.saved.get(k).variables();
            Map<String, float[]> norm = k == 0 ? fresh : keeper.saved.get(k).normState();
            assertEquals(2, starts.size());
            for (int round = 0; round < 2; round++) {
                for (String name : network.trainable()) {
                    assertArrayEquals(expected.get(name), starts.get(round).get(name), name);
                }
                for (String name : norm.keySet()) {
                    assertArrayEquals(norm.get(name), statistics.get(round).get(name), name);
                }
            }
            assertNotEquals(Arrays.hashCode(untouched.get(network.trainable().get(0))),
                Arrays.hashCode(keeper.saved.get(5L).variables().get(network.trainable().get(0))));
        }
    }

    /** Each control's start by hand: what it keeps of the ticket, and what it does not. */
    @Test
    void everyControlLacksOneThing() {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        try (Network network = Tiny.network(problem)) {
            InitialWeights ticket = problem.initialWeights(network, 1, Tiny.random(1));
            InitialWeights redrawn = problem.initialWeights(network, 1, Tiny.random(2));
            Mask mask = RandomMask.like(half(network), Tiny.random(3).stream("mask"));
            for (TicketStart start : TicketStart.values()) {
                Mask kept = start.mask(mask, Tiny.random(4));
                assertEquals(mask.densities(), kept.densities());
                assertEquals(start != TicketStart.RANDOM_MASK, mask.equals(kept));
                InitialWeights weights = start.weights(ticket, redrawn, ticket, mask, Tiny.random(4));
                float[] old = ticket.of("fc2.weight");
                float[] now = weights.of("fc2.weight");
                MaskLayer layer = mask.layer("fc2.weight");
                switch (start) {
                    case TICKET, RANDOM_MASK -> assertArrayEquals(old, now);
                    case REINITIALISED -> assertArrayEquals(redrawn.of("fc2.weight"), now);
                    case SHUFFLED -> {
                        assertNotEquals(Arrays.toString(old), Arrays.toString(now));
                        assertArrayEquals(sortedKept(old, layer), sortedKept(now, layer));
                    }
                    case SIGNS_REDRAWN -> {
                        for (int i = 0; i < now.length; i++) {
                            assertEquals(Math.signum(old[i]), Math.signum(now[i]));
                            assertEquals(Math.abs(redrawn.of("fc2.weight")[i]), Math.abs(now[i]));
                        }
                    }
                    case SIGNS_CONSTANT -> {
                        double mean = 0;
                        double variance = 0;
                        for (float w : old) {
                            mean += (double) w / old.length;
                        }
                        for (float w : old) {
                            variance += (w - mean) * (w - mean) / old.length;
                        }
                        for (int i = 0; i < now.length; i++) {
                            assertEquals(Math.signum(old[i]) * Math.sqrt(variance), now[i], 1e-6);
                        }
                    }
                }
            }
        }
    }

    private static Mask half(Network network) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Tiny.dense(network).layers().forEach(l -> shapes.put(l.name(), l.shape()));
        return RandomMask.of(shapes, 0.5, Tiny.random(9).stream("mask"));
    }

    private static float[] sortedKept(float[] weights, MaskLayer layer) {
        float[] kept = new float[layer.keptCount()];
        int n = 0;
        for (int i = 0; i < weights.length; i++) {
            if (layer.kept(i)) {
                kept[n++] = weights[i];
            }
        }
        Arrays.sort(kept);
        return kept;
    }

    @Test
    void aRewindStepAfterTheFirstRoundIsRefused() {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        try (Network network = Tiny.network(problem)) {
            InitialWeights initial = problem.initialWeights(network, 1, Tiny.random(1));
            assertTrue(assertThrows(InvalidInputException.class, () -> new Rewind(initial, 10, 10)).getMessage()
                .contains("0 to 9, found 10"));
            assertThrows(InvalidInputException.class, () -> new Rewind(initial, -1, 10));
        }
        assertThrows(InvalidInputException.class, () -> new LotteryTicket("late", TicketStart.TICKET, 1,
            new PruningSchedule.OneShot(), "Too late.") {});
        assertTrue(methods().size() >= 8);
    }
}
