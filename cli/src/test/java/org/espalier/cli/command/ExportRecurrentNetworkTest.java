package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.cli.network.TorchPython;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.kept.PopulationDescription;
import org.espalier.rnndynamics.kept.PopulationJson;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.population.OutputLoss;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real populations, exported, read back in Java and in PyTorch: every cell, a mask, cross-entropy. */
@Tag("slow")
class ExportRecurrentNetworkTest {
    @TempDir
    private static Path folder;
    private static Path runs;
    private static final List<TrialRecord> RECORDS = new ArrayList<>();

    @BeforeAll
    static void train() throws InterruptedException {
        runs = folder.resolve("runs");
        run("rnn-dynamics/flip-flop", "cell=gru,lstm,rnn-tanh,rnn-relu,ugrnn", "steps=60", "starts=4", "probes=2");
        run("rnn-dynamics/pruned", "method=random-pruning,edge-popup", "density=0.5", "steps=40", "starts=4", "probes=2");
        run("analysis/rank-rnn", "task=delayed-match", "rank=2", "steps=40");
    }

    private static void run(String id, String... settings) throws InterruptedException {
        Study study = Studies.find(id);
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(2)));
        RunDirectory directory = RunDirectory.at(runs);
        directory.save(plan, Instant.EPOCH);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        directory.records(plan).trials().stream()
            .filter(r -> Files.exists(directory.trialFolder(r.trial()).resolve("networks.json"))).forEach(RECORDS::add);
    }

    private static Path export(TrialRecord record) throws IOException {
        Path to = Files.createTempDirectory(folder, "exported");
        CommandRun.of("export-network", record.trial().id(), "--to", to, "--out", runs).done();
        return to;
    }

    /** The cell in double precision, fed the exported trials, has the loss that the engine found in single precision. */
    @Test
    void whatIsExportedHasTheRecordsLoss() throws IOException {
        assertTrue(RECORDS.size() >= 8, "only " + RECORDS.size() + " trials");
        for (TrialRecord record : RECORDS) {
            Path exported = export(record);
            PopulationDescription about = PopulationJson.read(exported.resolve("network.json"));
            assertEquals(PopulationJson.write(about), Files.readString(exported.resolve("network.json")));
            for (PopulationDescription.Network one : about.networks()) {
                Path file = exported.resolve("final-" + one.seed() + ".safetensors");
                NetworkWeights weights = NetworkWeights.of(about.shape(), Safetensors.read(file).tensors(), file.toString());
                double recorded = record.summary().get(one.seed()).get(one.metric());
                double found = loss(weights, about, Npz.read(exported.resolve("trials-" + one.seed() + ".npz")));
                assertEquals(recorded, found, 1e-5 * recorded, record.trial().toString() + " seed " + one.seed());
            }
        }
    }

    private static double loss(NetworkWeights weights, PopulationDescription about, Map<String, NpyArray> trials) {
        double[] inputs = trials.get("inputs").doubles();
        double[] target = trials.get("target").doubles();
        double[] mask = trials.get("mask").doubles();
        int count = (int) trials.get("mask").shape()[1];
        int steps = (int) trials.get("mask").shape()[0];
        int i = about.shape().inputs();
        int o = about.shape().outputs();
        Cell cell = weights.cell();
        double sum = 0;
        double counted = 0;
        for (int b = 0; b < count; b++) {
            double[] state = new double[cell.stateSize()];
            for (int t = 0; t < steps; t++) {
                int row = t * count + b;
                double[] next = new double[state.length];
                cell.step(state, 0, inputs, row * i, next, 0);
                state = next;
                double[] y = weights.output(state);
                double total = 0;
                for (double v : y) {
                    total += Math.exp(v);
                }
                for (int k = 0; k < o; k++) {
                    double wanted = target[row * o + k];
                    sum += mask[row] * (about.loss() == OutputLoss.CROSS_ENTROPY ? -wanted * (y[k] - Math.log(total))
                        : (y[k] - wanted) * (y[k] - wanted) / o);
                }
                counted += mask[row];
            }
        }
        return sum / counted;
    }

    @Test
    void pyTorchFindsTheRecordsLosses() throws IOException, InterruptedException {
        TorchPython.assume();
        List<Path> scripts = new ArrayList<>();
        int networks = 0;
        for (TrialRecord record : RECORDS) {
            scripts.add(export(record).resolve("load.py"));
            networks += record.trial().seeds().size();
        }
        TorchPython.Ended ended = TorchPython.scripts(scripts);
        assertEquals(0, ended.code(), ended.output());
        List<String> lines = ended.output().lines().filter(l -> l.startsWith("seed ")).toList();
        assertEquals(networks, lines.size(), ended.output());
        for (String line : lines) {
            String[] words = line.replaceAll("[():]", "").split(" +");
            double found = Double.parseDouble(words[3]);
            assertEquals(Double.parseDouble(words[5]), found, 1.1e-3 * found, line);
        }
    }

    @Test
    void aMaskIsKeptWhereWeightsArePruned() throws IOException {
        int masks = 0;
        for (TrialRecord record : RECORDS) {
            Path exported = export(record);
            for (long seed : record.trial().seeds()) {
                Path file = exported.resolve("mask-" + seed + ".safetensors");
                if (Files.exists(file)) {
                    boolean[] kept = Safetensors.read(file).tensors().get("rnn.weight_hh_l0").booleans();
                    Map<String, SafeTensor> found = Safetensors.read(exported.resolve("final-" + seed + ".safetensors")).tensors();
                    float[] weights = found.get("rnn.weight_hh_l0").floats();
                    int count = 0;
                    for (int i = 0; i < kept.length; i++) {
                        assertTrue(kept[i] || weights[i] == 0);
                        count += kept[i] ? 1 : 0;
                    }
                    assertEquals(kept.length / 2, count);
                    masks++;
                }
            }
        }
        assertEquals(4, masks, "two networks of either method");
    }

    @Test
    void leavesTheTrialsOutWhenAsked() {
        Path to = folder.resolve("without");
        CommandRun.of("export-network", RECORDS.get(0).trial().id(), "--to", to, "--out", runs, "--without-images").done();
        assertFalse(Files.exists(to.resolve("trials-1.npz")));
        assertTrue(Files.exists(to.resolve("final-1.safetensors")));
    }
}
