package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAlgebraTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 64})
    void theSolutionSolves(int n) {
        SplittableRandom random = new SplittableRandom(n);
        LuFactors lu = new LuFactors(n);
        for (int repeat = 0; repeat < 3; repeat++) {
            double[] a = ExampleCells.normal(random, n * n, 1);
            double[] x = ExampleCells.normal(random, n, 1);
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    b[i] += a[i * n + j] * x[j];
                }
            }
            assertTrue(lu.factor(a));
            lu.solve(b, b);
            for (int i = 0; i < n; i++) {
                assertEquals(x[i], b[i], 1e-9);
            }
        }
    }

    @Test
    void pivotsAreExchangedAndSingularMatricesTold() {
        LuFactors lu = new LuFactors(2);
        assertTrue(lu.factor(new double[] {0, 1, 1, 0}));
        double[] x = {2, 3};
        lu.solve(x, x);
        assertEquals(3, x[0]);
        assertEquals(2, x[1]);
        assertFalse(lu.factor(new double[] {1, 2, 2, 4}));
        assertFalse(lu.factor(new double[] {Double.NaN, 2, 2, 4}));
    }

    @Test
    void aRotationHasItsFrequencyAndTimeConstant() {
        double r = 0.9;
        double turn = 0.3;
        double[] u = {r * Math.cos(turn), -r * Math.sin(turn), r * Math.sin(turn), r * Math.cos(turn)};
        Eigenvalue first = Eigenvalue.of(u, 2).get(0);
        assertEquals(turn, first.frequency(), 1e-14);
        assertEquals(-1 / Math.log(r), first.timeConstant(), 1e-12);
        assertTrue(first.im() > 0);
        assertEquals(Math.PI, new Eigenvalue(-0.5, 0).frequency());
    }

    @Test
    void modesAreEigenvectorsOnBothSides() {
        ExampleCells.all(9, 2, 1.8, 5).forEach(LinearAlgebraTest::checkModes);
    }

    /** Of the ReLU network's 60 units about half are at rest: as many equal eigenvalues 0. */
    @Test
    void unitsAtRestDoNotHinder() {
        Cell relu = ExampleCells.all(60, 2, 1.8, 5).stream().filter(c -> c.name().equals("rnn-relu")).findFirst()
            .orElseThrow();
        double[] j = new double[60 * 60];
        relu.stateJacobian(ExampleCells.normal(new SplittableRandom(8), 60, 0.8), new double[] {0.1, 0.2}, j);
        long resting = IntStream.range(0, 60)
            .filter(i -> Arrays.stream(j, i * 60, i * 60 + 60).allMatch(v -> v == 0)).count();
        assertTrue(resting > 15 && resting < 45, resting + " at rest");
        checkModes(relu);
        assertEquals(60, Linearisation.at(relu, ExampleCells.normal(new SplittableRandom(8), 60, 0.8),
            new double[] {0.1, 0.2}).modes().stream().filter(m -> m.leftRe().length > 0).count());
    }

    /** Chains of units without a cycle bring eigenvalues 0 without vectors of their own, on which a decomposition fails. */
    @Test
    void fewConnectionsDoNotHinder() {
        int d = 64;
        int failed = 0;
        for (int seed = 1; seed <= 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] weights = new double[d * d];
            for (int k = 0; k < d * d / 50; k++) {
                weights[random.nextInt(d * d)] = 3 * (random.nextDouble() - 0.5);
            }
            Cell cell = new VanillaCell(Activation.TANH, GateWeights.of(1, d, 2, new double[2 * d], weights, null));
            double[] j = new double[d * d];
            cell.stateJacobian(ExampleCells.normal(new SplittableRandom(8), d, 0.8), new double[] {0.1, 0.2}, j);
            double[][] rows = IntStream.range(0, d).mapToObj(i -> Arrays.copyOfRange(j, i * d, i * d + d))
                .toArray(double[][]::new);
            try {
                new EigenDecomposition(new Array2DRowRealMatrix(rows));
            } catch (RuntimeException e) {
                failed++;
                checkModes(cell);
            }
        }
        assertTrue(failed > 0, "no decomposition failed");
    }

    /** Powers of the inverse of a chain of n units grow as the n-th power of one over the offset. */
    @Test
    void aChainHasItsEndAsEigenvector() {
        int n = 40;
        double[] chain = new double[n * n];
        for (int i = 0; i + 1 < n; i++) {
            chain[i * n + i + 1] = 1;
        }
        double[][] end = InverseIteration.vector(chain, n, new Eigenvalue(0, 0));
        assertEquals(1, Math.abs(end[0][0]), 1e-6);
        assertEquals(0, Linear.norm(end[1]));
        chain[5] = Double.NaN;
        assertThrows(InvalidInputException.class, () -> InverseIteration.vector(chain, n, new Eigenvalue(0, 0)));
    }

    private static void checkModes(Cell cell) {
        int d = cell.stateSize();
        double[] state = ExampleCells.normal(new SplittableRandom(8), d, 0.8);
        Linearisation linear = Linearisation.at(cell, state, new double[] {0.1, 0.2});
        assertEquals(d, linear.modes().size());
        double[] j = linear.stateJacobian();
        for (int k = 0; k < d; k++) {
            Linearisation.Mode m = linear.modes().get(k);
            Eigenvalue e = m.eigenvalue();
            assertEquals(Eigenvalue.of(j, d).get(k).modulus(), e.modulus(), 1e-8, cell.name());
            assertEquals(1, Math.hypot(Linear.norm(m.rightRe()), Linear.norm(m.rightIm())), 1e-12);
            for (int i = 0; i < d; i++) {
                double re = -e.re() * m.rightRe()[i] + e.im() * m.rightIm()[i];
                double im = -e.re() * m.rightIm()[i] - e.im() * m.rightRe()[i];
                for (int c = 0; c < d; c++) {
                    re += j[i * d + c] * m.rightRe()[c];
                    im += j[i * d + c] * m.rightIm()[c];
                }
                assertEquals(0, Math.hypot(re, im), 1e-9, cell.name() + " right");
            }
            if (m.leftRe().length == 0) {
                continue;
            }
            double scale = Math.max(1, Math.hypot(Linear.norm(m.leftRe()), Linear.norm(m.leftIm())));
            for (int i = 0; i < d; i++) {
                double re = -e.re() * m.leftRe()[i] + e.im() * m.leftIm()[i];
                double im = -e.re() * m.leftIm()[i] - e.im() * m.leftRe()[i];
                for (int r = 0; r < d; r++) {
                    re += j[r * d + i] * m.leftRe()[r];
                    im += j[r * d + i] * m.leftIm()[r];
                }
                assertEquals(0, Math.hypot(re, im) / scale, 1e-8, cell.name() + " left");
            }
            double re = 0;
            double im = 0;
            for (int i = 0; i < d; i++) {
                re += m.leftRe()[i] * m.rightRe()[i] - m.leftIm()[i] * m.rightIm()[i];
                im += m.leftRe()[i] * m.rightIm()[i] + m.leftIm()[i] * m.rightRe()[i];
            }
            assertEquals(1, re, 1e-8, cell.name());
            assertEquals(0, im, 1e-8, cell.name());
        }
    }

    @Test
    void aNetworkWithoutConnectionsHasUnitModes() {
        Cell cell = new VanillaCell(Activation.TANH, GateWeights.of(1, 3, 0, new double[0], new double[9], null));
        assertEquals(3, Linearisation.at(cell, new double[3], new double[0]).modes().size());
    }
}
