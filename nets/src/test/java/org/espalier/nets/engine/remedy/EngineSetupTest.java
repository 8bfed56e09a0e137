package org.espalier.nets.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose convolutions are wrong unless channels are padded, simulated; and the choice as it is kept. */
class EngineSetupTest {
    private static final String ZEN5 = """
        processor\t: 0
        vendor_id\t: AuthenticAMD
        cpu family\t: 26
        model\t\t: 2
        model name\t: AMD EPYC 9B45
        flags\t\t: sse2 avx512f avx

        processor\t: 1
        cpu family\t: 99
        """;

    @TempDir
    private Path folder;

    private final AtomicInteger checks = new AtomicInteger();
    private final List<String> said = new ArrayList<>();

    private static EngineKey key(String natives) {
        return new EngineKey(1, Processor.of(ZEN5), new TreeMap<>(Map.of("pytorch", natives)), new TreeMap<>());
    }

    private CheckReport affected(Remedy remedy) {
        checks.incrementAndGet();
        return remedy == Remedy.PADDED_CHANNELS_STRICT_PRODUCTS || remedy == Remedy.SSE41_STRICT_PRODUCTS
            ? RemedySearchTest.passing(remedy == Remedy.SSE41_STRICT_PRODUCTS ? 2 : 1) : RemedySearchTest.failing();
    }

    private EngineChoice find(EngineKey key, Function<Remedy, CheckReport> check, boolean again) {
        return EngineSetup.find(key, folder, RemedySearchTest.ALL, check, said::add, again);
    }

