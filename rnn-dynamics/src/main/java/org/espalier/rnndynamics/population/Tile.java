package org.espalier.rnndynamics.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.nets.engine.Engine;
import org.espalier.rnndynamics.family.CellKernel;
import org.espalier.rnndynamics.family.Rows;
import org.espalier.rnndynamics.task.Trials;

/**
 * Back-propagation through time of m networks of one shape, each on its own batch of B trials of T steps.
 *
 * <p>Memory of the engine, a block a network: S {@code [T+1, B, K]}, whose row of step t is the extended state
 * {@code [h_t, x_t, 1]}; D {@code [T+1, B, E + R]}, dL/d(sums) of step t beside dL/dy of the state it began with (and before
 * them, E = N columns wide, those of a GRU's candidate by its part from the input); {@link Matrices A}, and A transposed.
 *
 * <pre>
 *   forth, t = 0..T:   [sums_t, y_{t-1}] = S_t A^T,  h_{t+1} = kernel(sums_t) into S_{t+1}
 *   back, t = T..1:    dL/dh_t = D_t A[:, :N] + kernel's carry,  D_{t-1} from the kernel
 *   once:              dL/dA^T = S^T D   (over all steps and trials)
 * </pre>
 *
 * <p>Every product is one call of the engine for all m networks, {@code [m, B, K] x [m, K, R]}. Each network's numbers lie at
 * a multiple of 64 bytes, and its product is computed as if it were alone: with the engine's natives for x86-64 (MKL) its
 * bits do not depend on m (held by a test); elsewhere they may differ in rounding, about 1e-6 relative.
 *
 * <p>Cost: 2 T B R K (forth) + 2 T B R N (back) + 2 T B R K (once) operations a network, {@code 4 T B (2 K + 2 R)} bytes and
 * the kernel's history. Nothing is allocated a step but the products' results.
 */
final class Tile implements AutoCloseable {
    private static final int ALIGNED_ROWS = 16;
    /** About what a core keeps near: beyond it, the way back finds nothing of the way forth in the cache. */
    private static final long BYTES = 24L << 20;

    final int slots;
    private final Matrices matrices;
    private final int batch;
    private final int steps;
    private final int extra;
    private final NDManager manager;
    private final NDArray[] stateAt;
    private final NDArray[] gradientAt;
    private final NDArray forward;
    private final NDArray backward;
    private final NDArray allStates;
    private final NDArray allGradients;
    private final NDArray allInputs;
    private final NDArray allInputsTransposed;
    private final NDArray inputWeights;
    private final NDArray inputGradients;
    private final Rows states;
    private final Rows gradients;
    private final FloatBuffer aMemory;
    private final FloatBuffer transposedMemory;
    private final FloatBuffer inputWeightMemory;
    private final int stateRows;
    private final int aRows;
    private final int transposedRows;
    private final int inputRows;
    private final CellKernel[] kernels;
    private final float[][] h;
    private final float[][] after;
    private final float[][] carry;
    private final float[][] outputs;
    private final float[] byOutput;
    private final float[] scratch;
    private final float[] scratchTransposed;
    private final float[] scratchInput;
    private final float[] recurrent;
    private final RecurrentNoise[] noise;

    /** How many networks of a shape to take at once so that what they touch stays in the cache; at least 1. */
    static int slots(NetworkShape shape, int batch, int steps, int networks) {
        Matrices matrices = new Matrices(shape);
        long cells = (long) batch * steps;
        long bytes = Float.BYTES * cells * (matrices.columns + matrices.rows + (matrices.inputApart() ? shape.units() : 0)
            + (long) shape.kernel(1, 1).histories() * shape.units());
        long most = Math.max(1, BYTES / bytes);
        // As even as can be: the last tile is not to be a small one.
        long tiles = (networks + most - 1) / most;
        return (int) ((networks + tiles - 1) / tiles);
    }

