package org.espalier.study.code;

import java.util.List;

/**
 * The registered classes that a trial may use by naming them in a parameter or as a data set: methods, criteria, architectures,
 * data sets, tasks, cells, measures. Found by {@link java.util.ServiceLoader}: a module with a registry has one such class, and
 * one line in {@code META-INF/services/org.espalier.study.code.RegisteredParts}.
 */
public interface RegisteredParts {

    /**
     * A member of a registry.
     *
     * @param name what parameters call it
     * @param type its class
     */
    record Part(String name, Class<?> type) {}

    List<Part> parts();
}
