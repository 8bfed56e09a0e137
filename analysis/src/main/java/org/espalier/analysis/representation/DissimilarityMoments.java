package org.espalier.analysis.representation;

/**
 * Pearson's correlation and the cosine of two dissimilarity matrices without the matrices. With centred vectors x, y (their mean
 * over the samples taken away), {@code d_ij = r_i + r_j - 2 x_i.x_j}, {@code r_i = |x_i|^2}; and as products of centred vectors
 * add up to 0 over a sample's row,
 * {@code sum_ij d_ij e_ij = 2 n sum r_i s_i + 2 R S + 4 |X^T Y|_F^2} with {@code R = sum r_i}. So {@code O(samples units^2)}
 * instead of {@code O(samples^2 units)}, and no memory but the vectors'.
 *
 * <p>The correlation takes {@code 4 n R S / (n - 1)} away. Where that leaves less than a ten-thousandth (all samples nearly
 * equally far apart) too many digits are lost: NaN, and the caller takes the matrices.
 */
final class DissimilarityMoments {
    private static final double LEAST = 1e-4;

    private DissimilarityMoments() {}

    private static double products(CentredSamples x, CentredSamples y) {
        return 2.0 * x.samples() * CentredSamples.productOfNorms(x, y) + 2 * x.total() * y.total()
            + 4 * CentredSamples.squaredProduct(x, y);
    }

    private static double ofMeans(CentredSamples x, CentredSamples y) {
        double n = x.samples();
        return 4 * n / (n - 1) * x.total() * y.total();
    }

    /** -1..1. */
    static double pearson(CentredSamples x, CentredSamples y) {
        double xx = products(x, x);
        double yy = products(y, y);
        double ofX = xx - ofMeans(x, x);
        double ofY = yy - ofMeans(y, y);
        return ofX > LEAST * xx && ofY > LEAST * yy
            ? Agreement.clipped((products(x, y) - ofMeans(x, y)) / Math.sqrt(ofX) / Math.sqrt(ofY)) : Double.NaN;
    }

    /** 0..1. */
    static double cosine(CentredSamples x, CentredSamples y) {
        return Agreement.clipped(products(x, y) / Math.sqrt(products(x, x)) / Math.sqrt(products(y, y)));
    }

    /** The mean of {@link #cosine} over all pairings of samples: {@code mean d mean e / (rms d rms e)}. */
    static double expectedCosine(CentredSamples x, CentredSamples y) {
        return ofMeans(x, y) / Math.sqrt(products(x, x)) / Math.sqrt(products(y, y));
    }
}
