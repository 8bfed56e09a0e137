package org.espalier.nets.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where a data set was found. Found is not checked: see {@link DataLocator#check}.
 *
 * @param place   the place
 * @param files   the files that are there, in the data set's order; empty for an embedded data set
 * @param missing names of the files that are not there, though others are
 */
public record Location(Place place, List<Found> files, List<String> missing) {

    static final Location EMBEDDED = new Location(Place.EMBEDDED, List.of(), List.of());

    public Location {
        files = List.copyOf(files);
        missing = List.copyOf(missing);
    }

    /** What the user gave by its path. */
    static Location own(Path path) {
        return new Location(new Place(Place.Kind.OWN, path), List.of(), List.of());
    }

    public boolean complete() {
        return missing.isEmpty();
    }

    /** For the user: {@code /usr/share/datasets/fashion-mnist (the system's data sets)}. */
    public String describe() {
        if (place.kind() == Place.Kind.EMBEDDED) {
            return "embedded";
        }
        if (place.kind() == Place.Kind.OWN) {
            return place.root().toString();
        }
        return folder() + " (" + place.kind().label() + ")";
    }

    /** The folder the files lie in. */
    public Path folder() {
        return files.isEmpty() ? place.root() : Objects.requireNonNull(files.get(0).path().getParent());
    }

    /**
     * A file of a data set on this machine.
     *
     * @param file    what it should hold
     * @param path    the file, or the archive it is in
     * @param packing how the content is packed there
     */
    public record Found(DataFile file, Path path, Packing packing) {}

    /** How content is packed. */
    public enum Packing { RAW, GZIP, TAR_GZIP }
}
