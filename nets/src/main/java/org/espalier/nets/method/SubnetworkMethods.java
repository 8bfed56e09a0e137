package org.espalier.nets.method;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Registry;

/** The subnetwork methods on the class path, by name. */
public final class SubnetworkMethods {
    private static final Registry<SubnetworkMethod> METHODS =
        new Registry<>(SubnetworkMethod.class, "method", "methods", SubnetworkMethod::name);

    private SubnetworkMethods() {}

    /** All of them, sorted by name. */
    public static List<SubnetworkMethod> all() {
        return METHODS.all();
    }

    /** @throws InvalidInputException if there is none of that name; the message names the nearest */
    public static SubnetworkMethod named(String name) {
        return METHODS.named(name);
    }
}
