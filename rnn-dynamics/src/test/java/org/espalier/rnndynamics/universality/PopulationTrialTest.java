package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.topology.PointGraph;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTrialTest {
    private static final ComparedTask ONE_BIT = task("nodes");

    /** One bit; the graph has a node for each stable point. */
    static ComparedTask task(String graph) {
        return new ComparedTask() {
            @Override
            public FlipFlop task(Parameters parameters) {
                return new FlipFlop(1, 0.2, 12);
            }

            @Override
            public double learntBelow() {
                return 0.1;
            }

            @Override
            public List<String> graphNames() {
                return List.of(graph);
            }

            @Override
            public SortedMap<String, PointGraph> graphs(AnalysedNetwork network, NetworkLog log) {
                int n = (int) network.fixed().stream().filter(f -> f.unstable() == 0).count();
                return new TreeMap<>(Map.of(graph, new PointGraph(new int[n], new int[n * n])));
            }
        };
    }

    private static Trial trial(String cell, double l2, double rate, int steps, Long... seeds) {
        PopulationParameters.Setting setting = new PopulationParameters.Setting(List.of(cell), List.of(6), List.of(l2), rate, 1, 1,
            8, steps, 0.01, 4, 16);
        return new Trial("test/one-bit", 1, PopulationParameters.grid(Overrides.NONE, setting).points().get(0),
            List.of(seeds), new TreeMap<>(), List.of());
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void aKilledTrialEndsWithTheSameBits(@TempDir Path undisturbed, @TempDir Path folder) throws IOException {
        Trial trial = trial("gru", 1e-4, 0.02, 200, 1L, 2L);
        FolderContext whole = new FolderContext(undisturbed);
        TrialResult expected = PopulationTrial.run(trial, whole, ONE_BIT);
        FolderContext killed = new FolderContext(folder);
        int rows = whole.text().split("\n").length;
        boolean halfway = false;
        // In the training, near its end, in the analysis of the first and of the second network.
        for (int at : new int[] {5, 9, rows / 2, rows - 3}) {
            FolderContext attempt = killed.again(at);
            assertThrows(FolderContext.Killed.class, () -> PopulationTrial.run(trial, attempt, ONE_BIT,
                PopulationParameters.options(trial.parameters()).withCheckpointSeconds(0)));
            halfway |= Files.exists(folder.resolve("checkpoint.safetensors"));
        }
        assertTrue(halfway, "nothing was ever saved");
        FolderContext last = killed.again(Integer.MAX_VALUE);
        TrialResult resumed = PopulationTrial.run(trial, last, ONE_BIT,
            PopulationParameters.options(trial.parameters()).withCheckpointSeconds(0));
        assertEquals(expected, resumed);
        assertEquals(whole.text(), last.text());
        Map<String, byte[]> found = files(folder);
        Map<String, byte[]> wanted = files(undisturbed);
        assertEquals(List.of("fixed-points-1.npz", "fixed-points-2.npz", "initial-1.safetensors", "initial-2.safetensors",
            "network-1.safetensors", "network-2.safetensors", "networks.json", "population.npz"), List.copyOf(wanted.keySet()));
        assertEquals(wanted.keySet(), found.keySet());
        wanted.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    }

    @Test
    void noTwoNetworksShareTheirRandomNumbers(@TempDir Path folder) {
        FolderContext context = new FolderContext(folder);
        List<Member> members = Stream.of(trial("gru", 0, 0.01, 1, 1L, 2L), trial("gru", 1e-5, 0.01, 1, 1L, 2L),
            trial("lstm", 0, 0.01, 1, 1L, 2L)).flatMap(t -> PopulationParameters.members(t, context).stream()).toList();
        assertEquals(6, members.stream().map(Member::seed).distinct().count());
        // Whoever else is in the trial, and however it is trained.
        assertEquals(members.get(1).seed(),
            PopulationParameters.members(trial("gru", 0, 0.5, 9, 2L, 7L), context).get(0).seed());
    }

    @Test
    void divergenceAndFailureAreOutcomes(@TempDir Path root) throws IOException {
        Trial wild = trial("rnn-relu", 0, 1, 200, 1L, 2L);
        Parameters unclipped = wild.parameters().with("clip_norm", 1e6);
        Trial trial = new Trial(wild.study(), 1, unclipped, wild.seeds(), new TreeMap<>(), List.of());
        Path own = Files.createDirectory(root.resolve(trial.id()));
        TrialResult result = PopulationTrial.run(trial, new FolderContext(own), ONE_BIT);
        result.summary().forEach((seed, row) -> {
            assertEquals(0, row.get("learnt"), seed + " " + row);
            assertTrue(row.get("diverged") == 1 || row.has("fixed"), seed + " " + row);
        });
        // Too few steps to learn: kept and counted, and looked into.
        Trial young = trial("gru", 0, 1e-4, 3, 1L, 2L);
        Path youngs = Files.createDirectory(root.resolve(young.id()));
        TrialResult early = PopulationTrial.run(young, new FolderContext(youngs), ONE_BIT);
        assertEquals(TrialResult.Status.DONE, early.status());
        assertEquals(0, early.summary().get(1L).get("learnt"));
        assertTrue(Double.isNaN(early.summary().get(1L).get("learnt_at")));
        assertTrue(early.summary().get(1L).get("fixed") >= 1);
        assertTrue(Files.exists(youngs.resolve("network-1.safetensors")));

        Trial comparison = new Trial(wild.study(), 1, PopulationParameters.comparison(young.parameters(), 5, List.of()),
            young.seeds(), new TreeMap<>(), List.of(trial.id(), young.id()));
        TrialResult compared = ComparisonTrial.run(comparison, new FolderContext(root.resolve("comparison")), ONE_BIT);
        assertEquals("{compared=0.0, networks=2.0}", compared.summary().get(1L).toString());
    }

    /** h' = tanh(2 h) has 0 and +-0.9575; without the saddle at 0 the indices cannot sum to 1. */
    @Test
    void indicesTellThatAPointIsMissing() {
        Cell cell = new VanillaCell(Activation.TANH, GateWeights.of(1, 1, 0, new double[0], new double[] {2}, null));
        List<FixedPoint> all = FixedPointSearch.run(cell, StartStates.under(new double[0], new double[] {-1, 0.1, 1}, 3),
            SearchOptions.DEFAULT).of(PointClass.FIXED);
        assertEquals(3, all.size());
        assertEquals(1, FixedPointIndex.sum(all));
        assertEquals(2, FixedPointIndex.sum(all.stream().filter(p -> p.unstable() == 0).toList()));
        // h' = tanh(-2 h) turns round a point that it leaves: one unstable dimension, index 1.
        Cell turning = new VanillaCell(Activation.TANH, GateWeights.of(1, 1, 0, new double[0], new double[] {-2}, null));
        List<FixedPoint> one = FixedPointSearch.run(turning, StartStates.under(new double[0], new double[] {-1, 0.1, 1}, 3),
            SearchOptions.DEFAULT).of(PointClass.FIXED);
        assertEquals(1, one.size());
        assertEquals(1, one.get(0).unstable());
        assertEquals(1, FixedPointIndex.sum(one));
    }

    @Test
    void startsLieAmongWhatWasVisited() {
        double[] visited = {0, 0, 4, 0, 0, 4};
        double[] starts = SearchStarts.of(visited, 2, 3000, new double[1], new SplittableRandom(3)).states();
        double noisy = 0;
        double farthest = 0;
        double inside = 0;
        for (int s = 0; s < 3000; s++) {
            double x = starts[2 * s];
            double y = starts[2 * s + 1];
            if (s % 3 == 0) {
                double nearest = Math.min(Math.hypot(x, y), Math.min(Math.hypot(x - 4, y), Math.hypot(x, y - 4)));
                noisy += nearest * nearest / 1000;
                continue;
            }
            assertTrue(x >= -1e-12 && y >= -1e-12 && x + y <= 4 + 1e-12, x + " " + y);
            farthest = Math.max(farthest, Math.min(x, y));
            // On an edge of the triangle lies what is between two.
            boolean edge = x < 1e-9 || y < 1e-9 || Math.abs(x + y - 4) < 1e-9;
            assertTrue(s % 3 == 2 || edge);
            inside += !edge ? 1 : 0;
        }
        // Half of the root mean square 2 * sqrt(2/3) in each of two dimensions; nearest corners make it less.
        assertEquals(Math.sqrt(2) * Math.sqrt(32.0 / 6) / 2, Math.sqrt(noisy), 0.25);
        assertTrue(farthest > 1 && inside > 400, farthest + " " + inside);
    }
}
