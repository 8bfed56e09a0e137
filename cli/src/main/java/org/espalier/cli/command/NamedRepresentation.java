package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.representation.Representation;
import org.espalier.nets.npy.Npy;
import org.espalier.nets.npy.NpyArray;
import org.espalier.study.InvalidInputException;

/**
 * A representation from a file.
 *
 * @param name the file as it was named on the command line
 */
record NamedRepresentation(String name, Representation representation) {

    /** What a file holds. */
    static List<NamedRepresentation> read(Path file) {
        NpyArray array = Npy.read(file);
        long[] shape = array.shape();
        if (shape.length != 2) {
            throw new InvalidInputException(file + " has the shape " + Arrays.toString(shape)
                + "; expected [samples, units], two lengths");
        }
        try {
            return List.of(new NamedRepresentation(file.toString(), new Representation(
                (int) Math.min(Integer.MAX_VALUE, shape[0]), (int) Math.min(Integer.MAX_VALUE, shape[1]), array.doubles())));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }
}
