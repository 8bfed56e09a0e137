package org.espalier.nets.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;

/**
 * A data set of labelled images, found by {@link java.util.ServiceLoader}: one class and one line in
 * {@code META-INF/services/org.espalier.nets.data.DataSet}.
 */
public interface DataSet {

    /** The name on the command line: {@code fashion-mnist}. */
    String name();

    /** One sentence: what it shows, how many images, who made it, its licence. */
    String description();

    ImageShape shape();

    int classes();

    /**
     * Identifies the content: a SHA-256 over the files' checksums ({@link DataFile#checksum}). Known without the files,
     * so that a plan can be made where they are not.
     */
    String checksum();

    /** The files it is read from; an empty list if it is embedded. */
    List<DataFile> files();

    /** Debian's package that provides the files, if there is one. */
    default Optional<String> debianPackage() {
        return Optional.empty();
    }

    /** The user's own file or folder that it is, if it is one. */
    default Optional<Path> source() {
        return Optional.empty();
    }

    /** The number of published training images, where it is known without reading them. */
    default OptionalInt trainingImages() {
        return OptionalInt.empty();
    }

    /**
     * Reads the data set ({@link DataLocator#read} finds the files, downloads them where they are missing, and checks
     * them).
     *
     * @return its published training and test sets
     * @throws InvalidInputException if a file is missing, differs from its checksum, is truncated or holds a label out of range;
     *                       the message names the file and says how to provide it
     */
    TrainAndTest load(DataLocator locator);

    /** The published division of a data set. */
    record TrainAndTest(LabelledImages train, LabelledImages test) {}
}
