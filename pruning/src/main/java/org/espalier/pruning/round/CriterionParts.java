package org.espalier.pruning.round;

import java.util.List;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.study.code.RegisteredParts;

/** The criteria that trials name. */
public final class CriterionParts implements RegisteredParts {

    @Override
    public List<Part> parts() {
        return Criteria.all().stream().map(c -> new Part(c.name(), c.getClass())).toList();
    }
}
