package org.espalier.nets.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch files made to run code, to take memory or time, or to read what is not theirs, are refused in a sentence. */
class HostileTorchFileTest {
    private static final byte[] SIX = new byte[24];

    @TempDir
    private Path folder;

    private void refused(TorchBytes pickle, String... words) throws IOException {
        Path file = Files.write(folder.resolve("hostile.pt"), TorchBytes.archive(pickle.stop(), SIX));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ArrayFileTest.refused(() -> ArrayFile.read(file), words));
    }

    private static TorchBytes entry(TorchBytes value) {
        return value.code('s');
    }

    private static TorchBytes dictionary() {
        return TorchBytes.pickle().code('}').text("w");
    }

    @ParameterizedTest
    @CsvSource({"os,system", "posix,system", "nt,system", "builtins,eval", "builtins,exec", "__builtin__,getattr", "subprocess,Popen",
        "torch,load", "torch.hub,load", "torch._utils,_import_dotted_name", "collections,namedtuple",
        "collections.OrderedDict,__init__", "numpy.core.multiarray,scalar.x", "torch.serialization,load", "runpy,run_path",
        "webbrowser,open", "torch.storage,_load_from_bytes"})
    void namesThatAreNotTensorsAreRefusedUnrun(String module, String name) throws IOException {
        String full = module + "." + name;
        refused(entry(dictionary().global(module, name).code('(').text("echo no").code('t', 'R')), "hostile.pt", full, "refused");
        // By the stack, as protocol 4 does, and within the arguments of a name that is allowed.
        refused(entry(dictionary().text(module).text(name).code(0x93).text("x").code(0x85, 'R')), full);
        refused(entry(dictionary().global("torch._utils", "_rebuild_parameter").code('(').global(module, name).text("x")
            .code(0x85, 'R', 0x89, 0x89, 't', 'R')), full);
    }

    @Test
    void instructionsThatMakeObjectsInOtherWaysAreRefused() throws IOException {
        refused(TorchBytes.pickle().code('(').text("x").code('i').raw("os\nsystem\n".getBytes(StandardCharsets.US_ASCII)), "0x69");
        refused(TorchBytes.pickle().code('(').global("collections", "OrderedDict").code('o'), "0x6f");
        refused(TorchBytes.pickle().code(0x82, 1), "0x82");
        refused(TorchBytes.pickle().code('P').raw("0\n".getBytes(StandardCharsets.US_ASCII)), "0x50");
        refused(TorchBytes.pickle().text("x").code(0x85).global("torch", "Size").code('R'), "tuple");
        refused(TorchBytes.pickle().text("f").text("x").code(0x85, 'R'), "no function");
        refused(TorchBytes.pickle().global("torch", "FloatStorage").text("x").code(0x85, 'R'), "no function");
        refused(TorchBytes.pickle().global("torch", "Tensor").text("x").code(0x85, 'R'), "class");
        refused(TorchBytes.pickle().text("x").code('N', 'b'), "state");
        refused(TorchBytes.pickle().text("storage").code('Q'), "memory outside");
    }

    private void tensor(long elements, long offset, long[] shape, long[] strides, String... words) throws IOException {
        refused(entry(dictionary().tensor("0", elements, offset, shape, strides)), words);
    }

    @Test
    void tensorsStayWithinTheirStorage() throws IOException {
        Path file = Files.write(folder.resolve("good.pt"), TorchBytes.archive(
            entry(dictionary().tensor("0", 6, 0, new long[] {2, 3}, new long[] {3, 1})).stop(), SIX));
        assertArrayEquals(new double[6], ArrayFile.read(file).get("w").doubles());
        tensor(6, 1, new long[] {2, 3}, new long[] {3, 1}, "hostile.pt", "w", "[2, 3]", "offset 1", "6 elements");
        tensor(6, 0, new long[] {2, 3}, new long[] {4, 1}, "strides [4, 1]");
        tensor(7, 0, new long[] {2}, new long[] {1}, "announces 7", "has 6");
        tensor(1L << 62, 0, new long[] {1L << 61}, new long[] {1}, "out of range");
        tensor(1L << 40, 0, new long[] {1L << 40}, new long[] {1}, "announces 1099511627776", "has 6");
        tensor(6, Long.MAX_VALUE, new long[] {1}, new long[] {1}, "out of range");
        tensor(6, 0, new long[] {3, 3}, new long[] {Long.MAX_VALUE, 1}, "out of range");
        tensor(6, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}, "out of range");
        tensor(6, 0, new long[] {0, 1L << 62, 4}, new long[] {0, 0, 0}, "out of range");
        tensor(6, 0, new long[] {1 << 20, 1 << 10}, new long[] {0, 0}, "repeat the 24 bytes");
        tensor(6, -1, new long[] {1}, new long[] {1}, "offset -1");
        tensor(6, 0, new long[] {-1}, new long[] {1}, "from 0 up");
        tensor(6, 0, new long[] {2}, new long[] {-1}, "from 0 up");
        tensor(6, 0, new long[] {2}, new long[] {1, 1}, "do not fit");
        tensor(-6, 0, new long[] {2}, new long[] {1}, "memory outside");
        tensor(6, 0, new long[65], new long[65], "64");
        refused(entry(dictionary().tensor("../../0", 6, 0, new long[] {1}, new long[] {1})), "../../0", "not in the file");
    }

    @Test
    void overlappingWindowsAreATensorLikeAnother() throws IOException {
        Path file = Files.write(folder.resolve("good.pt"), TorchBytes.archive(
            entry(dictionary().tensor("0", 6, 1, new long[] {3, 3}, new long[] {1, 1})).stop(), SIX));
        assertEquals(9, ArrayFile.read(file).get("w").doubles().length);
    }

    @Test
    void memoryAndTimeAreBounded() throws IOException {
        refused(TorchBytes.pickle().repeat(1_100_000, '}'), "1000000");
        refused(TorchBytes.pickle().repeat(1_100_000, 'N'), "1000000 values on its stack");
        refused(TorchBytes.pickle().code('N').code('r').number(0xffffffffL, 4).code('j').number(7, 4), "value 7");
        refused(TorchBytes.pickle().code('X').number(0x7fffffff, 4), "2147483647 bytes");
        refused(TorchBytes.pickle().code(0x8e).number(-1, 8), "18446744073709551615");
        refused(TorchBytes.pickle().code(0x8b).number(1 << 30, 4), "number of 1073741824 bytes");
        refused(TorchBytes.pickle().raw("c".getBytes(StandardCharsets.US_ASCII)).raw("x".repeat(5000)
            .getBytes(StandardCharsets.US_ASCII)), "1024");
        // A list in a list in a list, and one that contains itself.
        refused(TorchBytes.pickle().repeat(5000, ']').repeat(4999, 'a'), "deeper than 64");
        refused(TorchBytes.pickle().code(']', 'q', 0, 'h', 0, 'a'), "contain themselves");
        refused(TorchBytes.pickle().code('}', 'q', 0).text("a").code('h', 0, 's'), "contain themselves");
        // Sixty lists, each twice in the next: 2^60 values to walk over.
        TorchBytes laughs = TorchBytes.pickle().code(']', 'q', 0, '0');
        for (int i = 0; i < 60; i++) {
            laughs.code('h', i, 'h', i, 0x86, 'q', i + 1, '0');
        }
        refused(laughs.code('h', 60), "1000000 values");
        // A key that would hash for ever.
        refused(TorchBytes.pickle().code('}', ']', 'q', 0, 'h', 0, 'a', 'N', 's'), "neither a text nor a number");
    }

    @Test
    void brokenPicklesAreDamagedNotCrashes() throws IOException {
        refused(TorchBytes.pickle(), "ends with 0 values");
        refused(TorchBytes.pickle().code('N', 'N'), "ends with 2 values");
        refused(TorchBytes.pickle().code('t'), "no mark");
        refused(TorchBytes.pickle().code('(', 's'), "no");
        refused(TorchBytes.pickle().code('N', 'N', 'a'), "no list");
        refused(TorchBytes.pickle().code('}', '(', 'N', 'u'), "without a value");
        refused(TorchBytes.pickle().code('h', 9), "value 9");
        refused(TorchBytes.pickle().code(0x80, 9), "protocol 9");
        refused(TorchBytes.pickle().code('N', 'N', 0x93), "no text");
        refused(TorchBytes.pickle().global("torch._utils", "_rebuild_tensor_v2").code(')', 'R'), "other arguments");
        Path cut = Files.write(folder.resolve("cut.pt"), TorchBytes.archive(new byte[] {(byte) 0x80, 2, '}'}, SIX));
        ArrayFileTest.refused(() -> ArrayFile.read(cut), "cut.pt", "truncated");
    }

    @Test
    void aPickleThatSwellsIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            byte[] nothing = new byte[1 << 20];
            Arrays.fill(nothing, (byte) 'N');
            for (int i = 0; i < 80; i++) {
                zip.write(nothing);
            }
        }
        Path file = Files.write(folder.resolve("bomb.pt"), out.toByteArray());
        ArrayFileTest.refused(() -> ArrayFile.read(file), "bomb.pt", "swell");
    }

    @Test
    void dictionariesWithDefaultsAndCountersAreDictionaries() throws IOException {
        long[] one = {1};
        Path file = Files.write(folder.resolve("good.pt"), TorchBytes.archive(TorchBytes.pickle()
            .global("collections", "defaultdict").global("__builtin__", "dict").code(0x85, 'R').text("w")
            .tensor("0", 6, 0, one, one).code('s').text("c").global("collections", "Counter").code('}').text("n").code('K', 3, 's')
            .code(0x85, 'R', 's').stop(), SIX));
        assertEquals(Set.of("w"), ArrayFile.read(file).keySet());
        refused(TorchBytes.pickle().global("__builtin__", "dict").code(')', 'R'), "class");
    }

    @Test
    void tensorsOfTheSameNameAreRefused() throws IOException {
        long[] one = {1};
        refused(TorchBytes.pickle().code('}', '(').text("a.b").tensor("0", 6, 0, one, one).text("a").code('}').text("b")
            .tensor("0", 6, 0, one, one).code('s', 'u'), "two tensors named a.b");
    }
}
