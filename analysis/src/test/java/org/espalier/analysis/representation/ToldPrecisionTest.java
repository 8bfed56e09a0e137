package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.analysis.representation.RepresentationReader.Units;
import org.espalier.nets.arrays.WeightLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What files say of the precision of their numbers is known to measures: what only its rounding made is undefined. */
class ToldPrecisionTest {
    private static final int N = 100;
    private static final int P = 30;
    private static final List<String> OF_CORRELATIONS = List.of("rsa-correlation-pearson", "rsa-correlation-spearman",
        "rsa-correlation-kendall", "rsa-correlation-cosine");

    @TempDir
    private Path folder;

    /** A type of safetensors. */
    private enum Stored {
        F16(2, 0x1p-11), BF16(2, 0x1p-8), F32(4, 0x1p-24), F64(8, 0x1p-53), I16(2, 0x1p-53);

        private final int bytes;
        private final double roundoff;

        Stored(int bytes, double roundoff) {
            this.bytes = bytes;
            this.roundoff = roundoff;
        }

        void put(ByteBuffer out, double value) {
            switch (this) {
                case F16 -> out.putShort(half(value));
                case BF16 -> {
                    int bits = Float.floatToRawIntBits((float) value);
                    out.putShort((short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16));
                }
                case F32 -> out.putFloat((float) value);
                case F64 -> out.putDouble(value);
                default -> out.putShort((short) value);
            }
        }

        /** To the nearest binary16, of numbers below 65504. */
        private static short half(double value) {
            int exponent = Math.max(-14, Math.getExponent(value));
            // Of 1024 to 2047 for normal numbers, below for subnormal ones; 2048 carries into the exponent by itself.
            int digits = (int) Math.rint(Math.scalb(Math.abs(value), 10 - exponent));
            return (short) ((value < 0 ? 0x8000 : 0) + (digits < 1024 ? digits : (exponent + 14 << 10) + digits));
        }
    }

    private Representation read(Stored type, Units units, double[] values, int... shape) throws IOException {
        String header = String.format(Locale.ROOT, "{\"x\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[0,%d]}}", type,
            Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(",")), values.length * type.bytes);
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(8 + text.length + values.length * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(text.length).put(text);
        for (double value : values) {
            type.put(out, value);
        }
        Path file = Files.write(folder.resolve("x.safetensors"), out.array());
        return new RepresentationReader(List.of(), Optional.ofNullable(units), WeightLayout.TORCH, note -> {}).read(file).get(0)
            .representation();
    }

    private static Representation other(int samples) {
        return Representation.of(Examples.normal(samples, P, 9));
    }

    private static double value(String id, Representation a, Representation b) {
        return RepresentationMeasures.named(id).compare(a, b);
    }

    /** {@code s_i v_j + o_i}, s above 0. */
    private static double[] parallel(double offset) {
        Random random = new Random(1);
        double[] v = random.doubles(P, -2, 2).toArray();
        double[] x = new double[N * P];
        for (int i = 0; i < N; i++) {
            double s = random.nextDouble() + 0.1;
            double o = offset * random.nextGaussian();
            for (int j = 0; j < P; j++) {
                x[i * P + j] = s * v[j] + o;
            }
        }
        return x;
    }

