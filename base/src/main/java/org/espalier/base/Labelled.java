package org.espalier.base;

import java.util.Arrays;
import java.util.List;

/** One of a closed family that files and the command line know by a word. An enum implements it and is found by its label. */
public interface Labelled {

    /** The word: lower case, with hyphens. */
    String label();

    /** The labels of a family, in the order of its members. */
    static <E extends Enum<E> & Labelled> List<String> labels(Class<E> family) {
        return Arrays.stream(family.getEnumConstants()).map(Labelled::label).toList();
    }

    /**
     * The member of a label.
     *
     * @param what what the word should have been: "preset"
     * @throws InvalidInputException if there is none; the message names the nearest, or all
     */
    static <E extends Enum<E> & Labelled> E named(Class<E> family, String what, String label) {
        return Arrays.stream(family.getEnumConstants()).filter(member -> member.label().equals(label)).findFirst()
            .orElseThrow(() -> new InvalidInputException(Nearest.unknown(what, String.valueOf(label), labels(family))));
    }
}