    Tile(NetworkShape shape, int batch, int steps, int slots) {
        this.slots = slots;
        this.batch = batch;
        this.steps = steps;
        matrices = new Matrices(shape);
        int n = shape.units();
        int k = matrices.columns;
        int r = matrices.rows;
        extra = matrices.inputApart() ? n : 0;
        stateRows = aligned((steps + 1) * batch);
        aRows = aligned(r);
        transposedRows = aligned(k);
        inputRows = aligned(shape.inputs() + 1);
        Math.multiplyExact(Math.multiplyExact(slots, stateRows), Math.max(k, r + extra));
        manager = Engine.newManager();
        NDArray s = zeros(stateRows, k);
        NDArray d = zeros(stateRows, extra + r);
        NDArray a = zeros(aRows, k);
        NDArray at = zeros(transposedRows, r);
        NDArray b = zeros(inputRows, n);
        states = new Rows(memory(s), k, batch, n);
        gradients = new Rows(memory(d), extra + r, batch, n);
        aMemory = memory(a);
        transposedMemory = memory(at);
        inputWeightMemory = memory(b);
        stateAt = new NDArray[steps + 1];
        gradientAt = new NDArray[steps + 1];
        for (int t = 0; t <= steps; t++) {
            String rows = ":," + t * batch + ":" + (t + 1) * batch + ",";
            stateAt[t] = s.get(new NDIndex(rows + ":"));
            gradientAt[t] = d.get(new NDIndex(rows + extra + ":"));
        }
        String used = ":,:" + (steps + 1) * batch + ",";
        forward = at.get(new NDIndex(":,:" + k + ",:"));
        backward = a.get(new NDIndex(":,:" + r + ",:" + n));
        allStates = s.get(new NDIndex(used + ":")).transpose(0, 2, 1);
        allGradients = d.get(new NDIndex(used + extra + ":"));
        allInputs = s.get(new NDIndex(used + n + ":"));
        allInputsTransposed = allInputs.transpose(0, 2, 1);
        inputWeights = b.get(new NDIndex(":,:" + (shape.inputs() + 1) + ",:"));
        inputGradients = extra == 0 ? null : d.get(new NDIndex(used + ":" + extra));
        kernels = new CellKernel[slots];
        Arrays.setAll(kernels, i -> shape.kernel(batch, steps));
        h = new float[slots][batch * n];
        after = new float[slots][batch * n];
        carry = new float[slots][batch * n];
        outputs = new float[slots][steps * batch * shape.outputs()];
        byOutput = new float[steps * batch * shape.outputs()];
        scratch = new float[r * k];
        scratchTransposed = new float[r * k];
        scratchInput = new float[(shape.inputs() + 1) * n];
        recurrent = new float[batch * n];
        noise = new RecurrentNoise[slots];
        onesAfterInputs();
    }

    private static int aligned(int rows) {
        return (rows + ALIGNED_ROWS - 1) / ALIGNED_ROWS * ALIGNED_ROWS;
    }

    private NDArray zeros(int rows, int columns) {
        return manager.zeros(new Shape(slots, rows, columns), DataType.FLOAT32);
    }

    private static FloatBuffer memory(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }

    private void onesAfterInputs() {
        for (int row = 0; row < slots * stateRows; row++) {
            states.memory().put(row * matrices.columns + matrices.columns - 1, 1);
        }
    }

    /** Sets the parameters of a network. @param values {@code [shape.size()]}, not kept */
    void weights(int slot, float[] values) {
        Arrays.fill(scratch, 0);
        matrices.fill(values, scratch, scratchTransposed, scratchInput);
        aMemory.put(slot * aRows * matrices.columns, scratch);
        transposedMemory.put(slot * transposedRows * matrices.rows, scratchTransposed);
        inputWeightMemory.put(slot * inputRows * matrices.shape.units(), scratchInput);
    }

    /** Sets the inputs of a network. */
    void inputs(int slot, Trials trials) {
        int inputs = trials.inputs();
        for (int row = 0; row < steps * batch; row++) {
            states.memory().put((slot * stateRows + row) * matrices.columns + matrices.shape.units(), trials.input(),
                row * inputs, inputs);
        }
    }

    /** Sets the noise that the next {@link #forward} adds to a network's sums; null for none. */
    void noise(int slot, RecurrentNoise its) {
        noise[slot] = its;
    }

