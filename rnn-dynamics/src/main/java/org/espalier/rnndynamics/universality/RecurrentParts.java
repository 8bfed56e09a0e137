package org.espalier.rnndynamics.universality;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.task.Tasks;
import org.espalier.study.code.RegisteredParts;

/** The tasks and cells that trials name. */
public final class RecurrentParts implements RegisteredParts {

    @Override
    public List<Part> parts() {
        return Stream.concat(Tasks.all().stream().map(t -> new Part(t.name(), t.getClass())),
            Cells.all().stream().map(c -> new Part(c.label(), c.getClass()))).toList();
    }
}
