package org.espalier.analysis.representation;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** What canonical correlations are where two representations have nothing in common: never zero, as they are the best ones. */
final class ChanceCorrelations {
    private static final int POINTS = 4000;
    /** Samples for each direction above which the numbers of a corner are as good as independent. */
    private static final int INDEPENDENT = 20;
    /** Below this many multiplications reflections are done before the engine has started. */
    private static final long SMALL = 4_000_000;

    private ChanceCorrelations() {}

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
     * How many draws of {@link #crossProduct} a mean is of: {@code 4000 / (samples - 1)}, which leaves an angle uncertain by at
     * most some .01 (one direction alone) and by far less where there are many directions; fewer, at least 1, where the ranks
     * are so large that it would take more than 10^7 multiplications: then what one direction dominates is less certain.
     */
    static int draws(int rankX, int rankY, int samples) {
        double work = (double) rankX * rankY * Math.min(rankX, rankY);
        return (int) Math.max(1, Math.min(100, Math.min(4000 / (samples - 1.0), 1e7 / work)));
    }

    /**
     * One draw of {@code Ux^T Uy} where the representations have nothing in common: a corner {@code [rank x, rank y]} of a random
     * orthogonal matrix of size {@code m = samples - 1}, as centred representations lie in a space of so many dimensions. Its
     * singular values are 1 where the ranks leave no other direction: {@code rank x + rank y - m} of them at least.
     *
     * <p>It is cut from an orthonormal basis of {@code [m, smaller rank]} normal numbers. Cost: {@code m (smaller rank)^2} and
     * {@code 8 m (smaller rank)} bytes. Where m is above 20 times the larger rank the corner is about independent normal numbers
     * of variance {@code 1 / m}, and these are given at once: the largest singular value is then some 3 % too large at most, and
     * an angle off by .002.
     *
     * @param rankX at least 1, at most {@code samples - 1}, as is {@code rankY}
     */
    static DMatrixRMaj crossProduct(int rankX, int rankY, int samples, SplittableRandom random) {
        int larger = Math.max(rankX, rankY);
        int m = Math.max(samples - 1, larger); // a rank that rounding has made is no reason to fail
        int smaller = Math.min(rankX, rankY);
        DMatrixRMaj corner;
        if (m > INDEPENDENT * (long) larger) {
            corner = normal(larger, smaller, random);
            CommonOps_DDRM.scale(1 / Math.sqrt(m), corner);
        } else {
            corner = CommonOps_DDRM.extract(orthonormal(normal(m, smaller, random)), 0, larger, 0, smaller);
        }
        return rankX == larger ? corner : CommonOps_DDRM.transpose(corner, null);
    }

    private static DMatrixRMaj normal(int rows, int columns, SplittableRandom random) {
        DMatrixRMaj normal = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < normal.data.length; i++) {
            normal.data[i] = random.nextGaussian();
        }
        return normal;
    }

    /** The columns' signs, which are not random here, do not matter to singular values. */
    private static DMatrixRMaj orthonormal(DMatrixRMaj x) {
        int rows = x.numRows;
        int columns = x.numCols;
        CholeskyQr fast = (long) rows * columns * columns > SMALL ? CholeskyQr.of(x.data, rows, columns) : null;
        if (fast != null) {
            return DMatrixRMaj.wrap(rows, columns, fast.basisTimes(CommonOps_DDRM.identity(columns)));
        }
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(rows, columns);
        qr.decompose(x);
        return qr.getQ(null, true);
    }
}
