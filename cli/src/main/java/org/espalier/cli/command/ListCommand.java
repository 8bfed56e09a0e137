package org.espalier.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code espalier list}. */
@Command(name = "list", description = "Show what there is: studies, methods, architectures, datasets, ...")
final class ListCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", completionCandidates = Kinds.class,
        description = "One of ${COMPLETION-CANDIDATES} (default: all).")
    private String kind;

    @Mixin
    private JsonOption json;

    ListCommand(Streams streams) {
        this.streams = streams;
    }

    /** The words for the help. */
    static final class Kinds implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return ListedKind.all().stream().map(ListedKind::name).iterator();
        }
    }

    @Override
    public Integer call() {
        List<ListedKind> all = ListedKind.all();
        List<ListedKind> shown = kind == null ? all : all.stream().filter(k -> k.name().equals(kind)).toList();
        if (shown.isEmpty()) {
            throw new InvalidInputException(Nearest.unknown("kind", kind, all.stream().map(ListedKind::name).toList()));
        }
        if (json.given()) {
            Map<String, Object> kinds = new LinkedHashMap<>();
            shown.forEach(k -> kinds.put(k.name(), k.entries().stream()
                .map(e -> Json.object("name", e.name(), "description", e.description())).toList()));
            Json.print(kinds, streams.out());
            return ExitCode.DONE;
        }
        for (ListedKind one : shown) {
            if (kind == null) {
                streams.out().println(one.name());
            }
            TextTable table = new TextTable();
            one.entries().forEach(e -> table.row(kind == null ? "  " + e.name() : e.name(), e.description()));
            table.print(streams.out());
            if (kind == null) {
                streams.out().println();
            }
        }
        return ExitCode.DONE;
    }
}
