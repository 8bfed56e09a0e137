package org.espalier.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.analysis.representation.MeasureLawsTest;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.CriterionTest;
import org.espalier.rnndynamics.cell.CellTest;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.population.TileTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The laws of the suite, over what {@code examples/plugin-template} brings too. That every method resumes bit for bit is
 * {@link EveryMethodResumesTest}.
 */
class TemplateLawsTest {

    @Test
    void theTemplateIsAmongWhatTheLawsSee() {
        assertTrue(Cells.labels(Cells.trainable()).contains("janet"));
        assertTrue(RepresentationMeasures.all().stream().anyMatch(m -> m.id().equals("matched-units")));
        assertTrue(Criteria.all().stream().anyMatch(c -> c.name().equals("signed-magnitude")));
    }

    @Nested
    class OfCells extends CellTest {}

    @Nested
    class OfKernels extends TileTest {}

    @Nested
    class OfMeasures extends MeasureLawsTest {}

    @Nested
    class OfCriteria extends CriterionTest {}
}
