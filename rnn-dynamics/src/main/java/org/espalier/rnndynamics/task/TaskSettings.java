package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/** A task's settings while some of them are changed, and the checks that tasks share. */
final class TaskSettings {
    /** Far beyond any task, and small enough that a batch's size does not overflow. */
    static final int LONGEST = 100_000;

    private final String task;
    private final SortedMap<String, Double> values;

    private TaskSettings(String task, SortedMap<String, Double> values) {
        this.task = task;
        this.values = values;
    }

    /** @throws InvalidInputException if the task has no setting of some name */
    static TaskSettings changed(Task task, Map<String, Double> changed) {
        SortedMap<String, Double> values = new TreeMap<>(task.settings());
        changed.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                throw new InvalidInputException(Nearest.unknown("setting of the task " + task.name() + ":", name,
                    task.settings().keySet()));
            }
            values.put(name, value);
        });
        return new TaskSettings(task.name(), values);
    }

    double number(String name) {
        return values.get(name);
    }

    /** @throws InvalidInputException if it is not a whole number */
    int whole(String name) {
        double value = values.get(name);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new InvalidInputException("the task " + task + ": " + name + " is " + value + ", expected a whole number");
        }
        return (int) value;
    }

    /** @throws InvalidInputException unless {@code low <= value <= high} */
    static void within(String task, String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new InvalidInputException("the task " + task + ": " + name + " is " + plain(value) + ", expected from "
                + plain(low) + " to " + plain(high));
        }
    }

    static void steps(String task, int steps) {
        within(task, "steps", steps, 1, LONGEST);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
