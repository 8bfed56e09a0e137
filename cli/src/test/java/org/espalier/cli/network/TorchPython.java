package org.espalier.cli.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python that can import torch: that of ESPALIER_PYTHON, else python3. Without one, tests that ask for it are skipped. */
public final class TorchPython {
    private static Boolean there;

    private TorchPython() {}

    /** Skips the test that calls this where there is no such Python. */
    public static synchronized void assume() throws IOException, InterruptedException {
        if (there == null) {
            there = run(List.of("-c", "import torch, numpy")).code() == 0;
        }
        assumeTrue(there, "no Python with torch: set ESPALIER_PYTHON to one");
    }

    /** What a run of Python printed, standard output and errors in one. */
    public record Ended(int code, String output) {}

    public static Ended run(List<String> words) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("ESPALIER_PYTHON", "python3");
        List<String> command = new ArrayList<>(List.of(python));
        command.addAll(words);
        Path output = Files.createTempFile("python", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end in three minutes");
            }
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Ended(-1, e.getMessage());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Runs scripts one after the other in one Python, as if each were started by itself. */
    public static Ended scripts(List<Path> scripts) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-B", "-c",
            "import runpy, sys\nfor path in sys.argv[1:]:\n    runpy.run_path(path, run_name='__main__')"));
        scripts.forEach(s -> words.add(s.toString()));
        return run(words);
    }
}
