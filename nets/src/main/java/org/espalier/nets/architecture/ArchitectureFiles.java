package org.espalier.nets.architecture;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.reference.Brought;
import org.espalier.nets.reference.Reference;

/**
 * The architectures that users give as files. The description itself is kept, in one form, and its hash is part of the name:
 * a trial needs the file no more, and spaces or the order of keys make no other trial.
 */
final class ArchitectureFiles {
    static final String SCHEME = "file";
    private static final Brought<Architecture> BROUGHT =
        new Brought<>(SCHEME, "architectures", "architecture", ArchitectureFiles::remember);

    private ArchitectureFiles() {}

    /** @param word {@code file:FILE.json}, or a reference @return the reference */
    static String take(String word) {
        if (BROUGHT.reference(word).filter(BROUGHT::knows).isPresent()) {
            return word;
        }
        Path file = Reference.path(SCHEME, word);
        NetworkDescription network = structure(NetworkJson.read(file));
        String text = NetworkJson.write(network);
        Reference reference = Reference.of(SCHEME, Reference.nameOf(file), Reference.sha256(text));
        return BROUGHT.take(reference, of(reference, network, file.toString()), text).toString();
    }

    /** The architecture of a reference; empty if the name is none of these. */
    static Optional<Architecture> find(String name) {
        return BROUGHT.reference(name).map(BROUGHT::find);
    }

    /** What makes the architecture: not where a network of it came from, or what its images went through. */
    private static NetworkDescription structure(NetworkDescription network) {
        return new NetworkDescription(NetworkDescription.CUSTOM, Architecture.Options.PLAIN, network.input(), network.classes(),
            network.layers(), Optional.empty(), NetworkDescription.Origin.UNKNOWN);
    }

    private static Architecture of(Reference reference, NetworkDescription network, String source) {
        try {
            return new LayerArchitecture(reference.toString(), network);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(source + " describes no network: " + e.getMessage(), e);
        }
    }

    private static Architecture remember(Reference reference, String text, Path where) {
        if (!Reference.sha256(text).startsWith(reference.hash())) {
            throw new InvalidInputException(where + " is damaged: its content has another hash than its name says");
        }
        return of(reference, NetworkJson.parse(text, where.toString()), where.toString());
    }
}
