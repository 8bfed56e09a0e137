package org.espalier.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.espalier.analysis.richlazy.RecurrentTangents;
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
 * The tangent kernel of the recurrent weights at the size of Liu et al. 2024: 300 units, 32 trials of 8 steps, 3 outputs,
 * 768 rows. One thread. The peer, {@code peers/tangent_kernel.py}, makes one backward pass a row, as the paper's code does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-Xmx2g", "-Dai.djl.pytorch.num_threads=1",
    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
public class RecurrentKernel {
    private static final int TRIALS = 32;
    private static final int STEPS = 8;
    private static final int OUTPUTS = 3;

    @Param("300")
    public int units;

    private RecurrentTangents network;
    private double[] states;

    @Setup(Level.Trial)
    public void start() {
        SplittableRandom random = new SplittableRandom(1);
        double[] recurrent = new double[units * units];
        for (int i = 0; i < recurrent.length; i++) {
            recurrent[i] = 1.25 * random.nextGaussian() / Math.sqrt(units);
        }
        double[] readout = random.doubles((long) OUTPUTS * units, -1 / Math.sqrt(units), 1 / Math.sqrt(units)).toArray();
        network = new RecurrentTangents(units, recurrent, readout, OUTPUTS, RecurrentTangents.Activation.RELU, 1);
        states = new double[TRIALS * STEPS * units];
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int t = 0; t < STEPS; t++) {
                int now = (trial * STEPS + t) * units;
                for (int i = 0; i < units; i++) {
                    double sum = random.nextGaussian();
                    for (int j = 0; t > 0 && j < units; j++) {
                        sum += recurrent[i * units + j] * states[now - units + j];
                    }
                    states[now + i] = Math.max(0, sum);
                }
            }
        }
    }

    @Benchmark
    public double[] kernel() {
        return network.kernel(states, TRIALS, STEPS, 1, 2, 3, 4, 5, 6, 7, 8);
    }
}
