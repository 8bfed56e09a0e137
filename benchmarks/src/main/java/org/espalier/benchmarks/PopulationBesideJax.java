package org.espalier.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.espalier.nets.engine.MatrixProduct;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times {@link PopulationStep} and its peer in one run and prints, per network and step, medians and ratios, and how far ours
 * is from the matrix products alone at the speed of a product of 1024 x 1024 on as many cores.
 *
 * <p>Arguments: the Python to run the peer with (jax and numpy installed) and the folder of the peers' scripts.
 */
public final class PopulationBesideJax {
    private static final int LIMIT_MINUTES = 20;
    private static final int FLOOR_SIZE = 1024;
    private static final int FLOOR_REPEATS = 30;

    private PopulationBesideJax() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: PopulationBesideJax PYTHON PEERS_FOLDER");
            System.exit(2);
        }
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        double perMillisecond = floor() * PopulationStep.WORKERS;
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-10s %14s %10s %8s %12s %8s%n", "cell",
            "espalier, ms", "jax, ms", "ratio", "products, ms", "x floor"));
        for (RunResult result : new Runner(new OptionsBuilder().include(PopulationStep.class.getSimpleName()).build()).run()) {
            String cell = result.getParams().getParam("cell");
            double[] ours = result.getAggregatedResult().getIterationResults().stream()
                .mapToDouble(r -> r.getPrimaryResult().getScore()).sorted().toArray();
            double median = ours[ours.length / 2] / (PopulationStep.NETWORKS * PopulationStep.WORKERS);
            double peer = peer(List.of(arguments[0], arguments[1] + "/population.py", "--cell", cell, "--units",
                "" + PopulationStep.UNITS, "--networks", "" + PopulationStep.NETWORKS, "--batch", "" + PopulationStep.BATCH,
                "--length", "" + PopulationStep.STEPS));
            double products = PopulationStep.operations(cell) / perMillisecond;
            table.append(String.format(Locale.ROOT, "%-10s %14.2f %10.2f %8.2f %12.2f %8.2f%n", cell, median, peer,
                median / peer, products, median / products));
        }
        System.out.print(table);
    }

    /** Operations a millisecond of one core: the best of many float32 products, their copies in and out included. */
    private static double floor() {
        float[] a = new float[FLOOR_SIZE * FLOOR_SIZE];
        Arrays.fill(a, 0.5f);
        double best = 0;
        for (int i = 0; i < FLOOR_REPEATS; i++) {
            long start = System.nanoTime();
            MatrixProduct.multiply(a, FLOOR_SIZE, FLOOR_SIZE, a, FLOOR_SIZE);
            best = Math.max(best, 2.0 * FLOOR_SIZE * FLOOR_SIZE * FLOOR_SIZE / ((System.nanoTime() - start) / 1e6));
        }
        return best;
    }

    private static double peer(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("the peer failed: " + String.join(" ", command));
        }
        return new ObjectMapper().readTree(output).get("median_ms").asDouble();
    }
}
