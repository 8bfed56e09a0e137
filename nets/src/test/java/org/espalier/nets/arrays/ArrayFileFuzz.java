package org.espalier.nets.arrays;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.MaskReader;

/**
 * Damages good files at random and reads them: every file must be read or refused in a sentence, within bounded memory and
 * time. The same seed damages in the same way.
 *
 * <p>By itself: {@code ArrayFileFuzz --minutes N [--seed S]}, from the folder {@code nets}; ends with 1 at the first fault, and
 * leaves the file that made it beside the folder {@code target}.
 */
final class ArrayFileFuzz {
    /** Many times what the small files need, and nothing beside what their damaged lengths ask for. */
    private static final long MOST_ALLOCATED = 256L << 20;
    private static final long LONGEST_SECONDS = 20;
    private static final int LONGEST_MESSAGE = 4000;
    private static final String[] NUMBERS = {"0", "1", "-1", "3", "64", "65", "65536", "2147483647", "2147483648", "4294967296",
        "4611686018427387904", "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999999"};
    private static final long[] LENGTHS = {0, 1, -1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000L, 0xffffffffL,
        1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE};
    /** Instructions of pickles. */
    private static final String CODES = ".(012FIJKLMNPQRSTUVX}]abcdeghijloprstu)GqBC\u0080\u0081\u0082\u0085\u0086\u0087\u0088\u0089"
        + "\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095";

    private final List<byte[]> seeds;
    private final Path file;
    private final SplittableRandom random;
    private final Map<byte[], Map<String, byte[]>> unpacked = new IdentityHashMap<>();
    private long refused;
    private long read;

    /** @param seeds good files @param file where the damaged ones are written */
    ArrayFileFuzz(List<byte[]> seeds, Path file, long seed) {
        this.seeds = seeds;
        this.file = file;
        this.random = new SplittableRandom(seed);
    }

    /** What went wrong with a file, which is left where it was written. */
    static final class Fault extends AssertionError {
        private static final long serialVersionUID = 1L;

