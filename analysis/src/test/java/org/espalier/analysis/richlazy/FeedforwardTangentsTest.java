package org.espalier.analysis.richlazy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedforwardTangentsTest {
    private static final int[] UNITS = {6, 5, 4, 3};
    private static final int SAMPLES = 7;

    private static float[] normal(int n, double scale, Random random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    private static Map<String, float[]> weights(long seed) {
        Random random = new Random(seed);
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (int l = 1; l < UNITS.length; l++) {
            weights.put("fc" + l + ".weight", normal(UNITS[l] * UNITS[l - 1], 0.8, random));
        }
        return weights;
    }

    private static Mask mask(double density, long seed) {
        Random random = new Random(seed);
        List<MaskLayer> layers = new java.util.ArrayList<>();
        for (int l = 1; l < UNITS.length; l++) {
            boolean[] kept = new boolean[UNITS[l] * UNITS[l - 1]];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = random.nextDouble() < density;
            }
            layers.add(new MaskLayer("fc" + l + ".weight", new long[] {UNITS[l], UNITS[l - 1]}, kept));
        }
        return new Mask(layers);
    }

    private static double[] samples(long seed) {
        Random random = new Random(seed);
        return random.doubles(SAMPLES * UNITS[0], -1, 1).toArray();
    }

    /** One derivative at a time: dy_k/dW_l[i][j] is the change of y_k along that weight, by the chain rule going forward. */
    private static double[][] jacobian(Mask mask, Map<String, float[]> weights, double[] samples) {
        double[][] rows = new double[SAMPLES * UNITS[UNITS.length - 1]][];
        for (int s = 0; s < SAMPLES; s++) {
            double[] columns = new double[0];
            for (int l = 1; l < UNITS.length; l++) {
                MaskLayer layer = mask.layers().get(l - 1);
                for (int w = 0; w < layer.size(); w++) {
                    if (!layer.kept(w)) {
                        continue;
                    }
                    double[] value = Arrays.copyOfRange(samples, s * UNITS[0], (s + 1) * UNITS[0]);
                    double[] slope = new double[UNITS[0]];
                    for (int m = 1; m < UNITS.length; m++) {
                        double[] next = new double[UNITS[m]];
                        double[] nextSlope = new double[UNITS[m]];
                        for (int i = 0; i < UNITS[m]; i++) {
                            for (int j = 0; j < UNITS[m - 1]; j++) {
                                int at = i * UNITS[m - 1] + j;
                                double weight = mask.layers().get(m - 1).kept(at) ? weights.get("fc" + m + ".weight")[at] : 0;
                                next[i] += weight * value[j];
                                nextSlope[i] += weight * slope[j] + (m == l && at == w ? value[j] : 0);
                            }
                            if (m < UNITS.length - 1 && next[i] <= 0) {
                                next[i] = 0;
                                nextSlope[i] = 0;
                            }
                        }
                        value = next;
                        slope = nextSlope;
                    }
                    columns = Arrays.copyOf(columns, columns.length + slope.length);
                    System.arraycopy(slope, 0, columns, columns.length - slope.length, slope.length);
                }
            }
            int outputs = UNITS[UNITS.length - 1];
            for (int k = 0; k < outputs; k++) {
                double[] row = new double[columns.length / outputs];
                for (int c = 0; c < row.length; c++) {
                    row[c] = columns[c * outputs + k];
                }
                rows[s * outputs + k] = row;
            }
        }
        return rows;
    }

    private static double[] explicit(Mask mask, Map<String, float[]> weights, double[] samples) {
        double[][] jacobian = jacobian(mask, weights, samples);
        double[] kernel = new double[jacobian.length * jacobian.length];
        for (int a = 0; a < jacobian.length; a++) {
            for (int b = 0; b < jacobian.length; b++) {
                kernel[a * jacobian.length + b] = Matrices.dot(jacobian[a], jacobian[b]);
            }
        }
        return kernel;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.1, 0.7, 0.3})
    void theKernelOfTheKeptWeightsIsThatOfTheExplicitJacobian(double density) {
        double[] samples = samples(1);
        Mask mask = mask(density, 2);
        double[] kernel = FeedforwardTangents.of(mask, weights(3)).kernel(samples, SAMPLES);
        double[] expected = explicit(mask, weights(3), samples);
        assertArrayEquals(expected, kernel, 1e-10);
        double[] later = FeedforwardTangents.of(mask, weights(4)).kernel(samples, SAMPLES);
        assertEquals(KernelAlignment.of(explicit(mask, weights(4), samples), expected), KernelAlignment.of(later, kernel), 1e-10);
    }

    @Test
    void keptUsesOfSeveralStepsAreTheProductsOfTheKeptDerivatives() {
        // Several uses a row, activities shared, a unit that keeps nothing.
        int rows = 5;
        int[] row = {0, 0, 1, 2, 2, 2, 4};
        int[] input = {0, 1, 2, 0, 1, 2, 1};
        Random random = new Random(5);
        double[] signals = random.doubles(row.length * 3, -1, 1).toArray();
        double[] activity = random.doubles(3 * 4, -1, 1).toArray();
        boolean[] kept = {true, false, true, true, false, false, false, false, false, true, true, false};
        double[] kernel = TangentKernel.ofKept(new WeightUses(rows, 3, 4, row, signals, input, activity), kept);
        double[][] derivatives = new double[rows][12];
        for (int u = 0; u < row.length; u++) {
            for (int w = 0; w < 12; w++) {
                derivatives[row[u]][w] += kept[w] ? signals[u * 3 + w / 4] * activity[input[u] * 4 + w % 4] : 0;
            }
        }
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < rows; b++) {
                assertEquals(Matrices.dot(derivatives[a], derivatives[b]), kernel[a * rows + b], 1e-12);
            }
        }
        assertThrows(InvalidInputException.class,
            () -> TangentKernel.ofKept(new WeightUses(rows, 3, 4, row, signals, input, activity), new boolean[11]));
    }

    @Test
    void answersWhatTheEnginesNetworkAnswers() {
        ImageShape shape = new ImageShape(1, 4, 4);
        Random random = new Random(6);
        LabelledImages images = new LabelledImages(shape, 3, normal(20 * 16, 1, random), new int[20]);
        try (Network network = Network.create(Architectures.named("lenet-300-100"),
            new Architecture.Options(0.05, false, false), shape, 3)) {
            Map<String, float[]> weights = new LinkedHashMap<>();
            network.parameters().forEach(p -> weights.put(p.name(), normal(p.size(), 0.4, random)));
            network.load(new FixedWeights(new InitialWeights(weights)), 0);
            NetworkSnapshot snapshot = NetworkSnapshot.of(network.denseMask(), network.effective(), images, 20, 5);
            Map<String, float[]> engine = network.activations(images, 0, 20);
            assertEquals(engine.keySet().stream().toList(), snapshot.activations().keySet().stream().toList());
            engine.forEach((layer, values) -> {
                for (int i = 0; i < values.length; i++) {
                    assertEquals(values[i], snapshot.activations().get(layer)[i], 1e-5);
                }
            });
            assertEquals(1, snapshot.kernelAlignment(snapshot), 1e-12);
            snapshot.representationAlignment(snapshot).forEach((layer, a) -> assertEquals(1, a, 1e-12, layer));
            assertEquals(15 * 15, snapshot.kernel().length);
            assertThrows(InvalidInputException.class,
                () -> NetworkSnapshot.of(network.denseMask(), network.effective(), images, 21, 5));
        }
    }

    /** A network whose kernel is known: of one layer, the outputs' kernels are the images' own products, each by itself. */
    @Test
    void theTargetAlignmentOfALinearClassifierIsThatOfItsImages() {
        float[] pixels = {1, 0, 1, 0, 0, 1};
        LabelledImages images = new LabelledImages(new ImageShape(1, 1, 2), 2, pixels, new int[] {0, 0, 1});
        Mask mask = new Mask(List.of(new MaskLayer("fc1.weight", new long[] {2, 2}, new boolean[] {true, true, true, true})));
        NetworkSnapshot snapshot = NetworkSnapshot.of(mask, Map.of("fc1.weight", new float[4]), images, 3, 3);
        double[] kernel = new double[36];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                for (int k = 0; k < 2; k++) {
                    kernel[(a * 2 + k) * 6 + b * 2 + k] = images.labels()[a] == images.labels()[b] ? 1 : 0;
                }
            }
        }
        assertArrayEquals(kernel, snapshot.kernel(), 1e-15);
        // Summed over outputs it is twice that of the classes.
        assertEquals(1, snapshot.targetAlignment(), 1e-14);
        LabelledImages others = new LabelledImages(images.shape(), 2, pixels, new int[] {0, 1, 1});
        double expected = KernelAlignment.toTargetCentred(new double[] {1, 1, 0, 1, 1, 0, 0, 0, 1}, 3,
            new double[] {1, 0, 0, 1, 0, 1}, 2);
        assertEquals(expected, NetworkSnapshot.of(mask, Map.of("fc1.weight", new float[4]), others, 3, 3).targetAlignment(),
            1e-14);
    }

    @Test
    void networksThatAreNotFullyConnectedAreRefused() {
        MaskLayer first = new MaskLayer("a", new long[] {2, 3}, new boolean[6]);
        MaskLayer second = new MaskLayer("b", new long[] {2, 3}, new boolean[6]);
        MaskLayer convolution = new MaskLayer("c", new long[] {2, 1, 3, 1}, new boolean[6]);
        Map<String, float[]> weights = Map.of("a", new float[6], "b", new float[6], "c", new float[6]);
        assertThrows(InvalidInputException.class, () -> FeedforwardTangents.of(new Mask(List.of(first, second)), weights));
        assertThrows(InvalidInputException.class, () -> FeedforwardTangents.of(new Mask(List.of(convolution)), weights));
        assertThrows(InvalidInputException.class, () -> FeedforwardTangents.of(new Mask(List.of(first)), Map.of()));
        assertThrows(InvalidInputException.class,
            () -> FeedforwardTangents.of(new Mask(List.of(first)), Map.of("a", new float[5])));
        FeedforwardTangents network = FeedforwardTangents.of(new Mask(List.of(first)), weights);
        assertThrows(InvalidInputException.class, () -> network.kernel(new double[4], 1));
        assertThrows(InvalidInputException.class, () -> network.activations(new double[] {1, Double.NaN, 0}, 1));
    }
}
