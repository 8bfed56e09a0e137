package org.espalier.cli.command;

import java.util.List;
import org.espalier.rnndynamics.task.Tasks;

/** Tasks that recurrent networks are trained on. */
final class TaskKind implements ListedKind {
    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public List<Entry> entries() {
        return Tasks.all().stream().map(t -> new Entry(t.name(), t.description())).toList();
    }
}
