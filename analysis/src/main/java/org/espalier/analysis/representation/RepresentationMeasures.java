package org.espalier.analysis.representation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.base.Registry;

/** The measures on the class path, those of plug-ins included. */
public final class RepresentationMeasures {
    private static final Registry<RepresentationMeasure> SINGLE =
        new Registry<>(RepresentationMeasure.class, "measure", "measures", RepresentationMeasure::id);
    private static final Registry<RepresentationMeasureFamily> FAMILIES =
        new Registry<>(RepresentationMeasureFamily.class, "measure family", "measure families", RepresentationMeasureFamily::pattern);

    private RepresentationMeasures() {}

    /**
     * All of them, and the members of the families, sorted by id.
     *
     * @throws InvalidInputException if two have one id
     */
    public static List<RepresentationMeasure> all() {
        List<RepresentationMeasure> all = new ArrayList<>(SINGLE.all());
        FAMILIES.all().forEach(family -> all.addAll(family.members()));
        Set<String> ids = new HashSet<>();
        for (RepresentationMeasure measure : all) {
            if (!ids.add(measure.id())) {
                throw new InvalidInputException("two measures are called '" + measure.id() + "'");
            }
        }
        all.sort(Comparator.comparing(RepresentationMeasure::id));
        return List.copyOf(all);
    }

    /** @throws InvalidInputException if there is none of that id; the message names the nearest */
    public static RepresentationMeasure named(String id) {
        List<RepresentationMeasure> all = all();
        for (RepresentationMeasure measure : all) {
            if (measure.id().equals(id)) {
                return measure;
            }
        }
        for (RepresentationMeasureFamily family : FAMILIES.all()) {
            Optional<RepresentationMeasure> member = family.member(id);
            if (member.isPresent()) {
                return member.get();
            }
        }
        throw new InvalidInputException(Nearest.unknown("measure", id, all.stream().map(RepresentationMeasure::id).toList()));
    }
}
