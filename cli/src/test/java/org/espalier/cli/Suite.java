package org.espalier.cli;

import java.util.List;
import org.espalier.study.Studies;
import org.espalier.study.Study;

/** The studies of the suite: all that are registered but this module's example. */
final class Suite {
    private Suite() {}

    /** New instances, sorted by id. */
    static List<Study> studies() {
        return Studies.all().stream().filter(study -> !(study instanceof ExampleStudy)).toList();
    }
}
