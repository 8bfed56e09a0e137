package org.espalier.nets.engine.remedy;

import java.util.Map;

/** Lets tests of other packages set variables. */
public final class EnvironmentAccess {

    private EnvironmentAccess() {}

    public static void set(Map<String, String> variables) {
        if (!Environment.set(variables)) {
            throw new AssertionError("not set: " + variables);
        }
    }
}
