package org.espalier.rnndynamics.lyapunov;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.junit.jupiter.api.Test;

class LyapunovSpectrumTest {

    private static Cell vanilla(Activation activation, int units, double[] recurrent, double[] bias) {
        return new VanillaCell(activation, new GateWeights(1, units, 0, new double[0], recurrent, bias, new double[units]));
    }

    private static List<Drive> drives(Cell cell, int count, int steps, double size, long seed) {
        Random random = new Random(seed);
        List<Drive> drives = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            drives.add(new Drive(random.doubles(cell.stateSize(), 0, 1).toArray(),
                random.doubles((long) steps * cell.inputs()).map(u -> size * (2 * u - 1)).toArray(), steps));
        }
        return drives;
    }

    @Test
    void aLinearMapHasTheLogarithmsOfItsEigenvalues() {
        // Positive weights and biases keep every ReLU unit in its linear half. Eigenvalues .9, .5 and .2.
        Cell cell = vanilla(Activation.RELU, 3, new double[] {0.9, 0.3, 0.1, 0, 0.5, 0.4, 0, 0, 0.2}, new double[] {1, 1, 1});
        LyapunovSpectrum spectrum = LyapunovSpectrum.along(cell, drives(cell, 3, 400, 0, 1), 3, 200);
        assertArrayEquals(new double[] {Math.log(0.9), Math.log(0.5), Math.log(0.2)}, spectrum.exponents(), 1e-12);
        assertArrayEquals(new double[3], spectrum.standardErrors(), 1e-12);
        assertEquals(600, spectrum.steps());
    }

    @Test
    void theTentMapStretchesByItsSlope() {
        // x' = 1.9 min(x, 1 - x) as two ReLU units, x and x - 1/2: every step stretches by 1.9 and flattens the rest.
        double[] mu = {1.9, -3.8, 1.9, -3.8};
        Cell tent = vanilla(Activation.RELU, 2, mu, new double[] {0, -0.5});
        LyapunovSpectrum spectrum = LyapunovSpectrum.along(tent, List.of(Drive.held(new double[] {0.3, 0}, new double[0], 5000)),
            2, 50);
        // One step's factor depends on the frame's angle to the next state, so 5,000 steps know it to a few / 5,000.
        assertEquals(Math.log(1.9), spectrum.exponents()[0], 1e-3);
        assertEquals(Double.NEGATIVE_INFINITY, spectrum.exponents()[1]);
        assertTrue(Double.isNaN(spectrum.standardErrors()[0]));
    }

    @Test
    void allExponentsOfDrivenCellsSumToTheMeanLogarithmOfTheDeterminant() {
        for (TrainableCell kind : List.of(Cells.GRU, Cells.LSTM, Cells.RNN_TANH, Cells.UGRNN)) {
            int n = 4;
            Random random = new Random(2);
            Cell cell = kind.cell(new GateWeights(kind.gates(), n, 2, random.doubles(2L * kind.gates() * n, -1, 1).toArray(),
                random.doubles((long) kind.gates() * n * n, -1, 1).toArray(), random.doubles((long) kind.gates() * n, -1, 1).toArray(),
                new double[kind.gates() * n]));
            int d = cell.stateSize();
            List<Drive> drives = drives(cell, 3, 60, 1, 3);
            LyapunovSpectrum spectrum = LyapunovSpectrum.along(cell, drives, d, 20);
            double sum = 0;
            for (Drive drive : drives) {
                double[] state = drive.start();
                for (int t = 0; t < 60; t++) {
                    double[] input = {drive.inputs()[2 * t], drive.inputs()[2 * t + 1]};
                    DMatrixRMaj jacobian = new DMatrixRMaj(d, d);
                    cell.stateJacobian(state, input, jacobian.data);
                    sum += t < 20 ? 0 : Math.log(Math.abs(CommonOps_DDRM.det(jacobian))) / 120;
                    state = cell.step(state, input, 1);
                }
            }
            double total = 0;
            for (double exponent : spectrum.exponents()) {
                total += exponent;
            }
            assertEquals(sum, total, 1e-9 * Math.abs(sum), kind.label());
            // The leading ones do not depend on how many are asked for, and stand in order.
            LyapunovSpectrum two = LyapunovSpectrum.along(cell, drives, 2, 20);
            for (int i = 0; i < 2; i++) {
                assertEquals(spectrum.exponents()[i], two.exponents()[i], 1e-10, kind.label());
                assertTrue(spectrum.standardErrors()[i] > 0);
            }
            assertTrue(two.exponents()[0] >= two.exponents()[1]);
            assertArrayEquals(spectrum.exponents(), LyapunovSpectrum.along(cell, drives, d, 20).exponents(), kind.label());
            assertEquals(0, LyapunovSpectrum.distance(spectrum, spectrum));
        }
    }

    @Test
    void aLargeRandomNetworkIsChaoticAboveGainOneAndNotBelow() {
        // Sompolinsky, Crisanti and Sommers 1988, discrete time: the first exponent changes sign at gain 1.
        int n = 100;
        Random random = new Random(5);
        double[] normal = random.doubles((long) n * n).map(u -> random.nextGaussian() / Math.sqrt(n)).toArray();
        for (double gain : new double[] {0.7, 3}) {
            Cell cell = vanilla(Activation.TANH, n, java.util.Arrays.stream(normal).map(v -> gain * v).toArray(), new double[n]);
            double first = LyapunovSpectrum.along(cell, drives(cell, 2, 400, 0, 6), 1, 200).exponents()[0];
            assertEquals(gain > 1, first > 0.02, gain + ": " + first);
            assertEquals(gain < 1, first < -0.02, gain + ": " + first);
        }
    }

    @Test
    void spectraDifferByTheRootMeanSquareOfWhatIsFiniteInBoth() {
        LyapunovSpectrum a = new LyapunovSpectrum(new double[] {0.1, -1, Double.NEGATIVE_INFINITY}, new double[3], new double[0][], 1);
        LyapunovSpectrum b = new LyapunovSpectrum(new double[] {0.4, -1.4, -3, -4}, new double[4], new double[0][], 1);
        assertEquals(Math.sqrt((0.09 + 0.16) / 2), LyapunovSpectrum.distance(a, b), 1e-12);
        assertEquals(LyapunovSpectrum.distance(a, b), LyapunovSpectrum.distance(b, a));
    }

    @Test
    void whatDoesNotFitOrExplodesIsRefused() {
        Cell cell = vanilla(Activation.RELU, 1, new double[] {3}, new double[] {1});
        List<Drive> drives = List.of(Drive.held(new double[] {1}, new double[0], 1000));
        InvalidInputException explodes = assertThrows(InvalidInputException.class, () -> LyapunovSpectrum.along(cell, drives, 1, 0));
        assertTrue(explodes.getMessage().contains("leaves the finite numbers"), explodes.getMessage());
        assertThrows(InvalidInputException.class, () -> LyapunovSpectrum.along(cell, drives, 2, 0));
        assertThrows(InvalidInputException.class, () -> LyapunovSpectrum.along(cell, drives, 1, 1000));
        assertThrows(InvalidInputException.class, () -> LyapunovSpectrum.along(cell, List.of(), 1, 0));
        assertThrows(InvalidInputException.class,
            () -> LyapunovSpectrum.along(cell, List.of(Drive.held(new double[2], new double[0], 5)), 1, 0));
        assertThrows(InvalidInputException.class, () -> new Drive(new double[1], new double[3], 2));
    }
}
