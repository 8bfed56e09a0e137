package org.espalier.analysis.individual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.espalier.analysis.representation.Representation;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.junit.jupiter.api.Test;

class ImageDistancesTest {
    private static final int CLASSES = 3;
    private static final int PER_CLASS = 4;
    private static final int UNITS = 6;

    private static double[][] rows(long seed, double centroid) {
        Random random = new Random(seed);
        double[][] means = new double[CLASSES][UNITS];
        double[][] rows = new double[CLASSES * PER_CLASS][UNITS];
        for (int i = 0; i < rows.length; i++) {
            for (int u = 0; u < UNITS; u++) {
                if (i % PER_CLASS == 0) {
                    means[i / PER_CLASS][u] = random.nextGaussian();
                }
                rows[i][u] = centroid * means[i / PER_CLASS][u] + random.nextGaussian();
            }
        }
        return rows;
    }

    /** Pair by pair with another library. */
    @Test
    void distancesAreOneMinusTheCorrelationOverUnits() {
        double[][] rows = rows(1, 1);
        ImageDistances found = ImageDistances.of(Representation.of(rows), CLASSES);
        PearsonsCorrelation pearson = new PearsonsCorrelation();
        int at = 0;
        int within = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = i + 1; j < rows.length; j++) {
                double expected = 1 - pearson.correlation(rows[i], rows[j]);
                assertEquals(expected, found.all()[at++], 1e-12);
                if (i / PER_CLASS == j / PER_CLASS) {
                    assertEquals(expected, found.within()[within++], 1e-12);
                }
            }
        }
        assertEquals(at, found.all().length);
        assertEquals(CLASSES * PER_CLASS * (PER_CLASS - 1) / 2, within);
        double[][] means = new double[CLASSES][UNITS];
        for (int i = 0; i < rows.length; i++) {
            for (int u = 0; u < UNITS; u++) {
                means[i / PER_CLASS][u] += rows[i][u] / PER_CLASS;
            }
        }
        assertEquals(1 - pearson.correlation(means[0], means[2]), found.centroids()[1], 1e-12);
        assertEquals(CLASSES, found.centroids().length);
    }

    @Test
    void sharedVarianceIsTheSquaredCorrelation() {
        double[] a = ImageDistances.of(Representation.of(rows(1, 1)), CLASSES).all();
        double[] b = ImageDistances.of(Representation.of(rows(2, 1)), CLASSES).all();
        double r = new PearsonsCorrelation().correlation(a, b);
        assertEquals(r * r, ImageDistances.sharedVariance(a, b), 1e-12);
        assertEquals(1, ImageDistances.sharedVariance(a, a), 1e-12);
        double[] turned = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            turned[i] = 3 - 2 * a[i];
        }
        assertEquals(1, ImageDistances.sharedVariance(a, turned), 1e-12);
    }

    @Test
    void aNetworkThatIsPermutedOrScaledIsTheSame() {
        double[][] rows = rows(3, 1);
        double[][] other = new double[rows.length][UNITS];
        for (int i = 0; i < rows.length; i++) {
            for (int u = 0; u < UNITS; u++) {
                other[i][u] = 7 * rows[i][UNITS - 1 - u] + 2;
            }
        }
        assertArrayEquals(ImageDistances.of(Representation.of(rows), CLASSES).all(),
            ImageDistances.of(Representation.of(other), CLASSES).all(), 1e-12);
    }

    @Test
    void clusteringGrowsWithTheDistanceOfClasses() {
        double none = ImageDistances.of(Representation.of(rows(4, 0)), CLASSES).clustering();
        double some = ImageDistances.of(Representation.of(rows(4, 2)), CLASSES).clustering();
        double much = ImageDistances.of(Representation.of(rows(4, 100)), CLASSES).clustering();
        assertEquals(0, none, 0.2);
        assertTrue(none < some && some < much && much > 0.99 && much <= 1, none + " " + some + " " + much);
    }

    @Test
    void asManyImagesOfEachClassAreShown() {
        LabelledImages images = new LabelledImages(new ImageShape(1, 1, 1), 2, new float[] {0, 1, 2, 3, 4},
            new int[] {1, 0, 0, 1, 0});
        LabelledImages shown = Stimuli.of(images, 2);
        assertArrayEquals(new int[] {0, 0, 1, 1}, shown.labels());
        assertArrayEquals(new float[] {1, 2, 0, 3}, shown.pixels());
        assertEquals("images_per_class: 3 test images of each class were asked for, and class 1 has 2; expected at most 2",
            assertThrows(InvalidInputException.class, () -> Stimuli.of(images, 3)).getMessage());
    }
}
