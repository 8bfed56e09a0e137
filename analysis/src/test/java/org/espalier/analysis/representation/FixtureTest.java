package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that NumPy gives by the plain formulas on a small fixed example. */
class FixtureTest {
    private static final double TOLERANCE = 1e-10;

    private final Representation x = Examples.fixtureX();
    private final Representation y = Examples.fixtureY();

    @Test
    void theExampleIsTheOneThatWasComputed() {
        assertArrayEquals(new double[] {0.744217687237691, 1.039479960575274, 0.8215946829941597, 0.23598890049586058},
            java.util.Arrays.copyOf(x.values(), 4), 1e-15);
        assertArrayEquals(new double[] {1.127847779538028, 0.6479819364079057, 0.6571622067877615},
            java.util.Arrays.copyOfRange(y.values(), 33, 36), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"cka,0.4535240229356167", "cka-debiased,0.2186861924165074", "cka-rbf,0.4950132462533062",
        "r2-cca,0.46896882534068757", "pwcca,0.6363039965714496", "cca,0.6152832637064601",
        "procrustes,0.9724525205664701", "shape-1,0.9724525205664701", "rsa-sqeuclidean-cosine,0.8435733285769602",
        "rsa-sqeuclidean-spearman,0.1012211668928087"})
    void everyValueIsTheReferences(String id, double expected) {
        RepresentationMeasure measure = RepresentationMeasures.named(id);
        assertEquals(expected, measure.compare(x, y), TOLERANCE);
        assertEquals(expected, measure.compare(y, x), TOLERANCE);
    }

    @Test
    void theOtherReferences() {
        assertArrayEquals(new double[] {0.9717725585044777, 0.637736232476479, 0.2363410001384238},
            CanonicalCorrelations.of(x, y), TOLERANCE);
        assertEquals(4.606905561569809, RbfCka.medianSquaredDistance(x), TOLERANCE);
        assertEquals(1.1000808981265067, LinearCka.angle(x, y), TOLERANCE);
        assertEquals(4.513762350331048, ShapeMetrics.procrustes().euclidean(x, y), TOLERANCE);
    }
}
