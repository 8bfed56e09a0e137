package org.espalier.nets.architecture;

import java.util.List;
import org.espalier.nets.NetsException;
import org.espalier.nets.Registry;

/** The architectures on the class path, those of plug-ins included. */
public final class Architectures {
    private static final Registry<Architecture> MEMBERS = new Registry<>(Architecture.class, "architecture", Architecture::name);

    private Architectures() { }

    /**
     * All of them, sorted by name.
     *
     * @throws NetsException if two have one name
     */
    public static List<Architecture> all() {
        return MEMBERS.all();
    }

    /** @throws NetsException if there is none of that name; the message names the nearest */
    public static Architecture named(String name) {
        return MEMBERS.named(name);
    }
}
