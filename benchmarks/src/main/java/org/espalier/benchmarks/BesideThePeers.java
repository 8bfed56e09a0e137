package org.espalier.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * <p>Arguments: the Python to run the peers with (torch and numpy installed), the folder of the peers' scripts, and the names
 * of the benchmarks' classes (all of them unless some are named).
 */
public final class BesideThePeers {
    private static final int LIMIT_MINUTES = 20;
    private static final List<Class<?>> ALL = List.of(EdgePopupStep.class, AllPairs.class, RecurrentKernel.class);

    private BesideThePeers() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        List<String> named = List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
        List<Class<?>> chosen = ALL.stream().filter(c -> named.isEmpty() || named.contains(c.getSimpleName())).toList();
        if (arguments.length < 2 || chosen.size() < named.size()) {
            System.err.println("usage: BesideThePeers PYTHON PEERS_FOLDER [BENCHMARK]...   benchmarks: "
                + String.join(", ", ALL.stream().map(Class::getSimpleName).toList()));
            System.exit(2);
        }
        List<String> lines = new ArrayList<>();
        for (Class<?> benchmark : chosen) {
            for (RunResult result : new Runner(new OptionsBuilder().include(benchmark.getSimpleName()).build()).run()) {
                double[] ours = result.getAggregatedResult().getIterationResults().stream()
                    .mapToDouble(r -> r.getPrimaryResult().getScore()).sorted().toArray();
                lines.add(besideItsPeer(benchmark, result, ours[ours.length / 2], arguments[0], arguments[1]));
            }
        }
        System.out.printf("%n%-34s %14s %14s %9s%n", "", "espalier, ms", "peer, ms", "ratio");
        lines.forEach(System.out::println);
    }

    private static String besideItsPeer(Class<?> benchmark, RunResult result, double median, String python, String peers)
        throws IOException, InterruptedException {
        if (benchmark == AllPairs.class) {
            int networks = Integer.parseInt(result.getParams().getParam("networks"));
            System.out.printf(Locale.ROOT, "all pairs of %d networks: %.1f s%n", networks, median / 1000);
            return line("svcca and cka, a pair of " + networks, median / AllPairs.pairs(networks),
                peer(List.of(python, peers + "/all_pairs.py")));
        }
        if (benchmark == RecurrentKernel.class) {
            return line("tangent kernel, 768 rows", median, peer(List.of(python, peers + "/tangent_kernel.py", "--units",
                result.getParams().getParam("units"))));
        }
        String[] network = result.getParams().getParam("network").split(" ");
        return line("edge-popup step, " + String.join(" x", network), median, peer(List.of(python, peers + "/edge_popup.py",
            "--architecture", network[0], "--width", network[1], "--batch", "128", "--steps", "100", "--repeats", "7",
            "--threads", "1")));
    }

    private static String line(String what, double ours, double peer) {
        return String.format(Locale.ROOT, "%-34s %14.3f %14.3f %9.4f", what, ours, peer, ours / peer);
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
