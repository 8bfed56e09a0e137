package org.espalier.rnndynamics.task;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Registry;

/** The tasks on the class path, those of plug-ins included, with their default settings. */
public final class Tasks {
    private static final Registry<Task> MEMBERS = new Registry<>(Task.class, "task", "tasks", Task::name);

    private Tasks() {}

    /**
     * All of them, sorted by name.
     *
     * @throws InvalidInputException if two have one name
     */
    public static List<Task> all() {
        return MEMBERS.all();
    }

    /** @throws InvalidInputException if there is none of that name; the message names the nearest */
    public static Task named(String name) {
        return MEMBERS.named(name);
    }
}
