package org.espalier.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.espalier.analysis.representation.LinearCka;
import org.espalier.analysis.representation.Population;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.Svcca;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * SVCCA with 20 directions and linear CKA between all pairs of networks of 64 units and 4,000 samples, decompositions
 * included. The peer, {@code peers/all_pairs.py}, computes both for one pair by the plain NumPy formula; it is compared with
 * the time a pair here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class AllPairs {
    private static final int SAMPLES = 4000;
    private static final int UNITS = 64;
    private static final int SHARED = 10;

    @Param("200")
    public int networks;

    private final List<double[]> activations = new ArrayList<>();

    /** Pairs that are compared, each network with itself among them. */
    static long pairs(int networks) {
        return networks * (networks + 1L) / 2;
    }

    @Setup(Level.Trial)
    public void start() {
        SplittableRandom random = new SplittableRandom(1);
        double[] shared = random.doubles((long) SAMPLES * SHARED, -1, 1).toArray();
        for (int n = 0; n < networks; n++) {
            double[] mix = random.doubles(SHARED * UNITS, -1, 1).toArray();
            double[] values = new double[SAMPLES * UNITS];
            for (int i = 0; i < SAMPLES; i++) {
                for (int j = 0; j < UNITS; j++) {
                    double sum = random.nextDouble();
                    for (int k = 0; k < SHARED; k++) {
                        sum += shared[i * SHARED + k] * mix[k * UNITS + j];
                    }
                    values[i * UNITS + j] = Math.tanh(sum);
                }
            }
            activations.add(values);
        }
    }

    @Benchmark
    public double[][][] compare() {
        List<Representation> fresh = activations.parallelStream().map(a -> new Representation(SAMPLES, UNITS, a)).toList();
        return Population.of(fresh).compare(Svcca.ofDirections(20), new LinearCka());
    }
}
