package org.espalier.analysis.dsa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.espalier.base.InvalidInputException;

/**
 * How far two square matrices are from being one linear map in two orthonormal bases: the angle between A and
 * {@code C B C^T} as vectors, least over all orthogonal C, mirrors included. It is 0 exactly where some C makes them equal up
 * to a positive factor, and at most pi.
 *
 * <p>There is no closed form, and the error has many local minima. Published optimisers start one gradient descent at random
 * and stop short (their tests allow 2e-2 where the answer is 0). Here:
 * <ol>
 * <li>Starts. If {@code A = C B C^T}, then C carries the eigenvectors of any {@code S(B)} to those of {@code S(A)}, where S is
 *   a symmetric polynomial of matrix and transpose, such as {@code B + B^T} or {@code B B^T}. Several S give the frames of a
 *   start each, with the signs along a spanning tree of the largest entries: the exact answer wherever it exists and some S
 *   has distinct eigenvalues; and the exact one for symmetric matrices, whose eigenvalues are best matched in order. A few
 *   fixed random starts follow.
 * <li>Sweeps over all planes of two axes; in each the best of all rotations and mirrors is taken at once, since the error is
 *   a trigonometric polynomial of second degree. Nothing to tune, never worse.
 * <li>Newton's method on the rotations from the best few.
 * </ol>
 * The answer is the best found: an upper bound of the least angle, the same bits at each call. Both matrices are first put
 * into their own frames and into a fixed order, so that it does not depend on the bases, nor on which comes first, beyond
 * rounding. Between matrices of independent normal numbers, the hardest case, it is not always the least: at 5 x 5 none of
 * 100 further starts found better, at 10 x 10 some did, by at most 0.04 radians in the cases tried; more starts come closer.
 * Cost: some 20 ms at 10 x 10. Beyond 12 x 12 there is no Newton step, and sweeps stop within some 1e-6 of a local best.
 *
 * @param rotation C, {@code [size, size]}, row by row
 * @param angle    radians, 0..pi
 */
public record OrthogonalAlignment(double[] rotation, double angle) {
    /** Coefficients of {@code (A + A^T)/2, A A^T, A^T A, (A^2 + (A^2)^T)/2} in a polynomial. The first gives the frames. */
    private static final double[][] POLYNOMIALS = {{1, 0.71, -0.43, 0.29}, {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0},
        {0, 0, 0, 1}, {0.23, 1, 0.52, -0.81}, {-0.61, 0.37, 0.93, 1}, {0, 1, 1, -2}};
    /** Maps of fewer coordinates have no rotation: numbers of the same sign are at angle 0. */
    static final int LEAST_SIZE = 2;
    /** Random starts unless another number is asked for. */
    public static final int USUAL_STARTS = 12;
    private static final int POLISHED = 2;

    public OrthogonalAlignment {
        rotation = rotation.clone();
    }

    /** A copy. */
    @Override
    public double[] rotation() {
        return rotation.clone();
    }

    /**
     * Aligns b to a.
     *
     * @param a    {@code [size, size]}, row by row; not modified. {@code b} likewise
     * @param size at least 1
     * @throws InvalidInputException if a shape does not fit, a value is not finite, or a matrix is zero
     */
    public static OrthogonalAlignment of(double[] a, double[] b, int size) {
        return of(a, b, size, USUAL_STARTS);
    }

    /** The same with another number of random starts, at least 0. */
    public static OrthogonalAlignment of(double[] a, double[] b, int size, int starts) {
        Frame ofA = Frame.of(new Square(size, normalised(a, size)), POLYNOMIALS[0]);
        Frame ofB = Frame.of(new Square(size, normalised(b, size)), POLYNOMIALS[0]);
        boolean swapped = comesFirst(ofB.matrix(), ofA.matrix());
        Square x = swapped ? ofB.matrix() : ofA.matrix();
        Square y = swapped ? ofA.matrix() : ofB.matrix();
        Climb best = best(x, y, starts);
        // In frames, x ~ C y C^T; outside, P_x^T X P_x is x.
        Square c = best.rotation();
        if (swapped) {
            c = c.transposed();
        }
        Square rotation = ofA.basis().times(c).times(ofB.basis().transposed());
        return new OrthogonalAlignment(rotation.values(), 2 * Math.asin(Math.min(1, x.distance(best.moved()) / 2)));
    }

    private static double[] normalised(double[] matrix, int size) {
        if (size < 1 || (long) size * size != matrix.length) {
            throw new InvalidInputException("a matrix of " + size + " x " + size + " has " + matrix.length + " values");
        }
        double largest = 0;
        for (double v : matrix) {
            if (!Double.isFinite(v)) {
                throw new InvalidInputException("a value of a matrix to align is " + v + "; expected finite numbers");
            }
            largest = Math.max(largest, Math.abs(v));
        }
        if (largest == 0) {
            throw new InvalidInputException("a matrix to align is zero; expected a direction");
        }
        double[] scaled = new double[matrix.length];
        double squares = 0;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = matrix[i] / largest;
            squares += scaled[i] * scaled[i];
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= Math.sqrt(squares);
        }
        return scaled;
    }

    private static boolean comesFirst(Square a, Square b) {
        for (int i = 0; i < a.values().length; i++) {
            if (Math.abs(a.values()[i] - b.values()[i]) > 1e-9) {
                return a.values()[i] < b.values()[i];
            }
        }
        return false;
    }

    private static Climb best(Square x, Square y, int starts) {
        List<Climb> climbs = new ArrayList<>();
        for (double[] polynomial : POLYNOMIALS) {
            Frame ofX = Frame.of(x, polynomial);
            Frame ofY = Frame.of(y, polynomial);
            Square signed = ofX.basis().times(ofX.signsLike(ofY)).times(ofY.basis().transposed());
            Climb climb = new Climb(x, y, signed);
            climb.sweep();
            if (climb.exact()) {
                return climb;
            }
            climbs.add(climb);
        }
        for (int seed = 0; seed < starts; seed++) {
            Climb climb = new Climb(x, y, Square.randomRotation(x.size(), seed));
            climb.sweep();
            climbs.add(climb);
        }
        climbs.sort(Comparator.comparingDouble(climb -> -climb.value()));
        for (int i = 0; i < POLISHED; i++) {
            climbs.get(i).finish();
        }
        return climbs.subList(0, POLISHED).stream().max(Comparator.comparingDouble(Climb::value)).orElseThrow();
    }
}
