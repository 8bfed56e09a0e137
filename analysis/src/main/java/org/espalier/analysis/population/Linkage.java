package org.espalier.analysis.population;

/** How far a cluster is from others once it has been merged of two (Lance and Williams 1967). */
public enum Linkage {
    /** The least distance of two members. */
    SINGLE {
        @Override
        double merged(double a, double b, double between, int sizeA, int sizeB, int size) {
            return Math.min(a, b);
        }
    },
    /** The largest distance of two members. */
    COMPLETE {
        @Override
        double merged(double a, double b, double between, int sizeA, int sizeB, int size) {
            return Math.max(a, b);
        }
    },
    /** The mean distance of two members (UPGMA: Sokal and Michener 1958). */
    AVERAGE {
        @Override
        double merged(double a, double b, double between, int sizeA, int sizeB, int size) {
            return (sizeA * a + sizeB * b) / (sizeA + sizeB);
        }
    },
    /** Ward 1963: the growth of the sum of squared distances from the means; of distances between points. */
    WARD {
        @Override
        double merged(double a, double b, double between, int sizeA, int sizeB, int size) {
            double all = (double) sizeA + sizeB + size;
            return Math.sqrt(Math.max(0, ((sizeA + size) * a * a + (sizeB + size) * b * b - size * between * between) / all));
        }
    };

    /**
     * @param a       distance of the first part from a cluster
     * @param b       distance of the second part from it
     * @param between of the two parts
     * @param sizeA   members of the first part
     * @param sizeB   members of the second
     * @param size    members of the other cluster
     */
    abstract double merged(double a, double b, double between, int sizeA, int sizeB, int size);
}
