package org.espalier.analysis.representation;

import java.util.List;
import java.util.Optional;

/** Measures that differ in a part of their id, such as {@code shape-ALPHA}. Open, like {@link RepresentationMeasure}. */
public interface RepresentationMeasureFamily {

    /** The ids, with the part that differs in capitals. */
    String pattern();

    /** The members that are shown and computed where nothing is asked for. */
    List<RepresentationMeasure> members();

    /**
     * The member of that id, which may be another than those shown; its {@link RepresentationMeasure#id()} is the id as
     * given.
     *
     * @throws org.espalier.base.InvalidInputException if the id is of this family but its variable part is out of range
     */
    Optional<RepresentationMeasure> member(String id);
}
