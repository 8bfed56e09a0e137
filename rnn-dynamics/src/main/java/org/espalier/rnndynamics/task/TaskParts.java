package org.espalier.rnndynamics.task;

import java.util.List;
import org.espalier.study.code.RegisteredParts;

/** The tasks that trials name. */
public final class TaskParts implements RegisteredParts {

    @Override
    public List<Part> parts() {
        return Tasks.all().stream().map(t -> new Part(t.name(), t.getClass())).toList();
    }
}
