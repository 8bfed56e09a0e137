package org.espalier.nets.architecture;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Registry;

/** The architectures on the class path, those of plug-ins included, and those that users bring along. */
public final class Architectures {
    /** What stands before the colon of an architecture given as layers, {@code file:FILE.json}. */
    public static final String FILE = ArchitectureFiles.SCHEME;
    private static final Registry<Architecture> MEMBERS = new Registry<>(Architecture.class, "architecture", "architectures",
        Architecture::name);

    private Architectures() {}

    /**
     * All of them, sorted by name.
     *
     * @throws InvalidInputException if two have one name
     */
    public static List<Architecture> all() {
        return MEMBERS.all();
    }

    /**
     * @param name a registered architecture's, or what {@link #given} answered, here or in an earlier process on the run directory
     *             that is {@linkplain org.espalier.nets.reference.Brought#open open}
     * @throws InvalidInputException if there is none of that name; the message names the nearest
     */
    public static Architecture named(String name) {
        return StoredNetworks.find(name).map(Architecture.class::cast).or(() -> ArchitectureFiles.find(name))
            .orElseGet(() -> MEMBERS.named(name));
    }

    /**
     * The name of the architecture that a user's word means: {@code file:FILE.json} is read and checked, and its name says what
     * it holds; {@code imported:NAME} is that of an imported network; any other word is a name already.
     *
     * @throws InvalidInputException if the file describes no network
     */
    public static String given(String word) {
        return word.startsWith(FILE + ":") ? ArchitectureFiles.take(word)
            : word.startsWith(StoredNetworks.SCHEME + ":") ? StoredNetworks.given(word) : word;
    }
}
