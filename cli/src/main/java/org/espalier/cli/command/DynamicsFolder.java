package org.espalier.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.dsa.DynamicalSweep;
import org.espalier.base.AtomicFile;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.report.FigureFile;
import org.espalier.rnndynamics.cycle.Cycle;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.portrait.Portrait;
import org.espalier.rnndynamics.portrait.PortraitDistances;
import org.espalier.rnndynamics.topology.SaddleGraph;
import org.espalier.rnndynamics.topology.TransitionGraph;
import org.espalier.study.finding.Csv;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;
import org.espalier.study.statistics.Interval;

/** All tables and figures of portraits and their distances as files. */
final class DynamicsFolder {
    private DynamicsFolder() {}

    /** @throws InvalidInputException if something that is no folder stands there, or the folder above is missing */
    static void check(Path folder) {
        Path parent = folder.toAbsolutePath().getParent();
        if (Files.exists(folder) && !Files.isDirectory(folder) || parent == null || !Files.isDirectory(parent)) {
            throw new InvalidInputException("cannot write into " + folder + ": "
                + (Files.exists(folder) ? "it is no folder" : "there is no folder " + parent));
        }
    }

    static void write(Path folder, PortraitDistances distances, double power) {
        List<Portrait> portraits = distances.networks();
        List<Table> tables = new ArrayList<>(List.of(points(portraits), spectra(portraits), edges(portraits)));
        transitions(portraits).ifPresent(tables::add);
        cycles(portraits).ifPresent(tables::add);
        distances.sweep().filter(s -> portraits.size() > 1).ifPresent(s -> tables.add(sweep(s, portraits, power)));
        List<Figure> figures = new ArrayList<>(List.of(DynamicsFigures.stateSpace(portraits), DynamicsFigures.eigenvalues(portraits)));
        DynamicsFigures.lyapunov(portraits).ifPresent(figures::add);
        figures.addAll(DynamicsFigures.distances(distances));
        figures.forEach(figure -> tables.add(figure.data()));
        try {
            Files.createDirectories(folder);
            for (Table table : tables) {
                StringBuilder csv = new StringBuilder();
                Csv.write(table, csv);
                AtomicFile.write(folder.resolve(table.id() + ".csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot write into " + folder + ": " + e.getMessage(), new UncheckedIOException(e));
        }
        figures.forEach(figure -> FigureFile.write(figure, folder.resolve(figure.id() + ".svg")));
    }

    private static Table points(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            int number = 0;
            for (FixedPoint f : p.found().points()) {
                boolean known = !f.eigenvalues().isEmpty();
                rows.add(Arrays.asList(p.network().name(), number++, f.found().label(), f.q(), f.stable(),
                    known ? f.unstable() : null, known ? f.eigenvalues().get(0).modulus() : null,
                    known ? f.eigenvalues().get(0).timeConstant() : null, f.starts()));
            }
        }
        return new Table("points", "Points", List.of("network", "point", "class", "q", "stable", "unstable", "greatest_modulus",
            "time_constant", "starts"), rows);
    }

    private static Table spectra(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            int number = 0;
            for (FixedPoint f : p.found().points()) {
                int mode = 0;
                for (Eigenvalue e : f.eigenvalues()) {
                    rows.add(Arrays.asList(p.network().name(), number, mode++, e.re(), e.im(), e.modulus(), e.timeConstant(),
                        e.frequency()));
                }
                number++;
            }
        }
        return new Table("spectra", "Eigenvalues", List.of("network", "point", "mode", "re", "im", "modulus", "time_constant",
            "radians_a_step"), rows);
    }

    private static Table edges(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            for (SaddleGraph.Edge e : p.saddles().map(SaddleGraph::edges).orElse(List.of())) {
                rows.add(Arrays.asList(p.network().name(), e.saddle(), e.mode(), e.side(), e.to() < 0 ? null : e.to()));
            }
        }
        return new Table("edges", "Where saddles lead", List.of("network", "saddle", "mode", "side", "to"), rows);
    }

    private static java.util.Optional<Table> transitions(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            if (p.transitions().isPresent()) {
                TransitionGraph graph = p.transitions().get();
                for (int i = 0; i < graph.points().size(); i++) {
                    for (int k = 0; k < graph.pulseCount(); k++) {
                        rows.add(Arrays.asList(p.network().name(), i, k, graph.to(i, k) < 0 ? null : graph.to(i, k)));
                    }
                }
            }
        }
        return rows.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(
            new Table("transitions", "Where pulses lead", List.of("network", "stable_point", "pulse", "to"), rows));
    }

    private static java.util.Optional<Table> cycles(List<Portrait> portraits) {
        List<List<Object>> rows = new ArrayList<>();
        for (Portrait p : portraits) {
            for (Cycle c : p.cycles().orElse(List.of())) {
                rows.add(Arrays.asList(p.network().name(), c.period(), c.stable(), c.unstable(), c.onKink(),
                    c.eigenvalues().get(0).modulus(), c.residual()));
            }
        }
        return rows.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(new Table("cycles", "Cycles",
            List.of("network", "period", "stable", "unstable", "on_kink", "greatest_modulus", "residual"), rows));
    }

    private static Table sweep(DynamicalSweep sweep, List<Portrait> portraits, double power) {
        List<List<Object>> rows = new ArrayList<>();
        for (DynamicalSweep.Setting s : sweep.settings()) {
            for (int i = 0; i < portraits.size(); i++) {
                for (int j = i + 1; j < portraits.size(); j++) {
                    String a = portraits.get(i).network().name();
                    String b = portraits.get(j).network().name();
                    rows.add(row(a, b, s, "dsa", s.alignment()[i][j], s.alignmentInterval()[i][j], s.alignmentFloor()[i],
                        s.alignmentFloor()[j]));
                    rows.add(row(a, b, s, "dsa-wasserstein-" + power, s.wasserstein()[i][j], s.wassersteinInterval()[i][j],
                        s.wassersteinFloor()[i], s.wassersteinFloor()[j]));
                }
            }
        }
        return new Table("dsa", "DSA over delays and rank", List.of("a", "b", "delays", "rank", "distance", "value", "low", "high",
            "halves_of_a", "halves_of_b"), rows);
    }

    private static List<Object> row(String a, String b, DynamicalSweep.Setting s, String name, double value, Interval interval,
                                    double halvesOfA, double halvesOfB) {
        return Arrays.asList(a, b, s.delays(), s.rank(), name, value, interval == null ? null : interval.low(),
            interval == null ? null : interval.high(), halvesOfA, halvesOfB);
    }
}
