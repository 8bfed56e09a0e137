package org.espalier.nets.engine.remedy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The whole check with one remedy, in a JVM of its own: variables count only before the natives load, and a fault of the
 * natives may end the process.
 *
 * @param mainClass takes the name of a file for its report, and finds the remedy in the property {@value EngineSetup#CHECKING}
 */
record CheckProcess(String mainClass) {
    /** Named, not referred to: what is checked uses the engine, and the engine this package. */
    static final CheckProcess STANDARD = new CheckProcess("org.espalier.nets.engine.selfcheck.CheckMain");
    private static final long MOST_MINUTES = 20;
    private static final int QUOTED = 300;

    CheckReport run(Remedy remedy) {
        long start = System.nanoTime();
        Path file = null;
        Path log = null;
        try {
            file = Files.createTempFile("espalier-engine-check-", ".json");
            log = Files.createTempFile("espalier-engine-check-", ".log");
            Process process = builder(remedy, file, log).start();
            process.getOutputStream().close();
            boolean ended = waitFor(process);
            if (ended && process.exitValue() == 0) {
                return ChoiceFile.readReport(file);
            }
            String why = ended ? "its process ended with exit code " + process.exitValue() : "it did not end in "
                + MOST_MINUTES + " minutes";
            return CheckReport.broken(why + lastWords(log), seconds(start));
        } catch (IOException e) {
            return CheckReport.broken("it could not be run: " + e.getMessage(), seconds(start));
        } finally {
            delete(file);
            delete(log);
        }
    }

    private static boolean waitFor(Process process) {
        try {
            if (process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                return true;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProcessBuilder builder(Remedy remedy, Path file, Path log) {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g", "-XX:+UseSerialGC", "-Xshare:auto", "-Djava.awt.headless=true", "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1", "-D" + EngineSetup.CHECKING + "=" + remedy.label()));
        System.getProperties().stringPropertyNames().stream().filter(n -> n.startsWith("PYTORCH_"))
            .forEach(n -> words.add("-D" + n + "=" + System.getProperty(n)));
        words.addAll(List.of("-cp", classPath(), mainClass, file.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("MKL_NUM_THREADS", "1");
        if (!Environment.canBeSet()) {
            builder.environment().putAll(remedy.environment());
        }
        return builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }

    /** This JVM's; where its classes come from elsewhere (a plug-in's loader), their places too. */
    private static String classPath() {
        String own = System.getProperty("java.class.path", "");
        var source = CheckProcess.class.getProtectionDomain().getCodeSource();
        if (source == null || CheckProcess.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
            return own;
        }
        return new File(source.getLocation().getPath()).getPath() + File.pathSeparator + own;
    }

    private static String lastWords(Path log) throws IOException {
        String said = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
        String last = said.substring(Math.max(0, said.length() - QUOTED)).replaceAll("\\s+", " ");
        return last.isEmpty() ? "" : String.format(Locale.ROOT, " (its last words: %s)", last);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
