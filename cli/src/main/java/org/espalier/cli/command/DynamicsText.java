package org.espalier.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.cli.TextTable;
import org.espalier.rnndynamics.cycle.Cycle;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.lyapunov.LyapunovSpectrum;
import org.espalier.rnndynamics.portrait.Portrait;
import org.espalier.rnndynamics.portrait.PortraitDistances;
import org.espalier.study.statistics.Interval;

/** Portraits and their distances for a terminal: a line a network, a line a pair. */
final class DynamicsText {
    private DynamicsText() {}

    static void print(PortraitDistances distances, PrintStream out) {
        networks(distances.networks()).print(out);
        if (distances.networks().size() < 2) {
            return;
        }
        out.println();
        pairs(distances).print(out);
        if (distances.sweep().isPresent()) {
            out.println();
            sweep(distances.sweep().get()).print(out);
        }
    }

    private static TextTable networks(List<Portrait> portraits) {
        TextTable table = new TextTable("", "network", "cell", "units", "stable", "saddles", "slow", "joined", "pulses",
            "slowest", "lambda_1", "cycles");
        for (int i = 0; i < portraits.size(); i++) {
            Portrait p = portraits.get(i);
            int stable = p.stable().size();
            table.row(i + 1, p.network().name(), p.network().cell().name(), p.network().cell().units(), stable,
                p.fixed().size() - stable, p.found().count(PointClass.SLOW),
                p.saddles().map(g -> Integer.toString(g.connected(1).size())).orElse("-"),
                p.transitions().map(g -> (g.to().length - g.nowhere()) + " of " + g.to().length).orElse("-"),
                p.slowest().isPresent() ? String.format(Locale.ROOT, "%.3g steps", p.slowest().getAsDouble()) : "-",
                p.lyapunov().map(l -> first(l, p.driven())).orElse("-"), p.cycles().map(DynamicsText::cycles).orElse("-"));
        }
        return table;
    }

    private static String first(LyapunovSpectrum spectrum, boolean driven) {
        double error = spectrum.standardErrors()[0];
        return String.format(Locale.ROOT, Double.isFinite(error) ? "%.4f +- %.4f%s" : "%.4f%3$s", spectrum.exponents()[0], error,
            driven ? " driven" : "");
    }

    private static String cycles(List<Cycle> cycles) {
        List<String> parts = new ArrayList<>();
        for (int k = 2; k <= cycles.stream().mapToInt(Cycle::period).max().orElse(1); k++) {
            int period = k;
            long count = cycles.stream().filter(c -> c.period() == period).count();
            if (count > 0) {
                parts.add(count + " of period " + k);
            }
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static TextTable pairs(PortraitDistances distances) {
        List<String> heads = new ArrayList<>(List.of("pair"));
        heads.addAll(distances.distances().keySet());
        TextTable table = new TextTable(heads.toArray(String[]::new));
        int n = distances.networks().size();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                List<Object> cells = new ArrayList<>(List.of(i + 1 + "-" + (j + 1)));
                for (Map.Entry<String, double[][]> d : distances.distances().entrySet()) {
                    cells.add(number(d.getValue()[i][j]));
                }
                table.row(cells.toArray());
            }
        }
        return table;
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }

    /** Of each setting of DSA the mean over pairs; of one pair its interval too. */
    private static TextTable sweep(DynamicalSweep sweep) {
        int n = sweep.settings().get(0).alignment().length;
        TextTable table = new TextTable("delays", "rank", n == 2 ? "dsa" : "dsa, mean", "95 % over trials", "halves of one",
            n == 2 ? "dsa-wasserstein" : "dsa-wasserstein, mean", "95 % over trials", "halves of one");
        for (DynamicalSweep.Setting s : sweep.settings()) {
            table.row(s.delays(), s.rank(), number(mean(s.alignment())), interval(s.alignmentInterval()), halves(s.alignmentFloor()),
                number(mean(s.wasserstein())), interval(s.wassersteinInterval()), halves(s.wassersteinFloor()));
        }
        return table;
    }

    private static double mean(double[][] distances) {
        double sum = 0;
        int n = distances.length;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                sum += distances[i][j];
            }
        }
        return sum / (n * (n - 1) / 2.0);
    }

    private static String interval(Interval[][] intervals) {
        Interval only = intervals.length == 2 ? intervals[0][1] : null;
        return only == null ? "-" : number(only.low()) + " .. " + number(only.high());
    }

    private static String halves(double[] floors) {
        List<String> all = new ArrayList<>();
        for (double floor : floors) {
            all.add(number(floor));
        }
        return all.stream().allMatch("-"::equals) ? "-" : String.join(", ", all);
    }
}
