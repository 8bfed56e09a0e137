package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier data}. */
@Command(name = "data", description = "Show data sets (list), fetch one (get NAME), or check every byte (check [NAME...]).")
final class DataCommand implements Callable<Integer> {
    private static final String ABSENT = "not on this machine";

    private final Streams streams;

    @Parameters(index = "0", arity = "0..1", paramLabel = "list|get|check", defaultValue = "list",
        description = "What to do (default: ${DEFAULT-VALUE}).")
    private String action;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME",
        description = "Data sets; arrays:FILE.npz is one of your own.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Mixin
    private JsonOption json;

    DataCommand(Streams streams) {
        this.streams = streams;
    }

    private record Row(String name, boolean good, String where, String description) {}

    @Override
    public Integer call() {
        DataAccess data = new DataAccess(streams, Optional.ofNullable(dataDir));
        List<DataSet> chosen = names.isEmpty() ? DataSets.all() : names.stream()
            .map(name -> DataSets.named(DataSets.given(name))).toList();
        return switch (action) {
            case "list" -> print(chosen.stream().map(d -> listed(data, d)).toList(), false);
            case "get" -> get(data, chosen);
            case "check" -> print(chosen.stream().map(d -> checked(data, d)).toList(), true);
            default -> throw new InvalidInputException(Nearest.unknown("action", action, List.of("list", "get", "check")));
        };
    }

    private static Row listed(DataAccess data, DataSet dataSet) {
        Optional<Location> location = data.locator().find(dataSet);
        String where = location.map(l -> l.describe() + (l.complete() ? "" : ", incomplete")).orElse(ABSENT);
        return new Row(dataSet.name(), location.map(Location::complete).orElse(false), where, dataSet.description());
    }

    private int get(DataAccess data, List<DataSet> chosen) {
        if (names.isEmpty()) {
            throw new InvalidInputException("data get: which one? There are "
                + String.join(", ", DataSets.all().stream().map(DataSet::name).toList()));
        }
        chosen.forEach(data::provide);
        return print(chosen.stream().map(d -> checked(data, d)).toList(), true);
    }

    /** What is damaged is an error; what is not there is one only where it was asked for by name. */
    private Row checked(DataAccess data, DataSet dataSet) {
        if (names.isEmpty() && data.locator().find(dataSet).isEmpty()) {
            return new Row(dataSet.name(), true, ABSENT, dataSet.description());
        }
        try {
            return new Row(dataSet.name(), true, "good: " + data.locator().check(dataSet).describe(),
                dataSet.description());
        } catch (InvalidInputException e) {
            return new Row(dataSet.name(), false, e.getMessage(), dataSet.description());
        }
    }

    private int print(List<Row> rows, boolean check) {
        if (json.given()) {
            List<Map<String, Object>> objects = rows.stream().map(r -> Json.object("name", r.name(),
                check ? "good" : "present", r.good(), "where", r.where(), "description", r.description())).toList();
            Json.print(objects, streams.out());
        } else {
            TextTable table = new TextTable();
            rows.forEach(r -> {
                if (check) {
                    table.row(r.name(), r.where());
                } else {
                    table.row(r.name(), r.where(), r.description());
                }
            });
            table.print(streams.out());
        }
        return check && rows.stream().anyMatch(r -> !r.good()) ? ExitCode.FAILED : ExitCode.DONE;
    }
}
