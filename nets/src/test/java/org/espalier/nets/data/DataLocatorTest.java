package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DataLocatorTest {

    @TempDir
    Path temp;

    private final TinyDataSet tiny = new TinyDataSet();
    private Path dataDir;
    private Path environment;
    private Path cache;
    private Path system;
    private DataLocator locator;

    @BeforeEach
    void fourPlaces() throws IOException {
        dataDir = Files.createDirectory(temp.resolve("dir"));
        environment = Files.createDirectory(temp.resolve("env"));
        cache = temp.resolve("cache");
        system = temp.resolve("system");
        // The data set's host, data.invalid, exists nowhere: downloads fail as they do without a network.
        locator = new DataLocator(List.of(new Place(Place.Kind.DATA_DIR, dataDir),
            new Place(Place.Kind.ENVIRONMENT, environment), new Place(Place.Kind.CACHE, cache),
            new Place(Place.Kind.SYSTEM, system)), cache, DownloadProgress.SILENT);
    }

    @Test
    void searchesInTheStatedOrder() throws IOException {
        assertTrue(locator.find(tiny).isEmpty());
        tiny.write(system.resolve("tiny"), true);
        assertEquals(Place.Kind.SYSTEM, locator.find(tiny).orElseThrow().place().kind());
        tiny.write(cache.resolve("tiny"), false);
        assertEquals(Place.Kind.CACHE, locator.find(tiny).orElseThrow().place().kind());
        tiny.write(environment.resolve("tiny"), true);
        assertEquals(Place.Kind.ENVIRONMENT, locator.find(tiny).orElseThrow().place().kind());
        tiny.write(dataDir, true);
        assertEquals(dataDir + " (--data-dir)", locator.find(tiny).orElseThrow().describe());
        tiny.write(dataDir.resolve("tiny"), false);
        assertEquals(dataDir.resolve("tiny") + " (--data-dir)", locator.find(tiny).orElseThrow().describe());
    }

    @Test
    void loadsRawAndCompressedFilesAlike() throws IOException {
        tiny.write(dataDir, false);
        tiny.write(environment, true);
        DataSet.TrainAndTest raw = tiny.load(locator);
        assertArrayEquals(new int[] {0, 1, 9}, raw.train().labels());
        assertArrayEquals(new int[] {7}, raw.test().labels());
        assertEquals(10 / 255f, raw.train().pixels()[0]);
        assertEquals(200 / 255f, raw.test().pixels()[0]);
        Files.delete(dataDir.resolve("train-images"));
        Files.copy(environment.resolve("train-images.gz"), dataDir.resolve("train-images.gz"));
        assertArrayEquals(raw.train().pixels(), tiny.load(locator).train().pixels());
        assertEquals(dataDir, locator.check(tiny).folder());
    }

    @Test
    void halfADataSetWhereTheUserPointedIsAnError() throws IOException {
        tiny.write(dataDir.resolve("tiny"), true);
        tiny.write(system.resolve("tiny"), true);
        Files.delete(dataDir.resolve("tiny/test-labels.gz"));
        Location half = locator.find(tiny).orElseThrow();
        assertFalse(half.complete());
        assertEquals(List.of("test-labels"), half.missing());
        refused(dataDir.resolve("tiny") + " (--data-dir) holds only a part of tiny: test-labels", () -> tiny.load(locator));
        refused("holds only a part", () -> locator.check(tiny));
    }

    @Test
    void halfADataSetInTheCacheIsADownloadToBeCompleted() throws IOException {
        tiny.write(cache.resolve("tiny"), true);
        Files.delete(cache.resolve("tiny/test-labels.gz"));
        assertTrue(locator.find(tiny).isEmpty());
        tiny.write(system.resolve("tiny"), true);
        assertEquals(Place.Kind.SYSTEM, locator.find(tiny).orElseThrow().place().kind());
    }

    @Test
    void corruptFilesAreNamed() throws IOException {
        tiny.write(dataDir, true);
        Path file = dataDir.resolve("train-labels.gz");
        byte[] good = Files.readAllBytes(file);

        Files.write(file, Bytes.gzip(Bytes.idx(0x801, new int[] {3}, 0, 1, 8)));
        refused(file + " differs from the published train-labels: its content has SHA-256",
            "give tiny a folder of its own, " + dataDir.resolve("tiny"), () -> tiny.load(locator));
        Files.write(file, Bytes.gzip(Arrays.copyOf(TinyDataSet.TRAIN_LABELS, 10)));
        refused(file + " is truncated: 10 bytes uncompressed; 11 were expected", () -> tiny.load(locator));
        Files.write(file, Bytes.gzip(Arrays.copyOf(TinyDataSet.TRAIN_LABELS, 12)));
        refused(file + " is too long", () -> tiny.load(locator));
        Files.write(file, Arrays.copyOf(good, good.length - 9));
        refused(file + " is truncated: it ends in the middle", () -> tiny.load(locator));
        Files.write(file, Arrays.copyOf(good, 4));
        refused(file + " is truncated: it ends in the middle", () -> tiny.load(locator));
        Files.write(file, new byte[0]);
        refused(file + " is truncated", () -> tiny.load(locator));
        Files.write(file, TinyDataSet.TRAIN_LABELS);
        refused(file + " is not a gzip file", () -> tiny.load(locator));
        Files.write(dataDir.resolve("train-labels"), new byte[] {1});
        refused(dataDir.resolve("train-labels") + " is truncated: 1 bytes; 11 were expected", () -> tiny.load(locator));
    }

    @Test
    void aLabelOutOfRangeIsNamedEvenWithTheRightChecksum() throws IOException {
        byte[] labels = Bytes.idx(0x801, new int[] {3}, 0, 10, 9);
        List<DataFile> files = new ArrayList<>(tiny.files());
        files.set(1, new DataFile("train-labels", Sha256.of(labels), labels.length, files.get(1).download()));
        DataSet wrong = new IdxDataSet("tiny", "", files, 3, 1) {};
        tiny.write(dataDir, false);
        Files.write(dataDir.resolve("train-labels"), labels);
        refused("train-labels: label 1 is 10; 0 to 9 was expected", () -> wrong.load(locator));
    }

    @Test
    void withoutNetworkTheMessageSaysWhatToProvide() {
        DataSet debian = new IdxDataSet("tiny", "", tiny.files(), 3, 1) {
            @Override
            public Optional<String> debianPackage() {
                return Optional.of("dataset-tiny");
            }
        };
        String advice = "install Debian's package dataset-tiny, or put train-images.gz, train-labels.gz, test-images.gz, "
            + "test-labels.gz into " + cache.resolve("tiny") + " or into a folder given by --data-dir or $ESPALIER_DATA";
        refused("train-images.gz could not be downloaded from data.invalid (java.net.UnknownHostException", advice,
            () -> debian.load(locator));
        refused("tiny is not on this machine: ", advice, () -> locator.check(debian));
    }

    @Test
    void cifarIsReadFromItsArchiveOrItsFolder() throws IOException {
        List<DataFile> files = new ArrayList<>();
        List<byte[]> entries = new ArrayList<>();
        byte[][] batches = new byte[6][];
        entries.add(Bytes.tarEntry("cifar-10-batches-bin/batches.meta.txt", '0', new byte[61]));
        Download archive = Download.archive("cifar-10-binary.tar.gz", "0".repeat(64), 1,
            URI.create("https://data.invalid/"), "cifar-10-batches-bin");
        for (int b = 5; b >= 0; b--) {
            batches[b] = new byte[2 * 3073];
            Arrays.fill(batches[b], (byte) (10 * b));
            batches[b][0] = (byte) b;
            batches[b][3073] = 9;
            String name = b < 5 ? "data_batch_" + (b + 1) + ".bin" : "test_batch.bin";
            files.add(0, new DataFile(name, Sha256.of(batches[b]), batches[b].length, archive));
            entries.add(Bytes.tarEntry("cifar-10-batches-bin/" + name, '0', batches[b]));
        }
        entries.add(Bytes.endOfTar());
        Cifar10 cifar = new Cifar10(2, files);
        Files.write(dataDir.resolve("cifar-10-binary.tar.gz"), Bytes.gzip(Bytes.concat(entries.toArray(byte[][]::new))));
        DataSet.TrainAndTest fromArchive = cifar.load(locator);
        assertArrayEquals(new int[] {0, 9, 1, 9, 2, 9, 3, 9, 4, 9}, fromArchive.train().labels());
        assertArrayEquals(new int[] {5, 9}, fromArchive.test().labels());
        assertEquals(40 / 255f, fromArchive.train().pixels()[9 * 3072]);
        assertEquals(50 / 255f, fromArchive.test().pixels()[6143]);

        Path folder = Files.createDirectories(dataDir.resolve("cifar10/cifar-10-batches-bin"));
        for (int b = 0; b < 6; b++) {
            Files.write(folder.resolve(files.get(b).name()), batches[b]);
        }
        assertEquals(folder, locator.find(cifar).orElseThrow().folder());
        assertArrayEquals(fromArchive.train().pixels(), cifar.load(locator).train().pixels());

        batches[3][100]++;
        Files.write(folder.resolve("data_batch_4.bin"), batches[3]);
        refused(folder.resolve("data_batch_4.bin") + " differs from the published", () -> cifar.load(locator));
        byte[] tar = Bytes.concat(Bytes.tarEntry("cifar-10-batches-bin/data_batch_4.bin", '0', batches[3]));
        Files.delete(folder.resolve("data_batch_4.bin"));
        Path hostile = dataDir.resolve("cifar10/cifar-10-binary.tar.gz");
        Files.write(hostile, Bytes.gzip(tar));
        refused(hostile + " (entry cifar-10-batches-bin/data_batch_4.bin) differs", () -> cifar.load(locator));
        Files.write(hostile, Arrays.copyOf(Bytes.gzip(tar), 40));
        refused(hostile + " is truncated", () -> cifar.load(locator));
    }

    @Test
    void theStandardPlacesComeFromTheEnvironment() {
        DataLocator all = DataLocator.standard(Optional.of(dataDir),
            Map.of("ESPALIER_DATA", environment.toString(), "XDG_CACHE_HOME", cache.toString()), DownloadProgress.SILENT);
        assertEquals(List.of(new Place(Place.Kind.DATA_DIR, dataDir), new Place(Place.Kind.ENVIRONMENT, environment),
            new Place(Place.Kind.CACHE, cache.resolve("espalier")),
            new Place(Place.Kind.SYSTEM, Path.of("/usr/share/datasets"))), all.places());
        Path home = Path.of(System.getProperty("user.home"));
        for (Map<String, String> variables : List.of(Map.<String, String>of(), Map.of("XDG_CACHE_HOME", "relative"))) {
            assertEquals(home.resolve(".cache/espalier"), DataLocator.standard(Optional.empty(), variables,
                DownloadProgress.SILENT).places().get(0).root());
        }
        refused("$ESPALIER_DATA names " + temp.resolve("none") + ", which is not a folder", () -> DataLocator.standard(
            Optional.empty(), Map.of("ESPALIER_DATA", temp.resolve("none").toString()), DownloadProgress.SILENT));
        refused("--data-dir names", () -> DataLocator.standard(Optional.of(temp.resolve("none")), Map.of(),
            DownloadProgress.SILENT));
    }

    @Test
    void theEmbeddedDataSetIsEverywhere() {
        Location location = new DataLocator(List.of(), cache, DownloadProgress.SILENT).check(new Digits());
        assertEquals("embedded", location.describe());
        assertTrue(location.complete());
    }

    private static void refused(String expected, Executable read) {
        refused(expected, expected, read);
    }

    private static void refused(String expected, String alsoExpected, Executable read) {
        String message = assertThrows(InvalidInputException.class, read).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains(alsoExpected), message);
    }
}