    @Test
    void theChoiceIsFoundOnceAndReusedUntilSomethingChanges() {
        EngineChoice first = find(key("2.7.1"), this::affected, false);
        assertEquals(Optional.of(Remedy.PADDED_CHANNELS_STRICT_PRODUCTS), first.remedy());
        assertEquals(5, checks.get());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("AMD EPYC 9B45, AuthenticAMD family 26 model 2"), said.get(0));
        EngineChoice second = find(key("2.7.1"), this::affected, false);
        assertEquals(5, checks.get());
        assertEquals(1, said.size());
        assertEquals(first, second);
        // Other natives, another look.
        find(key("2.8.0"), this::affected, false);
        assertEquals(10, checks.get());
        find(key("2.7.1"), this::affected, true);
        assertEquals(15, checks.get());
    }

    @Test
    void provenanceNamesTheRemedyAndTheProcessor() {
        assertEquals("check 1 passed; remedy: padded-channels+strict-products (MKL_CBWR=AUTO,STRICT); "
            + "AMD EPYC 9B45, AuthenticAMD family 26 model 2", find(key("2.7.1"), this::affected, false).provenance());
    }

    @Test
    void whereNothingPassesTheRefusalSaysWhatFailsAndIsKept() {
        EngineChoice choice = find(key("2.7.1"), r -> {
            checks.incrementAndGet();
            return RemedySearchTest.failing();
        }, false);
        assertEquals(Optional.empty(), choice.remedy());
        assertEquals("the tensor engine computes wrongly on this processor (AMD EPYC 9B45, AuthenticAMD family 26 model 2): "
            + "convolution, output (24 to 24 channels) is off by 39.0 %; 3 of 10 comparisons failed; nor does it pass its check "
            + "with strict-products (MKL_CBWR=AUTO,STRICT), padded-channels, padded-channels+strict-products "
            + "(MKL_CBWR=AUTO,STRICT), sse41+strict-products (MKL_CBWR=AUTO,STRICT ONEDNN_MAX_CPU_ISA=SSE41); use another "
            + "machine, or look again with './espalier doctor --check-engine'", choice.refusal());
        assertEquals(choice, find(key("2.7.1"), this::affected, false));
        assertEquals(5, checks.get());
        assertEquals(choice.refusal(), assertThrows(InvalidInputException.class, () -> EngineSetup.required(choice)).getMessage());
    }

    /** A check killed for want of memory is no verdict on the processor. */
    @Test
    void aCheckThatDidNotEndIsNotKept() {
        find(key("2.7.1"), r -> CheckReport.broken("its process ended with exit code 137", 1), false);
        assertFalse(Files.exists(ChoiceFile.in(folder, key("2.7.1")).path()));
        assertEquals(Optional.of(Remedy.PADDED_CHANNELS_STRICT_PRODUCTS), find(key("2.7.1"), this::affected, false).remedy());
    }

    @Test
    void aDamagedChoiceIsFoundAnew() throws IOException {
        EngineChoice first = find(key("2.7.1"), this::affected, false);
        Path file = ChoiceFile.in(folder, key("2.7.1")).path();
        String whole = Files.readString(file);
        int expected = 5;
        for (String damaged : List.of("", "{", "[]", "null", whole.substring(0, whole.length() / 2),
            whole.replaceFirst("padded-channels\\+strict-products", "none"), whole.replace("2.7.1", "2.7.2"),
            whole.replace("\"format\" : 1", "\"format\" : 2"), whole.replace("\"comparisons\" : 10", "\"comparisons\" : \"many\""),
            " ".repeat(2 << 20))) {
            assertFalse(damaged.equals(whole));
            Files.writeString(file, damaged);
            assertEquals(first.remedy(), find(key("2.7.1"), this::affected, false).remedy());
            expected += 5;
            assertEquals(expected, checks.get(), damaged.substring(0, Math.min(200, damaged.length())));
        }
    }

    @Test
    void twoAtATimeCheckOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<EngineChoice> found = java.util.Collections.synchronizedList(new ArrayList<>());
        EngineSetup.find(key("other"), folder, List.of(Remedy.NONE), r -> RemedySearchTest.passing(1), s -> {}, false);
        for (int i = 0; i < 3; i++) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SlowCheck.class.getName(), folder.toString()).redirectErrorStream(true).start();
            threads.add(new Thread(() -> {
                try {
                    String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    assertEquals(0, process.waitFor(), output);
                    checks.addAndGet(output.contains("checked") ? 1 : 0);
                    found.add(find(key("2.7.1"), r -> {
                        throw new IllegalStateException("it was checked already");
                    }, false));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            threads.get(i).start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, checks.get());
        assertEquals(3, found.size());
    }

    /** A process that checks for as long as the others need to start. */
    static final class SlowCheck {
        private SlowCheck() {}

        public static void main(String[] arguments) {
            EngineSetup.find(key("2.7.1"), Path.of(arguments[0]), List.of(Remedy.NONE), r -> {
                System.out.println("checked");
                try {
                    Thread.sleep(1_500);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return RemedySearchTest.passing(1);
            }, said -> {}, false);
        }
    }

    @Test
    void theProcessorIsTheFirstOfItsKind() {
        Processor zen5 = Processor.of(ZEN5);
        assertEquals("26", zen5.facts().get("cpu family"));
        assertEquals("avx avx512f sse2", zen5.facts().get("flags"));
        assertEquals(zen5, Processor.of(ZEN5.replace("sse2 avx512f avx", "avx avx512f sse2")));
        assertFalse(zen5.equals(Processor.of(ZEN5.replace("family\t: 26", "family\t: 25"))));
        assertFalse(Processor.of("").describe().isEmpty());
        assertFalse(Processor.here().describe().isEmpty());
    }

    @Test
    void whatCannotBeWrittenIsCheckedEveryTime() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path nowhere = file.resolve("engine");
        for (int i = 1; i <= 2; i++) {
            EngineSetup.find(key("2.7.1"), nowhere, RemedySearchTest.ALL, this::affected, said::add, false);
            assertEquals(5 * i, checks.get());
        }
        Path instead = EngineSetup.folder(Map.of("XDG_CACHE_HOME", file.toString()));
        assertTrue(instead.startsWith(Path.of(System.getProperty("java.io.tmpdir"))), instead.toString());
        assertTrue(EngineSetup.folder(Map.of("XDG_CACHE_HOME", folder.toString())).equals(folder.resolve("espalier/engine")));
    }
}
