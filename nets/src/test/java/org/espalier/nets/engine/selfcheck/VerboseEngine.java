package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.EngineSetup;
import org.espalier.nets.engine.remedy.EnvironmentAccess;

/** A process that sets variables and then convolves; what it prints. */
public final class VerboseEngine {

    private VerboseEngine() {}

    /** @param arguments {@code NAME=VALUE} */
    public static void main(String[] arguments) {
        Map<String, String> variables = new TreeMap<>();
        for (String argument : arguments) {
            variables.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        EnvironmentAccess.set(variables);
        try (NDManager manager = Engine.newManager()) {
            ConvolutionCheck.run(manager, CheckedLayers.OURS, List.of(new ConvolutionCase(8, 8, 3, 1, 2, 6, 6)), new Findings());
        }
        System.exit(0);
    }

    /** What such a process prints. */
    public static String output(String... variables) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + EngineSetup.CHECKING + "=none", "-Dai.djl.offline=true", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), VerboseEngine.class.getName()));
        words.addAll(List.of(variables));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }
}
