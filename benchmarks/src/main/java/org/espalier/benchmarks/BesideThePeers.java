package org.espalier.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times each benchmark and its peer in one run and prints medians and ratios.
 *
 * <p>Arguments: the Python to run the peers with (torch and numpy installed) and the folder of the peers' scripts.
 */
public final class BesideThePeers {
    private static final int LIMIT_MINUTES = 20;

    private BesideThePeers() { }

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: BesideThePeers PYTHON PEERS_FOLDER");
            System.exit(2);
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(EdgePopupStep.class.getSimpleName())
            .build()).run();
        System.out.printf("%n%-18s %14s %14s %8s%n", "edge-popup step", "espalier, ms", "pytorch, ms", "ratio");
        for (RunResult result : results) {
            String[] network = result.getParams().getParam("network").split(" ");
            double[] ours = result.getAggregatedResult().getIterationResults().stream()
                .mapToDouble(r -> r.getPrimaryResult().getScore()).sorted().toArray();
            double median = ours[ours.length / 2];
            double peer = peer(List.of(arguments[0], arguments[1] + "/edge_popup.py", "--architecture", network[0],
                "--width", network[1], "--batch", "128", "--steps", "100", "--repeats", "7", "--threads", "1"));
            System.out.printf(Locale.ROOT, "%-18s %14.2f %14.2f %8.2f%n", String.join(" x", network), median, peer,
                median / peer);
        }
    }

    private static double peer(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("the peer failed: " + String.join(" ", command));
        }
        JsonNode json = new ObjectMapper().readTree(output);
        return json.get("median_ms").asDouble();
    }
}
