package org.espalier.analysis.representation;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** What canonical correlations are where two representations have nothing in common: never zero, as they are the best ones. */
final class ChanceCorrelations {
    private static final int POINTS = 4000;

    private ChanceCorrelations() { }

    /**
     * Their mean, from the law that the squares follow in the limit of many samples and units (Wachter 1980): with
     * {@code m = samples - 1}, {@code c = r / m} of the smaller rank and {@code d} of the larger, the density
     * {@code sqrt((u - x)(x - l)) / (2 pi c x (1 - x))} between {@code l, u = (sqrt(d (1 - c)) -+ sqrt(c (1 - d)))^2}, and
     * {@code rank x + rank y - m} of them exactly 1 where that is above 0. Within some hundredths from ranks of 5.
     */
    static double mean(int rankX, int rankY, int samples) {
        double m = samples - 1.0;
        double c = Math.min(rankX, rankY) / m;
        double d = Math.max(rankX, rankY) / m;
        double certain = Math.max(0, c + d - 1) / c;
        double plus = Math.sqrt(d * (1 - c));
        double minus = Math.sqrt(c * (1 - d));
        double middle = plus * plus + minus * minus;
        double half = 2 * plus * minus;
        double mass = 0;
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double angle = Math.PI * (i + 0.5) / POINTS;
            double x = middle + half * Math.cos(angle);
            if (x > 0 && x < 1) {
                double weight = Math.pow(half * Math.sin(angle), 2) / (x * (1 - x));
                mass += weight;
                sum += weight * Math.sqrt(x);
            }
        }
        return certain + (mass > 0 ? (1 - certain) * sum / mass : 0);
    }

    /**
     * One draw of {@code Ux^T Uy} where the representations have nothing in common: about independent normal numbers of variance
     * {@code 1 / (samples - 1)}. Of a fixed seed.
     */
    static DMatrixRMaj crossProduct(int rankX, int rankY, int samples) {
        SplittableRandom random = new SplittableRandom(1);
        DMatrixRMaj cross = new DMatrixRMaj(rankX, rankY);
        for (int i = 0; i < cross.data.length; i++) {
            cross.data[i] = random.nextGaussian() / Math.sqrt(samples - 1.0);
        }
        return cross;
    }
}