    /** Runs all networks from h_0 = 0 over their inputs. */
    void forward() {
        int n = matrices.shape.units();
        for (float[] state : h) {
            Arrays.fill(state, 0);
        }
        NDArray fromInputs = extra == 0 ? null : allInputs.batchMatMul(inputWeights);
        FloatBuffer fromInputMemory = extra == 0 ? null : memory(fromInputs);
        float[] fromInput = extra == 0 ? null : recurrent;
        for (int t = 0; t <= steps; t++) {
            try (NDArray product = stateAt[t].batchMatMul(forward)) {
                Rows sums = new Rows(memory(product), matrices.rows, batch, n);
                for (int slot = 0; slot < slots; slot++) {
                    if (t > 0) {
                        readOutputs(sums, slot, t - 1);
                    }
                    if (t < steps) {
                        if (extra != 0) {
                            fromInputMemory.get((slot * (steps + 1) + t) * batch * n, fromInput, 0, batch * n);
                        }
                        disturb(slot, sums, fromInput);
                        kernels[slot].forward(t, sums, slot * batch, fromInput, 0, h[slot]);
                        states.put(slot * stateRows + (t + 1) * batch, 0, h[slot], 0);
                    }
                }
            }
        }
        if (fromInputs != null) {
            fromInputs.close();
        }
    }

    /** A candidate whose input is apart takes the noise there: behind the reset gate it would be the gate's to silence. */
    private void disturb(int slot, Rows sums, float[] fromInput) {
        if (noise[slot] != null && extra != 0) {
            noise[slot].add(fromInput);
        } else if (noise[slot] != null) {
            int column = matrices.shape.cell().candidate() * matrices.shape.units();
            sums.get(slot * batch, column, recurrent, 0);
            noise[slot].add(recurrent);
            sums.put(slot * batch, column, recurrent, 0);
        }
    }

    private void readOutputs(Rows sums, int slot, int step) {
        int count = matrices.shape.outputs();
        int column = matrices.rows - count;
        for (int b = 0; b < batch; b++) {
            sums.memory().get((slot * batch + b) * matrices.rows + column, outputs[slot], (step * batch + b) * count, count);
        }
    }

    /** The outputs of a network after {@link #forward}, {@code [T, B, O]}; overwritten by the next. */
    float[] outputs(int slot) {
        return outputs[slot];
    }

    /** Loss of a network after {@link #forward}, whose gradient {@link #backward} takes. */
    double loss(int slot, Trials trials, OutputLoss loss) {
        double value = loss.of(trials, outputs[slot], byOutput);
        int count = matrices.shape.outputs();
        for (int row = 0; row < steps * batch; row++) {
            gradients.memory().put((slot * stateRows + batch + row + 1) * gradients.stride() - count, byOutput, row * count,
                count);
        }
        return value;
    }

    /**
     * The gradients of the losses by the parameters, after {@link #forward} and {@link #loss} of every network.
     *
     * @param into {@code [m][shape.size()]}
     */
    void backward(float[][] into) {
        for (int slot = 0; slot < slots; slot++) {
            kernels[slot].startBackward();
            Arrays.fill(carry[slot], 0);
            System.arraycopy(h[slot], 0, after[slot], 0, h[slot].length);
        }
        for (int t = steps; t > 0; t--) {
            try (NDArray product = gradientAt[t].batchMatMul(backward)) {
                FloatBuffer through = memory(product);
                for (int slot = 0; slot < slots; slot++) {
                    through.get(slot * recurrent.length, recurrent, 0, recurrent.length);
                    add(carry[slot], recurrent);
                    step(slot, t - 1);
                }
            }
        }
        collect(into);
    }

    private static void add(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
    }

    private void step(int slot, int t) {
        float[] before = h[slot];
        states.get(slot * stateRows + t * batch, 0, before, 0);
        kernels[slot].backward(t, before, after[slot], carry[slot], gradients, slot * stateRows + t * batch, extra);
        h[slot] = after[slot];
        after[slot] = before;
    }

    private void collect(float[][] into) {
        try (NDArray byA = allStates.batchMatMul(allGradients);
            NDArray byB = extra == 0 ? null : allInputsTransposed.batchMatMul(inputGradients)) {
            FloatBuffer a = memory(byA);
            FloatBuffer b = extra == 0 ? null : memory(byB);
            for (int slot = 0; slot < slots; slot++) {
                a.get(slot * scratch.length, scratchTransposed);
                if (b != null) {
                    b.get(slot * scratchInput.length, scratchInput);
                }
                matrices.gradient(scratchTransposed, scratchInput, scratch, into[slot]);
            }
        }
    }

    /** Arrays the engine holds for this tile; the same after every step. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
