package org.espalier.rnndynamics.task;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of a task that is a record of numbers: one a component, its name in lower case with hyphens
 * ({@code delayMean} is {@code delay-mean}). A component is a {@code double}, or an {@code int} for a whole number.
 */
final class RecordSettings {
    private RecordSettings() {}

    /** The values of a task's components by name. */
    static SortedMap<String, Double> of(Record task) {
        SortedMap<String, Double> settings = new TreeMap<>();
        for (RecordComponent component : task.getClass().getRecordComponents()) {
            try {
                settings.put(name(component), ((Number) component.getAccessor().invoke(task)).doubleValue());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(task + " cannot be asked for its " + component.getName(), e);
            }
        }
        return settings;
    }

    /**
     * The task with some components changed, made by its canonical constructor.
     *
     * @throws org.espalier.base.InvalidInputException if a name is unknown, a value of a whole number is none, or the
     *                                                  constructor refuses it
     */
    static <T extends Record & Task> T with(T task, Map<String, Double> changed) {
        TaskSettings settings = TaskSettings.changed(task, changed);
        RecordComponent[] components = task.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getType() == int.class ? (Object) settings.whole(name(components[i]))
                : (Object) settings.number(name(components[i]));
        }
        try {
            @SuppressWarnings("unchecked")
            Constructor<T> canonical = (Constructor<T>) task.getClass().getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(task.name() + " cannot be made with " + changed, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(task.name() + " cannot be made with " + changed, e);
        }
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z0-9])", "-$1").toLowerCase(Locale.ROOT);
    }
}
