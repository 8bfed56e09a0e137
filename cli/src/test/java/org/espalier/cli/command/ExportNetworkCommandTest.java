package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.cli.network.TorchPython;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
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

/** Real trials on digits, exported, read back in Java and in PyTorch. */
@Tag("slow")
class ExportNetworkCommandTest {
    @TempDir
    private static Path folder;
    private static Path runs;
    private static final List<TrialRecord> RECORDS = new ArrayList<>();

    @BeforeAll
    static void train() throws InterruptedException, IOException {
        runs = folder.resolve("runs");
        run("edge-popup/density", "architecture=conv2,all-cnn-c,resnet18", "width=0.125", "epochs=2",
            "method=dense-sgd");
        run("edge-popup/density", "architecture=lenet-300-100,resnet18", "width=0.25", "density=0.3", "epochs=2",
            "method=edge-popup");
        run("pruning/ladder", "width=0.25", "density=0.2", "epochs=3", "method=lottery-ticket");
        run("lottery-ticket/ladder", "width=0.25", "round=2", "steps=200", "rewind_step=20", "method=shuffled-ticket");
    }

    private static void run(String id, String... settings) throws InterruptedException {
        Study study = Studies.find(id);
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(1)));
        RunDirectory directory = RunDirectory.at(runs);
        directory.save(plan, java.time.Instant.EPOCH);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        RECORDS.addAll(directory.records(plan).trials());
    }

    private static double accuracy(TrialRecord record) {
        return record.summary().get(record.trial().seed()).get("test_accuracy");
    }

    private static Path export(TrialRecord record) throws IOException {
        Path to = Files.createTempDirectory(folder, "exported");
        CommandRun.of("export-network", record.trial().id().substring(0, 12), "--to", to, "--out", runs).done();
        return to;
    }

    private static Set<String> files(Path exported) throws IOException {
        try (Stream<Path> files = Files.list(exported)) {
            return new TreeSet<>(files.map(f -> f.getFileName().toString()).toList());
        }
    }

    /** Read back from the exported files alone, every network has the record's accuracy to the last bit. */
    @Test
    void whatIsExportedIsTheNetworkOfTheRecord() throws IOException {
        assertTrue(RECORDS.size() >= 8, "only " + RECORDS.size() + " trials");
        for (TrialRecord record : RECORDS) {
            Path exported = export(record);
            NetworkDescription about = NetworkJson.read(exported.resolve("network.json"));
            assertEquals(record.trial().id(), about.origin().trial().orElseThrow());
            Map<String, NpyArray> test = Npz.read(exported.resolve("test.npz"));
            double[] values = test.get("images").doubles();
            float[] pixels = new float[values.length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) values[i];
            }
            double[] labels = test.get("labels").doubles();
            int[] whole = new int[labels.length];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = (int) labels[i];
            }
            LabelledImages images = about.normalisation().orElseThrow()
                .apply(new LabelledImages(about.input(), about.classes(), pixels, whole));
            try (Network network = Network.create(Architectures.named(about.architecture()), about.options(), about.input(),
                about.classes())) {
                assertEquals(network.layers(), about.layers());
                WeightFile.load(WeightFile.read(exported.resolve("final.safetensors"), network), network);
                assertEquals(accuracy(record), Evaluation.of(network, images, new CrossEntropy(0)).accuracy(),
                    record.trial().toString());
            }
        }
    }

    @Test
    void pyTorchFindsTheRecordsAccuracies() throws IOException, InterruptedException {
        TorchPython.assume();
        List<Path> scripts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (TrialRecord record : RECORDS) {
            scripts.add(export(record).resolve("load.py"));
            String accuracy = String.format(Locale.ROOT, "%.4f", accuracy(record));
            expected.add("test accuracy " + accuracy + " (record: " + accuracy + ")");
        }
        TorchPython.Ended ended = TorchPython.scripts(scripts);
        assertEquals(0, ended.code(), ended.output());
        assertEquals(expected, ended.output().lines().filter(l -> l.startsWith("test accuracy")).toList());
    }

    private static TrialRecord record(String study, String method) {
        return RECORDS.stream().filter(r -> r.trial().study().equals(study)
            && r.trial().parameters().text("method").equals(method)).findFirst().orElseThrow();
    }

    /** Edge-popup finds its initial weights under the mask, and has learnt scores that rank it. */
    @Test
    void edgePopupKeepsItsInitialWeightsUnderTheMaskAndItsScores() throws IOException {
        Path exported = export(record("edge-popup/density", "edge-popup"));
        assertEquals(Set.of("final.safetensors", "initial.safetensors", "load.py", "mask.safetensors", "network.json",
            "record.json", "scores.safetensors", "test.npz"), files(exported));
        Map<String, SafeTensor> initial = Safetensors.read(exported.resolve("initial.safetensors")).tensors();
        Map<String, SafeTensor> found = Safetensors.read(exported.resolve("final.safetensors")).tensors();
        Map<String, SafeTensor> scores = Safetensors.read(exported.resolve("scores.safetensors")).tensors();
        Mask mask = MaskFile.read(exported.resolve("mask.safetensors"));
        for (MaskLayer layer : mask.layers()) {
            float[] expected = initial.get(layer.name()).floats();
            layer.apply(expected);
            assertArrayEquals(expected, found.get(layer.name()).floats(), layer.name());
            float lowest = Float.POSITIVE_INFINITY;
            float highest = 0;
            float[] s = scores.get(layer.name()).floats();
            for (int i = 0; i < s.length; i++) {
                if (layer.kept(i)) {
                    lowest = Math.min(lowest, Math.abs(s[i]));
                } else {
                    highest = Math.max(highest, Math.abs(s[i]));
                }
            }
            // The mask is that of the last step, after which the scores moved once more.
            assertTrue(lowest > 0.9 * highest, layer.name() + " " + lowest + " " + highest);
        }
    }

    /** A ticket is what its training started from: zero where nothing is kept, and here shuffled. */
    @Test
    void aTicketIsKeptBesideTheInitialWeights() throws IOException {
        for (TrialRecord record : List.of(record("lottery-ticket/ladder", "shuffled-ticket"),
            record("pruning/ladder", "lottery-ticket"))) {
            Path exported = export(record);
            Map<String, SafeTensor> ticket = Safetensors.read(exported.resolve("ticket.safetensors")).tensors();
            Map<String, SafeTensor> initial = Safetensors.read(exported.resolve("initial.safetensors")).tensors();
            for (MaskLayer layer : MaskFile.read(exported.resolve("mask.safetensors")).layers()) {
                float[] start = ticket.get(layer.name()).floats();
                float[] untrained = initial.get(layer.name()).floats();
                boolean rewound = true;
                for (int i = 0; i < start.length; i++) {
                    assertTrue(layer.kept(i) || start[i] == 0, layer.name() + " " + i);
                    rewound &= !layer.kept(i) || start[i] == untrained[i];
                }
                assertEquals(record.trial().study().equals("pruning/ladder"), rewound, layer.name());
            }
        }
    }

    @Test
    void leavesTheImagesOutWhenAsked() throws IOException {
        Path to = folder.resolve("without");
        CommandRun.of("export-network", RECORDS.get(0).trial().id(), "--to", to, "--out", runs, "--without-images").done();
        assertFalse(files(to).contains("test.npz"));
    }

    @Test
    void saysWhatCannotBeExported() throws IOException {
        TrialRecord record = RECORDS.get(0);
        Path to = folder.resolve("refused");
        CommandRun.of("export-network", "xyz", "--to", to, "--out", runs).refused(2, "'xyz' is not the id of a trial");
        CommandRun.of("export-network", "0000000000000000", "--to", to, "--out", runs).refused(2, "no trial in ");
        CommandRun.of("export-network", record.trial().id(), "--to", to, "--out", folder.resolve("nothing"))
            .refused(2, "is not a run directory");
        Files.createDirectories(to);
        Files.writeString(to.resolve("mine.txt"), "mine");
        CommandRun.of("export-network", record.trial().id(), "--to", to, "--out", runs).refused(2, "is not empty");

        Path old = folder.resolve("old");
        copy(runs, old);
        Path kept = RunDirectory.at(old).trialFolder(record.trial());
        Files.delete(kept.resolve("network.json"));
        CommandRun.of("export-network", record.trial().id(), "--to", folder.resolve("a"), "--out", old)
            .refused(2, "cannot be described: ", "network.json is missing");
        Files.delete(kept.resolve("initial.safetensors"));
        CommandRun.of("export-network", record.trial().id(), "--to", folder.resolve("a"), "--out", old)
            .refused(2, "keeps no network", "again");
        Files.delete(kept.resolve("record.json"));
        CommandRun.of("export-network", record.trial().id(), "--to", folder.resolve("a"), "--out", old)
            .refused(2, "has no result");
    }

    /** A record that does not tell that its engine was checked: what is made of it says so, in one line. */
    @Test
    void whatIsDoubtedIsExportedWithANote() throws IOException {
        TrialRecord record = RECORDS.stream().filter(r -> "conv2".equals(r.trial().parameters().text("architecture"))).findFirst()
            .orElseThrow();
        String note = "made by an engine that was not checked (its convolutions may be wrong); the next run makes it again.";
        Object[] export = {"export", "edge-popup/density", runs, "--format", "csv"};
        assertFalse(CommandRun.of(export).done().err().contains("not checked"));
        assertFalse(CommandRun.of("export-network", record.trial().id(), "--to", folder.resolve("sure"), "--out", runs).done().err()
            .contains("not checked"));

        Path old = folder.resolve("unchecked");
        copy(runs, old);
        Path file = RunDirectory.at(old).trialFolder(record.trial()).resolve("record.json");
        String text = Files.readString(file);
        assertTrue(text.contains("\"engine-check\""), text);
        Files.writeString(file, text.replace("\"engine-check\"", "\"engine-forgotten\""));
        export[2] = old;
        List<String> told = CommandRun.of(export).done().err().lines().filter(l -> l.contains("not checked")).toList();
        assertEquals(List.of("Note: edge-popup/density, preset smoke: 1 trial was " + note), told);
        told = CommandRun.of("export-network", record.trial().id(), "--to", folder.resolve("doubted"), "--out", old).done().err()
            .lines().filter(l -> l.contains("not checked")).toList();
        assertEquals(List.of("Note: trial " + record.trial().id() + " of edge-popup/density was " + note), told);
    }

    /** Through the command and its workers: what no other trial reads is left out, and the mask stays. */
    @Test
    void aRunWithoutNetworksKeepsNone() throws IOException {
        Path bare = folder.resolve("bare");
        CommandRun.of("run", "edge-popup/density", "--preset", "smoke", "--seeds", "1", "--jobs", "1", "--set", "method=random",
            "--set", "density=0.5", "--set", "architecture=lenet-300-100", "--out", bare, "--no-networks").done();
        RunDirectory directory = RunDirectory.at(bare);
        Plan plan = directory.latestPlan("edge-popup/density").orElseThrow().plan();
        String id = plan.trials().get(0).id();
        assertEquals(List.of("mask.safetensors"), files(directory.trialFolder("edge-popup/density", id)).stream()
            .filter(name -> name.endsWith(".safetensors") || name.equals("network.json")).toList());
        CommandRun.of("export-network", id, "--to", folder.resolve("b"), "--out", bare)
            .refused(2, "keeps no network", "--no-networks");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