        Fault(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Files refused so far, and read. */
    String counts() {
        return refused + " refused, " + read + " read";
    }

    /** Damages a file and reads it. @throws Fault if it is neither read nor refused as it should be */
    void next() {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        byte[] damaged = zip(seed) && random.nextInt(3) > 0 ? inside(seed) : damaged(seed);
        try {
            Files.write(file, damaged);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        check();
    }

    private void check() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        long started = System.nanoTime();
        try {
            readAll();
            read++;
        } catch (InvalidInputException e) {
            sentence(e.getMessage());
            refused++;
        } catch (RuntimeException | Error e) {
            throw new Fault(file + ": " + e, e);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        if (allocated > MOST_ALLOCATED) {
            throw new Fault(file + " takes " + allocated + " bytes", null);
        }
        if (System.nanoTime() - started > LONGEST_SECONDS * 1_000_000_000L) {
            throw new Fault(file + " takes more than " + LONGEST_SECONDS + " s", null);
        }
    }

    private void readAll() {
        InvalidInputException last = null;
        for (StoredArray array : ArrayFile.read(file).values()) {
            try {
                if (array.type().kind() == ElementType.Kind.COMPLEX) {
                    array.complexParts();
                } else if (array.type().numeric()) {
                    array.floats();
                    if (array.type().kind() != ElementType.Kind.REAL) {
                        array.longs();
                    }
                }
            } catch (InvalidInputException e) {
                last = e;
                sentence(e.getMessage());
            }
        }
        try {
            MaskReader.read(file, WeightLayout.KERAS);
        } catch (InvalidInputException e) {
            sentence(e.getMessage());
        }
        if (last != null) {
            throw last;
        }
    }

    private void sentence(String message) {
        if (!message.endsWith(".") || message.length() > LONGEST_MESSAGE || !message.contains(file.getFileName().toString())) {
            throw new Fault(file + " is refused with: " + message, null);
        }
    }

    private static boolean zip(byte[] bytes) {
        return bytes[0] == 'P' && bytes[1] == 'K';
    }

    private Map<String, byte[]> entries(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try {
            Files.write(file, archive);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** One of an archive's entries damaged, and the archive around it whole. */
    private byte[] inside(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>(unpacked.computeIfAbsent(archive, this::entries));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            List<String> names = new ArrayList<>(entries.keySet());
            String pickle = names.stream().filter(name -> name.endsWith("data.pkl")).findFirst().orElse(names.get(0));
            String victim = random.nextInt(4) > 0 ? pickle : names.get(random.nextInt(names.size()));
            entries.put(victim, damaged(entries.get(victim)));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (random.nextInt(200) > 0) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One to four things done to it. */
    private byte[] damaged(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = damagedOnce(bytes);
        }
        return bytes;
    }

    private byte[] damagedOnce(byte[] bytes) {
        int at = place(bytes.length);
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) CODES.charAt(random.nextInt(CODES.length()));
            case 3, 4 -> length(bytes, at);
            case 5 -> {
                return number(bytes, at);
            }
            case 6 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 7 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
                return spliced(bytes, at, random.nextBoolean() ? end : at, random.nextBoolean() ? new byte[0]
                    : Arrays.copyOfRange(bytes, at, end));
            }
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                return spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(64)), Arrays.copyOfRange(other, from,
                    Math.min(other.length, from + random.nextInt(64))));
            }
        }
        return bytes;
    }

    /** As often near the start, where lengths and headers are, as anywhere. */
    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? length : Math.min(length, 256));
    }

    private void length(byte[] bytes, int at) {
        int width = 1 << random.nextInt(4);
        byte[] value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
            .putLong(LENGTHS[random.nextInt(LENGTHS.length)]).array();
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = value[i];
        }
    }

    /** The next number in digits becomes another. */
    private byte[] number(byte[] bytes, int at) {
        int start = at;
        while (start < bytes.length && !Character.isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        byte[] number = NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII);
        return random.nextBoolean() ? spliced(bytes, start, end, number)
            : fixedHeader(bytes, spliced(bytes, start, end, number));
    }

    /** A safetensors file's header length made to fit again. */
    private static byte[] fixedHeader(byte[] before, byte[] after) {
        if (before.length > 9 && after.length > 9 && before[8] == '{') {
            ByteBuffer bytes = ByteBuffer.wrap(after).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(0, bytes.getLong(0) + after.length - before.length);
        }
        return after;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
        byte[] result = Arrays.copyOf(bytes, from + put.length + bytes.length - to);
        System.arraycopy(put, 0, result, from, put.length);
        System.arraycopy(bytes, to, result, from + put.length, bytes.length - to);
        return result;
    }

    /** Good files of every kind. */
    static List<byte[]> goodFiles() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : List.of("types.npz", "types-deflated.npz", "types.safetensors", "checkpoint.pt", "protocol4.pt",
            "legacy.pt", "single.pth", "big-endian.pt", "beside.npz", "beside.pt", "../npy/fortran.npy", "../npy/big.npy",
            "../npy/version3.npy", "../npy/c16.npy", "../npy/record.npy")) {
            files.add(Files.readAllBytes(Path.of("src/test/resources/org/espalier/nets/arrays", name)));
        }
        return files;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        int minutes = Integer.parseInt(words.get(words.indexOf("--minutes") + 1));
        long seed = words.contains("--seed") ? Long.parseLong(words.get(words.indexOf("--seed") + 1)) : 1;
        ArrayFileFuzz fuzz = new ArrayFileFuzz(goodFiles(), Path.of("target", "fuzzed.bin"), seed);
        watch(fuzz);
        long end = System.nanoTime() + minutes * 60_000_000_000L;
        long said = System.nanoTime();
        try {
            while (System.nanoTime() < end) {
                fuzz.next();
                if (System.nanoTime() - said > 60_000_000_000L) {
                    System.out.println(fuzz.counts());
                    said = System.nanoTime();
                }
            }
        } catch (Fault e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.out.println("done: " + fuzz.counts());
        System.exit(0);
    }

    /** Ends the program where one file takes for ever. */
    private static void watch(ArrayFileFuzz fuzz) {
        Thread watcher = new Thread(() -> {
            long seen = -1;
            while (true) {
                long now = fuzz.refused + fuzz.read;
                if (now == seen) {
                    System.out.println(fuzz.file + " hangs");
                    Runtime.getRuntime().halt(1);
                }
                seen = now;
                try {
                    Thread.sleep(3 * LONGEST_SECONDS * 1000);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }
}
