package org.espalier.nets.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DeterminismTest {

    /** Same machine, same bits: in this JVM, again in it, and in two others whose memory is laid out differently. */
    @Test
    void theSameTrainingGivesTheSameBitsInEveryJvm() throws Exception {
        String here = TrainingHash.hash(5);
        assertEquals(here, TrainingHash.hash(0));
        assertEquals(here, elsewhere(0, "-Xmx300m"));
        assertEquals(here, elsewhere(321, "-XX:+UseSerialGC"));
    }

    private static String elsewhere(int disturbances, String option) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            option, "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1", "-cp", classPath,
            TrainingHash.class.getName(), Integer.toString(disturbances));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("MKL_NUM_THREADS", "1");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, output);
        return output.lines().filter(line -> line.startsWith("hash ")).findFirst().orElseThrow(() -> new AssertionError(output)).substring(
            "hash ".length());
    }
}
