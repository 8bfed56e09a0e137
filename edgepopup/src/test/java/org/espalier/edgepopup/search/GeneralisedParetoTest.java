package org.espalier.edgepopup.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneralisedParetoTest {

    /** At the exact quantiles of a known distribution the fit is that distribution, to the grid of quantiles. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -0.2, 0, 0.2})
    void recoversAKnownDistributionFromItsQuantiles(double shape) {
        GeneralisedPareto known = new GeneralisedPareto(shape, 0.03);
        int n = 100_000;
        double[] excesses = new double[n];
        for (int i = 0; i < n; i++) {
            excesses[i] = known.exceededWith((n - i - 0.5) / n);
        }
        GeneralisedPareto fitted = GeneralisedPareto.fit(excesses);
        assertEquals(shape, fitted.shape(), 0.005);
        assertEquals(0.03, fitted.scale(), 3e-4);
    }

    @Test
    void recoversAKnownDistributionFromAThousandDraws() {
        SplittableRandom random = new SplittableRandom(1);
        GeneralisedPareto known = new GeneralisedPareto(-0.2, 2);
        double[] excesses = random.doubles(1000).map(u -> known.exceededWith(1 - u)).toArray();
        GeneralisedPareto fitted = GeneralisedPareto.fit(excesses);
        // Hosking and Wallis 1987, table 4: the deviation of the shape is about sqrt(1.1 / n) here.
        assertEquals(-0.2, fitted.shape(), 0.12);
        assertEquals(2, fitted.scale(), 0.3);
    }

    /** By hand: x = 1, 3; a0 = 2; a1 = (0.675 * 1 + 0.175 * 3) / 2 = 0.6; spread 0.8; shape 2 - 2.5, scale 2.4 / 0.8. */
    @Test
    void twoValuesByHand() {
        GeneralisedPareto fitted = GeneralisedPareto.fit(new double[] {3, 1});
        assertEquals(-0.5, fitted.shape(), 1e-12);
        assertEquals(3, fitted.scale(), 1e-12);
    }

    @Test
    void probabilityAndQuantileAreInverse() {
        for (double shape : new double[] {-0.4, -1e-12, 0, 0.3}) {
            GeneralisedPareto pareto = new GeneralisedPareto(shape, 2);
            for (double p : new double[] {1, 0.5, 1e-3, 1e-8}) {
                assertEquals(p, pareto.above(pareto.exceededWith(p)), 1e-6 * p);
            }
        }
        assertEquals(Math.exp(-1.5), new GeneralisedPareto(0, 2).above(3), 1e-12);
        assertEquals(0.25, new GeneralisedPareto(-0.5, 2).above(2), 1e-12);
        assertEquals(0, new GeneralisedPareto(-0.5, 2).above(4));
        assertEquals(1, new GeneralisedPareto(-0.5, 2).above(-1));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GeneralisedPareto.fit(new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> GeneralisedPareto.fit(new double[] {1, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> GeneralisedPareto.fit(new double[] {-1, 1}));
        assertThrows(IllegalArgumentException.class, () -> GeneralisedPareto.fit(new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new GeneralisedPareto(0, 0));
    }
}
