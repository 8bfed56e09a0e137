package org.espalier.analysis.dsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrthogonalAlignmentTest {

    private static Square normal(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return new Square(n, values);
    }

    private static Square turned(Square b, long seed) {
        Square c = Square.randomRotation(b.size(), seed);
        return c.times(b).times(c.transposed());
    }

    private static double angle(Square a, Square b) {
        return OrthogonalAlignment.of(a.values(), b.values(), a.size()).angle();
    }

    private static Square rotation2(double angle) {
        return new Square(2, new double[] {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)});
    }

    /** Blocks on the diagonal. */
    private static Square blocks(Square... blocks) {
        int n = Arrays.stream(blocks).mapToInt(Square::size).sum();
        double[] values = new double[n * n];
        int at = 0;
        for (Square block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                for (int j = 0; j < block.size(); j++) {
                    values[(at + i) * n + at + j] = block.values()[i * block.size() + j];
                }
            }
            at += block.size();
        }
        return new Square(n, values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 30})
    void matricesThatAreRotationsOfOneAnotherAreAtZero(int n) {
        for (int seed = 0; seed < (n > 5 ? 2 : 8); seed++) {
            Square b = normal(n, seed);
            Square a = turned(b, 100 + seed);
            double[] larger = Arrays.stream(a.values()).map(v -> 3 * v).toArray();
            OrthogonalAlignment alignment = OrthogonalAlignment.of(larger, b.values(), n);
            assertEquals(0, alignment.angle(), 1e-12);
            Square c = new Square(n, alignment.rotation());
            assertEquals(0, c.times(b).times(c.transposed()).distance(a), 1e-11 * n);
            assertEquals(0, c.times(c.transposed()).distance(Square.identity(n)), 1e-11);
        }
    }

    @Test
    void soAreThoseWhoseEigenvaluesCoincide() {
        Square jordan = new Square(3, new double[] {2, 1, 0, 0, 2, 1, 0, 0, 2});
        Square nilpotent = new Square(2, new double[] {0, 1, 0, 0});
        Square small = normal(3, 5);
        Square mirrored = new Square(3, new double[] {0.5, 0, 0, 0, -0.5, 0, 0, 0, 0.5});
        for (Square b : new Square[] {Square.identity(4), jordan, nilpotent, rotation2(0.7), mirrored,
            blocks(rotation2(0.7), rotation2(0.7)), blocks(rotation2(0.7), rotation2(-0.7), rotation2(0.2)),
            blocks(small, small), blocks(jordan, jordan), blocks(nilpotent, nilpotent, nilpotent),
            blocks(small, rotation2(1), rotation2(1), Square.identity(2))}) {
            for (int seed = 0; seed < 3; seed++) {
                assertEquals(0, angle(turned(b, seed), b), 1e-7, Arrays.toString(b.values()));
            }
        }
    }

    @Test
    void planeRotationsAreAsFarApartAsTheirAngles() {
        for (double t = 0; t < 3.2; t += 0.51) {
            for (double f = -3; f < 3.2; f += 0.47) {
                double expected = Math.min(Math.acos(Math.cos(t - f)), Math.acos(Math.cos(t + f)));
                assertEquals(expected, angle(rotation2(t), rotation2(f)), 1e-9);
            }
        }
        assertEquals(0, angle(new Square(2, new double[] {3, 0, 0, -1}), new Square(2, new double[] {-1, 0, 0, 3})), 1e-14);
        assertEquals(Math.PI, angle(Square.identity(3), new Square(3, new double[] {-1, 0, 0, 0, -1, 0, 0, 0, -1})), 1e-7);
        assertEquals(Math.PI / 2, angle(rotation2(0), rotation2(Math.PI / 2)), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void symmetricMatricesAreMatchedByEigenvaluesInOrder(int n) {
        for (int seed = 0; seed < 5; seed++) {
            double[] x = new Random(seed).doubles(n, -1, 1).toArray();
            double[] y = new Random(seed + 50).doubles(n, -1, 1).toArray();
            Square[] diagonal = {new Square(n, new double[n * n]), new Square(n, new double[n * n])};
            for (int i = 0; i < n; i++) {
                diagonal[0].values()[i * n + i] = x[i];
                diagonal[1].values()[i * n + i] = y[i];
            }
            Arrays.sort(x);
            Arrays.sort(y);
            double dot = 0;
            double xx = 0;
            double yy = 0;
            for (int i = 0; i < n; i++) {
                dot += x[i] * y[i];
                xx += x[i] * x[i];
                yy += y[i] * y[i];
            }
            assertEquals(Math.acos(dot / Math.sqrt(xx * yy)), angle(turned(diagonal[0], seed), turned(diagonal[1], seed + 9)), 1e-9);
        }
    }

    /** Sums of scaled plane rotations: the best of all ways to pair the planes, either way round. */
    @Test
    void normalMatricesAreMatchedAtLeastAsWellAsByTheBestPairingOfTheirPlanes() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            double[][] x = new double[3][];
            double[][] y = new double[3][];
            for (int i = 0; i < 3; i++) {
                x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
                y[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            }
            double best = -1;
            for (int[] order : orders) {
                double dot = 0;
                double xx = 0;
                double yy = 0;
                for (int i = 0; i < 3; i++) {
                    double[] other = y[order[i]];
                    dot += x[i][0] * other[0] + Math.abs(x[i][1] * other[1]);
                    xx += x[i][0] * x[i][0] + x[i][1] * x[i][1];
                    yy += other[0] * other[0] + other[1] * other[1];
                }
                best = Math.max(best, dot / Math.sqrt(xx * yy));
            }
            double found = angle(turned(planes(x), seed), turned(planes(y), seed + 30));
            assertTrue(found <= Math.acos(best) + 1e-9, found + " against " + Math.acos(best));
        }
    }

    private static Square planes(double[][] eigenvalues) {
        Square[] blocks = new Square[eigenvalues.length];
        for (int i = 0; i < blocks.length; i++) {
            double re = eigenvalues[i][0];
            double im = eigenvalues[i][1];
            blocks[i] = new Square(2, new double[] {re, -im, im, re});
        }
        return blocks(blocks);
    }

    @Test
    void inThePlaneItIsTheBestOfAllAngles() {
        for (int seed = 0; seed < 10; seed++) {
            Square a = normal(2, seed);
            Square b = normal(2, 100 + seed);
            double best = Math.PI;
            for (int mirror = 0; mirror < 2; mirror++) {
                Square flipped = new Square(2, new double[] {1, 0, 0, mirror == 0 ? 1 : -1});
                for (int i = 0; i < 4_000; i++) {
                    Square c = rotation2(2 * Math.PI * i / 4_000).times(flipped);
                    double cosine = a.dot(c.times(b).times(c.transposed())) / Math.sqrt(a.dot(a) * b.dot(b));
                    best = Math.min(best, Math.acos(Math.max(-1, Math.min(1, cosine))));
                }
            }
            // The grid's step is 1.6e-3, and the angle is flat at its least.
            assertEquals(best, angle(a, b), 1e-5);
        }
    }

    @Test
    void noneOfManyMoreStartsFindsBetter() {
        for (int seed = 0; seed < 3; seed++) {
            Square a = normal(5, seed);
            Square b = normal(5, 200 + seed);
            double unit = 1 / Math.sqrt(a.dot(a) * b.dot(b));
            double best = -1;
            for (int start = 0; start < 50; start++) {
                Climb climb = new Climb(a, b, Square.randomRotation(5, 1000 + start));
                climb.sweep();
                climb.finish();
                best = Math.max(best, climb.value() * unit);
            }
            double found = Math.cos(angle(a, b));
            assertTrue(found >= best - 1e-9, found + " against " + best);
        }
    }

    @Test
    void itIsADistanceBetweenMapsWhateverTheirBases() {
        for (int seed = 0; seed < 6; seed++) {
            Square a = normal(4, seed);
            Square b = normal(4, 300 + seed);
            Square c = normal(4, 600 + seed);
            double ab = angle(a, b);
            assertEquals(ab, angle(b, a), 1e-9);
            assertEquals(ab, angle(turned(a, 1), turned(b, 2)), 1e-7);
            double bc = angle(b, c);
            double ac = angle(a, c);
            assertTrue(ab <= ac + bc + 1e-9 && ac <= ab + bc + 1e-9 && bc <= ab + ac + 1e-9);
        }
    }

    @Test
    void badMatricesAreRefused() {
        assertThrows(InvalidInputException.class, () -> OrthogonalAlignment.of(new double[4], new double[4], 2));
        assertThrows(InvalidInputException.class, () -> OrthogonalAlignment.of(new double[] {1}, new double[3], 2));
        assertThrows(InvalidInputException.class, () -> OrthogonalAlignment.of(new double[] {1}, new double[] {Double.NaN}, 1));
        assertEquals(Math.PI, OrthogonalAlignment.of(new double[] {1}, new double[] {-2}, 1).angle(), 1e-15);
    }
}
