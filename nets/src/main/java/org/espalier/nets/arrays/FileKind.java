package org.espalier.nets.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.espalier.base.InvalidInputException;

/** What a file is, by its first bytes; its name counts only where they say nothing. */
enum FileKind {
    NPY, ZIP, SAFETENSORS, LEGACY_TORCH;

    private static final int START = 1024;
    private static final int TEXT = 256;
    private static final String READ = "expected .npy, .npz, .safetensors, or PyTorch's .pt of tensors";
    private static final int[] LEGACY = {0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};

    /**
     * Looks at a file.
     *
     * @throws InvalidInputException if it is not there, no file, empty, or of a kind that is not read; the message says what it is
     *                       and what to do
     */
    static FileKind of(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file + " is a folder, " + READ + ".");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InvalidInputException(file + " is a device or a pipe, expected a file.");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read " + file + ": " + ArrayFile.reason(e) + ".", e);
        }
        if (start.length == 0) {
            throw new InvalidInputException(file + " is empty, " + READ + ".");
        }
        if (begins(start, 0, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NPY;
        }
        if (begins(start, 0, 'P', 'K', 3, 4) || begins(start, 0, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (begins(start, 0, LEGACY)) {
            return LEGACY_TORCH;
        }
        // Before the others: the length of its header can look like their first bytes.
        if (safetensors(file, start)) {
            return SAFETENSORS;
        }
        for (Foreign foreign : Foreign.values()) {
            if (foreign.is.test(start)) {
                throw new InvalidInputException(file + " is " + foreign.what + ", " + READ + ": " + foreign.remedy + ".");
            }
        }
        return begins(start, Long.BYTES, '{') ? SAFETENSORS : byName(file, start);
    }

    /** Whether a header in braces follows a length that the file has room for. */
    private static boolean safetensors(Path file, byte[] start) {
        return begins(start, Long.BYTES, '{')
            && Long.compareUnsigned(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong(), file.toFile().length()) < 0;
    }

    private static FileKind byName(Path file, byte[] start) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        // Their readers say better what is wrong with a damaged file of their own.
        if (name.endsWith(".npy")) {
            return NPY;
        }
        if (name.endsWith(".safetensors")) {
            return SAFETENSORS;
        }
        if (text(start)) {
            throw new InvalidInputException(file + " is a text, " + READ + ": save the numbers with numpy.save.");
        }
        boolean named = name.endsWith(".npz") || name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".bin");
        throw new InvalidInputException(file + " is of no known kind (it begins with " + hex(start) + "), " + READ
            + (named ? ": it is damaged, or not what its name says." : "."));
    }

    private static String hex(byte[] start) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(4, start.length); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", start[i]));
        }
        return text.toString();
    }

    private static boolean begins(byte[] start, int at, int... magic) {
        if (start.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<byte[]> magic(int... magic) {
        return start -> begins(start, 0, magic);
    }

    private static Predicate<byte[]> word(int at, String word) {
        return start -> begins(start, at, word.chars().toArray());
    }

    private static boolean text(byte[] start) {
        for (int i = 0; i < Math.min(TEXT, start.length); i++) {
            int c = start[i] & 0xff;
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        String text = new String(start, 0, Math.min(TEXT, start.length), StandardCharsets.UTF_8);
        return text.chars().filter(c -> c == '\ufffd').count() <= 1;
    }

    /** Kinds that people have at hand and that are not read. */
    private enum Foreign {
        LFS(word(0, "version https://git-lfs"), "a pointer of Git LFS, not the file itself", "fetch it with git lfs pull"),
        HDF5(magic(0x89, 'H', 'D', 'F').or(start -> begins(start, 512, 0x89, 'H', 'D', 'F')), "an HDF5 file (Keras .h5, MATLAB 7.3)",
            "read it with h5py and save its arrays with numpy.savez"),
        MATLAB(word(0, "MATLAB"), "a MATLAB file", "read it with scipy.io.loadmat and save its arrays with numpy.savez"),
        GZIP(magic(0x1f, 0x8b), "compressed with gzip", "unpack it with gunzip first"),
        BZIP2(word(0, "BZh"), "compressed with bzip2", "unpack it with bunzip2 first"),
        XZ(magic(0xfd, '7', 'z', 'X', 'Z'), "compressed with xz", "unpack it with unxz first"),
        ZSTD(magic(0x28, 0xb5, 0x2f, 0xfd), "compressed with zstd", "unpack it with unzstd first"),
        SEVEN_ZIP(magic('7', 'z', 0xbc, 0xaf), "a 7z archive", "unpack it first"),
        PICKLE(start -> begins(start, 0, 0x80) && start.length > 1 && start[1] >= 2 && start[1] <= 5, "a Python pickle",
            "it could hold code, which is never run; load it in Python and save its arrays with numpy.savez or torch.save"),
        TAR(word(257, "ustar"), "a tar archive", "unpack it first"),
        GGUF(word(0, "GGUF"), "a GGUF file", "convert it to safetensors"),
        TFLITE(word(4, "TFL3"), "a TensorFlow Lite file", "save the weights with numpy.savez"),
        PARQUET(word(0, "PAR1"), "a Parquet file", "save the numbers with numpy.save"),
        ARROW(word(0, "ARROW1"), "an Arrow file", "save the numbers with numpy.save"),
        PNG(magic(0x89, 'P', 'N', 'G'), "an image", "save the numbers with numpy.save"),
        JPEG(magic(0xff, 0xd8, 0xff), "an image", "save the numbers with numpy.save"),
        PDF(word(0, "%PDF"), "a PDF document", "save the numbers with numpy.save"),
        ELF(magic(0x7f, 'E', 'L', 'F'), "a program", "it is the wrong file");

        private final Predicate<byte[]> is;
        private final String what;
        private final String remedy;

        Foreign(Predicate<byte[]> is, String what, String remedy) {
            this.is = is;
            this.what = what;
            this.remedy = remedy;
        }
    }
}
