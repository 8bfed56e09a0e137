package org.espalier.pruning.ranking;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Registry;

/** The pruning criteria on the class path, by name. */
public final class Criteria {
    private static final Registry<Criterion> CRITERIA = new Registry<>(Criterion.class, "criterion", "criteria", Criterion::name);

    private Criteria() {}

    /** All of them, sorted by name. */
    public static List<Criterion> all() {
        return CRITERIA.all();
    }

    /** @throws InvalidInputException if there is none of that name; the message names the nearest */
    public static Criterion named(String name) {
        return CRITERIA.named(name);
    }
}
