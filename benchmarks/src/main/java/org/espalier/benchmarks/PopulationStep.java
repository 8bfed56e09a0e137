package org.espalier.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.nets.optimise.Adam;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.InitialScale;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.rnndynamics.population.PopulationTraining;
import org.espalier.rnndynamics.task.FlipFlop;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step of a population of 8 networks of 128 units: new trials of the 3-bit flip-flop (64 a network, 100 steps),
 * forward, back through time, Adam. Two populations side by side, one a core, as the workers train them; the peer is
 * {@code peers/population.py}, one population on both cores.
 */
@State(Scope.Thread)
@Threads(PopulationStep.WORKERS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx3g", "-Dai.djl.pytorch.num_threads=1"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 7, time = 3)
public class PopulationStep {
    static final int WORKERS = 2;
    static final int NETWORKS = 8;
    static final int UNITS = 128;
    static final int BATCH = 64;
    static final int STEPS = 100;

    @Param({"rnn-tanh", "ugrnn", "gru", "lstm"})
    public String cell;

    private PopulationTraining training;

    @Setup(Level.Trial)
    public void start() {
        List<Member> members = new ArrayList<>();
        for (int seed = 0; seed < NETWORKS; seed++) {
            members.add(new Member(seed, 1e-3, 0));
        }
        TrainableCell kind = Cells.trainable(cell);
        training = new PopulationTraining(new FlipFlop(3, 0.1, STEPS), kind, UNITS, InitialScale.of(kind), members,
            PopulationOptions.of(Adam.of(0), Long.MAX_VALUE, BATCH, Long.MAX_VALUE));
    }

    @TearDown(Level.Trial)
    public void end() {
        training.close();
    }

    @Benchmark
    public void step() {
        training.step();
    }

    /** Operations of the products a network and step: what no implementation can do without. */
    static double operations(String cell) {
        double rows = Cells.named(cell).gates() * (double) UNITS;
        // Forth, back, and the gradient of the recurrent weights; inputs and readout are left out as small.
        return 3 * 2.0 * STEPS * BATCH * rows * UNITS;
    }
}
