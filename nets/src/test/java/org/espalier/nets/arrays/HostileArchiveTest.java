package org.espalier.nets.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and headers made to take memory are refused before any is taken for their numbers. */
class HostileArchiveTest {
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 22;

    @TempDir
    private Path folder;

    private byte[] npy() throws IOException {
        Path file = folder.resolve("zeros.npy");
        Npy.write(file, NpyArray.of(new double[6000], 6000));
        return Files.readAllBytes(file);
    }

    private static byte[] stored(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("0.npy");
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return out.toByteArray();
    }

    /** One entry's bytes under ten names: the bomb that is not seen by any entry's ratio. */
    @Test
    void entriesOnTopOfEachOtherAreRefused() throws IOException {
        byte[] archive = stored(npy());
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int end = archive.length - END;
        int central = bytes.getInt(end + 16);
        assertEquals(CENTRAL, bytes.getInt(central));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(archive, 0, central);
        byte[] record = Arrays.copyOfRange(archive, central, end);
        int name = new String(record, StandardCharsets.ISO_8859_1).indexOf("0.npy");
        for (int i = 0; i < 10; i++) {
            record[name] = (byte) ('0' + i);
            out.write(record);
        }
        bytes.putShort(end + 8, (short) 10).putShort(end + 10, (short) 10).putInt(end + 12, 10 * record.length);
        out.write(archive, end, END);
        Path file = Files.write(folder.resolve("overlap.npz"), out.toByteArray());
        ArrayFileTest.refused(() -> ArrayFile.read(file), "overlap.npz", "on top of each other");
    }

    /** Found by {@link ArrayFileFuzz}: java.util.zip decodes comments, and some names, only when entries are listed. */
    @Test
    void namesAndCommentsThatAreNoTextAreRefused() throws IOException {
        byte[] good = Files.readAllBytes(ArrayFileTest.reference("checkpoint.pt"));
        String text = new String(good, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("PK\u0001\u0002"); at > 0; at = text.indexOf("PK\u0001\u0002", at + 1)) {
            byte[] bytes = good.clone();
            // The records that follow become a comment of 512 bytes, with checksums that are no text.
            bytes[at + 33] = 2;
            Path file = Files.write(folder.resolve("comment.pt"), bytes);
            ArrayFileTest.refused(() -> ArrayFile.read(file), "comment.pt");
            bytes[at + 33] = 0;
            bytes[at + 46] = (byte) 0xe8;
            Files.write(file, bytes);
            ArrayFileTest.refused(() -> ArrayFile.read(file), "comment.pt");
        }
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        Path file = folder.resolve("twice.npz");
        Npz.write(file, new TreeMap<>(Map.of("aa", NpyArray.of(new double[1]), "ab", NpyArray.of(new double[1]))));
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("ab.npy", "aa.npy");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        ArrayFileTest.refused(() -> ArrayFile.read(file), "twice.npz", "two entries aa.npy");
    }

    @Test
    void whatWouldSwellIsRefusedAloneAndTogether() throws IOException {
        Path one = folder.resolve("one.npz");
        Npz.write(one, Map.of("zeros", NpyArray.of(new byte[70 << 20], 70 << 20)));
        assertTrue(Files.size(one) < 1 << 20);
        ArrayFileTest.refused(() -> ArrayFile.read(one), "one.npz", "zeros", "swell");
        Path two = folder.resolve("two.npz");
        NpyArray half = NpyArray.of(new byte[35 << 20], 35 << 20);
        Npz.write(two, Map.of("a", half, "b", half));
        ArrayFileTest.refused(() -> ArrayFile.read(two), "two.npz", "swell");
    }

    @Test
    void anArrayThatIsNotThereIsRefused() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 2), }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        Path file = Files.write(folder.resolve("absurd.npy"), out.toByteArray());
        ArrayFileTest.refused(() -> ArrayFile.read(file), "absurd.npy", "0 bytes of numbers", "2000000000");
        Path inside = Files.write(folder.resolve("absurd.npz"), stored(out.toByteArray()));
        ArrayFileTest.refused(() -> ArrayFile.read(inside), "absurd.npz: 0", "2000000000");
    }

    /** Two gigabytes of zeros that take no room on the disk: opening them takes none in memory either. */
    @Test
    void openingALargeFileTakesNoMemory() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3000000000, 1), }\n";
        Path file = folder.resolve("large.npy");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            out.setLength(10 + header.length() + 24_000_000_000L);
        }
        StoredArray array = ArrayFile.single(file);
        assertEquals(3_000_000_000L, array.size());
        ArrayFileTest.refused(array::doubles, "large.npy", "3000000000 elements", "split");
    }
}
