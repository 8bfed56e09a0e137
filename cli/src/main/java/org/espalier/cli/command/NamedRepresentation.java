package org.espalier.cli.command;

import java.nio.file.Path;
import org.espalier.analysis.representation.Representation;

/**
 * A representation from a file.
 *
 * @param file  as it was named on the command line
 * @param layer the array's name in it; empty where the file holds it alone
 */
record NamedRepresentation(Path file, String layer, Representation representation) {

    /** The file, and its layer where it has several: {@code acts.npz:fc1}. */
    String name() {
        return layer.isEmpty() ? file.toString() : file + ":" + layer;
    }
}
