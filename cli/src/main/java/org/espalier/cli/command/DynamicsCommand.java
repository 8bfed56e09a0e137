package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.rnndynamics.portrait.Portrait;
import org.espalier.rnndynamics.portrait.PortraitDistances;
import org.espalier.rnndynamics.portrait.PortraitOptions;
import org.espalier.rnndynamics.portrait.RecordedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier dynamics}. */
@Command(name = "dynamics", description = {"What recurrent networks trained elsewhere do, and how far apart they are.",
    "Of each network: fixed and slow points and the graph of what leads where, spectra, Lyapunov exponents, cycles of ReLU "
        + "networks. Of each pair: distances of graphs, spectra, exponents and dynamics (DSA over delays and rank), and "
        + "geometry where the trials are the same."},
    footer = {"", "Each FILE holds the weights (PyTorch's names) and, as arrays beside them or in files of their own, states",
        "[trials, time, state] after each step and inputs [trials, time, inputs]; one of the two is enough. An LSTM's state",
        "is [h; c]. The fixed points are those under one constant input, zeros unless said otherwise.",
        "What is computed: docs/dynamics.md"})
final class DynamicsCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private NetworkFiles files;

    @Option(names = "--constant", paramLabel = "X", split = ",", description = "The constant input under which points are "
        + "sought, such as 0,0,1 (default: zeros).")
    private List<Double> constant = new ArrayList<>();

    @Option(names = "--pulses", paramLabel = "FILE", description = "Inputs [pulses, inputs] that are followed from every stable "
        + "point for one step each; 'unit' for -1 and +1 on each input alone.")
    private String pulses;

    @Option(names = "--starts", paramLabel = "N", description = "Starts of the search for points (default: 512).")
    private int starts = PortraitOptions.USUAL.starts();

    @Option(names = "--exponents", paramLabel = "N", description = "Lyapunov exponents, at most (default: 16).")
    private int exponents = PortraitOptions.USUAL.exponents();

    @Option(names = "--autonomous", description = "Exponents under the constant input, not under the trials' own inputs.")
    private boolean autonomous;

    @Option(names = "--cycles", paramLabel = "K", description = "Greatest period of the cycles sought in ReLU networks "
        + "(default: 4; 0 for none).")
    private int cycles = PortraitOptions.USUAL.cycles();

    @Option(names = "--delays", paramLabel = "D", split = ",", description = "Numbers of delays of DSA, the main one first "
        + "(default: 5,1,2,10).")
    private List<Integer> delays = DynamicalSweep.Options.USUAL.delays();

    @Option(names = "--rank", paramLabel = "R", split = ",", description = "Ranks of DSA, the main one first "
        + "(default: 10,5,20).")
    private List<Integer> ranks = DynamicalSweep.Options.USUAL.ranks();

    @Option(names = "--components", paramLabel = "N", description = "Leading components of the states that DSA embeds "
        + "(default: 20; 0 for all).")
    private int components = DynamicalSweep.Options.USUAL.components();

    @Option(names = "--power", paramLabel = "P", description = "Order of the Wasserstein distances of eigenvalues "
        + "(default: 2).")
    private double power = DynamicalSweep.Options.USUAL.power();

    @Option(names = "--resamples", paramLabel = "N", description = "Draws of trials for DSA's intervals (default: 200; 0 for "
        + "none).")
    private int resamples = DynamicalSweep.Options.USUAL.resamples();

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn (default: 0).")
    private long seed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Writes all tables (CSV) and figures (SVG) into this folder.")
    private Path out;

    @Mixin
    private FigureOption figure;

    @Mixin
    private JsonOption json;

    DynamicsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        figure.check();
        if (out != null) {
            DynamicsFolder.check(out);
        }
        DynamicalSweep.Options sweep = new DynamicalSweep.Options(delays, ranks, components, power, resamples, 0.95, seed);
        List<RecordedNetwork> networks = files.read(warning -> streams.err().println(TextTable.printable(warning)));
        PortraitOptions options = options(networks);
        List<Portrait> portraits = new ArrayList<>();
        for (RecordedNetwork network : networks) {
            portraits.add(Portrait.of(network, options));
            Portrait last = portraits.get(portraits.size() - 1);
            if (!last.complete() && !last.fixed().isEmpty()) {
                streams.err().println(TextTable.printable(network.name() + ": the " + last.fixed().size() + " fixed points found "
                    + "are not all (their indices do not sum to 1); more --starts may find the others"));
            }
            if (last.lyapunov().isEmpty()) {
                streams.err().println(TextTable.printable(network.name() + ": a state leaves the finite numbers, so that there are "
                    + "no Lyapunov exponents"));
            }
            streams.err().printf(Locale.ROOT, "%s: looked at in %.1f s%n", TextTable.printable(network.name()), last.seconds());
        }
        PortraitDistances distances = PortraitDistances.of(portraits, sweep);
        if (figure.given()) {
            figure.write(DynamicsFigures.stateSpace(portraits));
        }
        if (out != null) {
            DynamicsFolder.write(out, distances, power);
        }
        if (json.given()) {
            Json.print(DynamicsJson.of(distances, sweep), streams.out());
        } else {
            DynamicsText.print(distances, streams.out());
        }
        return ExitCode.DONE;
    }

    private PortraitOptions options(List<RecordedNetwork> networks) {
        int width = networks.get(0).cell().inputs();
        for (RecordedNetwork network : networks) {
            if (network.cell().inputs() != width) {
                throw new InvalidInputException(network.name() + " takes inputs of " + network.cell().inputs() + " numbers, "
                    + networks.get(0).name() + " of " + width + "; expected networks of one task");
            }
        }
        if (!constant.isEmpty() && constant.size() != width) {
            throw new InvalidInputException("--constant has " + constant.size() + " numbers, the networks take " + width);
        }
        return new PortraitOptions(constant.isEmpty() ? java.util.Optional.empty()
            : java.util.Optional.of(constant.stream().mapToDouble(Double::doubleValue).toArray()), starts,
            PortraitOptions.USUAL.repeats(), NetworkFiles.pulses(pulses, width), exponents, autonomous, cycles,
            PortraitOptions.USUAL.settling(), seed);
    }
}