    private static double[] normal(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    @ParameterizedTest
    @EnumSource(value = Stored.class, names = {"F16", "BF16", "F32", "F64"})
    void parallelRowsHaveNoDissimilaritiesInAnyPrecision(Stored type) throws IOException {
        Representation a = read(type, null, parallel(1), N, P);
        assertEquals(type.roundoff, a.resolution());
        int[] turned = IntStream.range(0, N).map(i -> (i + 7) % N).toArray();
        for (String id : OF_CORRELATIONS) {
            assertTrue(Double.isNaN(value(id, a, other(N))), id);
            assertTrue(Double.isNaN(value(id, other(N), a)), id);
            assertTrue(Double.isNaN(value(id, a.reordered(turned), other(N))), id);
            assertFalse(RepresentationMeasures.named(id).undefinedBecause(a, other(N)).isBlank());
        }
        Representation scaled = read(type, null, parallel(0), N, P);
        for (String id : OF_CORRELATIONS) {
            String ofCosines = id.replace("rsa-correlation", "rsa-cosine");
            assertTrue(Double.isNaN(value(ofCosines, scaled, other(N))), ofCosines);
        }
    }

    @Test
    void theyHaveNoneOfManySamplesWithoutTheMatrix() throws IOException {
        double[] few = parallel(1);
        double[] many = new double[15 * few.length];
        for (int i = 0; i < many.length; i++) {
            many[i] = few[i % few.length] * (1 + i / few.length);
        }
        Representation a = read(Stored.F16, null, many, 15 * N, P);
        assertTrue(Double.isNaN(value("rsa-correlation-pearson", a, other(15 * N))));
    }

    /** {@code [N, 8, 4, 4]}: every channel of every image less its mean, so that means are what rounding left. */
    private static double[] normalised() {
        double[] x = normal(N * 8 * 16, 3);
        for (int from = 0; from < x.length; from += 16) {
            double mean = Arrays.stream(x, from, from + 16).average().orElseThrow();
            for (int j = from; j < from + 16; j++) {
                x[j] -= mean;
            }
        }
        return x;
    }

    @ParameterizedTest
    @EnumSource(value = Stored.class, names = {"F16", "BF16", "F32", "F64"})
    void meansThatCancelAreConstant(Stored type) throws IOException {
        Representation a = read(type, Units.MEAN, normalised(), N, 8, 4, 4);
        assertTrue(Arrays.stream(a.values()).anyMatch(mean -> mean != 0));
        assertTrue(a.isConstant());
        assertTrue(a.reordered(IntStream.range(0, N).map(i -> N - 1 - i).toArray()).isConstant());
        for (RepresentationMeasure measure : RepresentationMeasures.all()) {
            if (!measure.ordered()) {
                assertTrue(Double.isNaN(measure.compare(a, other(N))), measure.id() + " is " + measure.compare(a, other(N)));
                assertFalse(measure.undefinedBecause(a, other(N)).isBlank(), measure.id());
            }
        }
        assertFalse(read(type, Units.FLATTEN, normalised(), N, 8, 4, 4).isConstant());
    }

    @ParameterizedTest
    @EnumSource(value = Stored.class, names = {"F16", "BF16"})
    void halfPrecisionThatSaysSomethingComesOutAsExactNumbersDo(Stored type) throws IOException {
        // Wide, of many directions, and rectified with means: bounds of rounding must not swallow them.
        int wide = 2000;
        double[] x = normal(N * wide, 5);
        Representation stored = read(type, null, x, N, wide);
        Representation exact = new Representation(N, wide, x);
        double[] images = Arrays.stream(normal(N * 8 * 16, 6)).map(value -> Math.max(0, value)).toArray();
        Representation means = read(type, Units.MEAN, images, N, 8, 4, 4);
        Representation exactMeans = read(Stored.F64, Units.MEAN, images, N, 8, 4, 4);
        assertEquals(type.roundoff, stored.resolution());
        for (RepresentationMeasure measure : RepresentationMeasures.all()) {
            if (!measure.ordered()) {
                double tolerance = measure.id().equals("knn") ? 0.05 : 0.02;
                assertEquals(measure.compare(exact, other(N)), measure.compare(stored, other(N)), tolerance, measure.id());
                assertEquals(measure.compare(exactMeans, other(N)), measure.compare(means, other(N)), tolerance, measure.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stored.class)
    void codesAreExactInEveryType(Stored type) throws IOException {
        // 250 and 251 differ by less than eight roundings of bfloat16.
        double[] codes = new Random(2).ints(N * 4L, 0, 2).mapToDouble(bit -> 250 + bit).toArray();
        Representation a = read(type, null, codes, N, 4);
        assertEquals(Resolution.DOUBLE, a.resolution());
        Representation expected = new Representation(N, 4, codes);
        for (RepresentationMeasure measure : RepresentationMeasures.all()) {
            assertEquals(measure.compare(expected, other(N)), measure.compare(a, other(N)), measure.id());
        }
    }
}
