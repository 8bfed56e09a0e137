package org.espalier.nets.data;

import java.nio.file.Path;

/**
 * A place where data sets are looked for.
 *
 * @param kind who chose it
 * @param root the folder; {@code <root>/<data set>/} is looked into, and {@code root} itself where the user named it
 */
public record Place(Kind kind, Path root) {

    /** Who chose a place, in the order in which the places are searched. */
    public enum Kind {
        /** Ships with the suite; nothing to look for. */
        EMBEDDED("embedded", false),
        /** The user's own file, given in place of a data set's name. */
        OWN("your own", false),
        /** Named on the command line. */
        DATA_DIR("--data-dir", true),
        /** Named in the environment. */
        ENVIRONMENT("$ESPALIER_DATA", true),
        /** The user's cache, where downloads go. */
        CACHE("the user's cache", false),
        /** Where Debian's packages of data sets put their files. */
        SYSTEM("the system's data sets", false);

        private final String label;
        private final boolean named;

        Kind(String label, boolean named) {
            this.label = label;
            this.named = named;
        }

        /** For the user: {@code --data-dir}. */
        public String label() {
            return label;
        }

        /** Whether the user named it: then half a data set there is an error, never skipped over. */
        boolean named() {
            return named;
        }
    }

    static final Place EMBEDDED = new Place(Kind.EMBEDDED, Path.of(""));
}
