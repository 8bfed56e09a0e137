package org.espalier.nets.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {

    private static final byte[] A = "first".getBytes(UTF_8);
    private static final byte[] B = "b".repeat(512).getBytes(UTF_8);

    @Test
    void givesTheWantedFilesAndSkipsTheOthers() throws IOException {
        byte[] tar = Bytes.concat(
            Bytes.tarEntry("d/", '5', new byte[0]),
            Bytes.tarEntry("d/readme.html", '0', new byte[700]),
            Bytes.tarEntry("d/b", '0', B),
            Bytes.tarEntry("./d/a", '\0', A),
            Bytes.endOfTar());
        assertEquals(Map.of("d/a", "first", "d/b", "b".repeat(512)), read(tar, Map.of("d/a", 5L, "d/b", 512L)));
    }

    @Test
    void readsWhatTarWrites(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("d"));
        Files.write(folder.resolve("d/a"), A);
        Files.write(folder.resolve("d/b"), B);
        Process process;
        try {
            process = new ProcessBuilder("tar", "cf", "x.tar", "d").directory(folder.toFile()).start();
        } catch (IOException e) {
            Assumptions.abort("no program tar here to compare with");
            return;
        }
        assertEquals(0, process.waitFor());
        assertEquals(Map.of("d/a", "first", "d/b", "b".repeat(512)),
            read(Files.readAllBytes(folder.resolve("x.tar")), Map.of("d/a", 5L, "d/b", 512L)));
    }

    @Test
    void hostileNamesAreNothingToIt() {
        byte[] tar = Bytes.concat(Bytes.tarEntry("../d/a", '0', A), Bytes.tarEntry("/d/a", '0', A), Bytes.endOfTar());
        refused("ends without the entries [d/a]", tar);
    }

    @Test
    void aLinkIsNotAFile() {
        refused("ends without the entries [d/a]", Bytes.concat(Bytes.tarEntry("d/a", '2', A), Bytes.endOfTar()));
    }

    @Test
    void refusesAnotherSize() {
        refused("entry d/a has 512 bytes; 5 were expected", Bytes.concat(Bytes.tarEntry("d/a", '0', B), Bytes.endOfTar()));
    }

    @Test
    void refusesHugeSizesBeforeReading() {
        refused("is too long", Bytes.tarEntry("d/x", '0', "77777777777", A));
        refused("octal number was expected", Bytes.tarEntry("d/x", '0', "\u0080\0\0\1", A));
        refused("octal number was expected", Bytes.tarEntry("d/x", '0', "-1", A));
    }

    @Test
    void refusesADuplicate() {
        byte[] tar = Bytes.concat(Bytes.tarEntry("d/a", '0', A), Bytes.tarEntry("d/a", '0', A), Bytes.endOfTar());
        String message = assertThrows(InvalidInputException.class, () -> read(tar, Map.of("d/a", 5L, "d/b", 1L))).getMessage();
        assertTrue(message.contains("holds d/a twice"), message);
    }

    @Test
    void refusesACorruptHeader() {
        byte[] tar = Bytes.tarEntry("d/a", '0', A);
        tar[2] = 'x';
        refused("checksum of the header at byte 0 is wrong", tar);
        byte[] noise = new byte[1024];
        Arrays.fill(noise, (byte) 'z');
        refused("not a tar archive", noise);
    }

    @Test
    void refusesTruncation() {
        byte[] tar = Bytes.tarEntry("d/a", '0', A);
        assertThrows(EOFException.class, () -> read(Arrays.copyOf(tar, 515), Map.of("d/a", 5L)));
        refused("ends without", Arrays.copyOf(tar, 300));
    }

    private static Map<String, String> read(byte[] tar, Map<String, Long> wanted) throws IOException {
        Map<String, String> files = new TreeMap<>();
        TarReader.read("t.tar", new ByteArrayInputStream(tar), wanted, (name, c) -> files.put(name, new String(c, UTF_8)));
        return files;
    }

    private static void refused(String expected, byte[] tar) {
        String message = assertThrows(InvalidInputException.class, () -> read(tar, Map.of("d/a", 5L))).getMessage();
        assertTrue(message.startsWith("t.tar") && message.contains(expected), message);
    }
}
