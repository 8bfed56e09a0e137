package org.espalier.cli.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;

/** The folder that a network is exported to: new or empty, so that nothing is overwritten. */
public final class ExportFolder {
    private final Path folder;
    private final List<String> written = new ArrayList<>();

    private ExportFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws InvalidInputException if it is a file, is not empty, or cannot be made */
    public static ExportFolder at(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new InvalidInputException("--to: the folder " + folder + " is not empty; expected a new or empty one");
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException("--to: cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
        return new ExportFolder(folder);
    }

    /** A file to be written in it. */
    Path file(String name) {
        written.add(name);
        return folder.resolve(name);
    }

    void copy(Path from, String name) {
        try {
            Files.copy(from, file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InvalidInputException("cannot copy " + from + " to " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Copies a file that belongs to the suite. */
    void resource(String resource, String name) {
        try (InputStream in = ExportFolder.class.getResourceAsStream(resource)) {
            Files.copy(in, file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** The names of the files written, in their order. */
    public List<String> written() {
        return List.copyOf(written);
    }
}
