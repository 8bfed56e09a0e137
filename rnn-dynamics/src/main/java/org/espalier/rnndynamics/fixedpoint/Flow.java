package org.espalier.rnndynamics.fixedpoint;

import org.espalier.rnndynamics.cell.Cell;

/**
 * Pseudo-transient continuation (Kelley and Keyes 1998): follows {@code dh/dt = F(h, x) - h}, which goes where the network
 * goes, in implicit steps {@code (I/t - A) s = F - h} whose time t grows as long as the residual after the step is about what
 * the linearisation foretold, so that thousands of steps of the map on slow ground become a few, and the last ones are
 * Newton's. Cost: 2/3 d^3 operations a step. One object a thread.
 */
final class Flow {
    private static final double MOST_CHANGE = 4;
    private static final double LONGEST = 1e12;
    private static final double SHORTEST = 1e-3;
    private static final double NEARLY_NEWTON = 1e6;
    private static final int MOST_TURNS = 3;
    // Of the states' size, where nothing bounds them: the flow runs off to infinity.
    private static final double FAR = 1e3;
    // Of the residual, by how much the one after a step may differ from the one foretold, and should.
    private static final double BAD = 1;
    private static final double WANTED = 0.3;

    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final LuFactors lu;
    private final int d;
    private final double[] matrix;
    private final double[] step;
    private final double[] moved;

    Flow(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.STEP);
        there = new Linear(cell, Linear.Of.STEP);
        d = cell.stateSize();
        lu = new LuFactors(d);
        matrix = new double[d * d];
        step = new double[d];
        moved = new double[d];
    }

    /**
     * One step along the flow. Where q turns from falling to rising the state is the slowest far and wide, and the candidate
     * is left there, as {@link Candidate.Stage#SLOWEST}; set out from there again ({@link Candidate.Stage#FLOWING}) it goes
     * on to the next such place. Where the flow comes to no rest, the candidate is put back to the last of them.
     */
    void advance(Candidate c) {
        c.q = here.q(c.state, c.input);
        if (c.turned == null) {
            c.turned = c.state.clone();
            c.time = 1;
        }
        double size = Math.max(Math.sqrt(d), Linear.norm(c.turned));
        if (!(Double.isFinite(c.q) && Linear.norm(c.state) <= FAR * size) || c.flowed++ == options.maxIterations()) {
            drift(c);
            return;
        }
        here.linearise(c.state, c.input);
        if (c.stage == Candidate.Stage.STALLED && here.isStationary(c.state, options.gradientTolerance())) {
            c.stage = Candidate.Stage.SLOWEST;
            return;
        }
        for (; c.time >= SHORTEST; c.time /= MOST_CHANGE) {
            if (!step(c.state, c.time)) {
                continue;
            }
            double q = there.q(moved, c.input);
            double error = error(c.time) / Linear.norm(here.residual);
            if (Linear.norm(step) <= options.stepTolerance() * Math.max(1, Linear.norm(c.state)) && c.time > NEARLY_NEWTON) {
                c.stage = Candidate.Stage.AT_ZERO;
                return;
            }
            if (error <= BAD) {
                boolean turns = q >= c.q && (c.falling || c.stage == Candidate.Stage.STALLED);
                c.falling = q < c.q;
                if (turns && c.turns++ < MOST_TURNS) {
                    c.stage = Candidate.Stage.SLOWEST;
                    c.turned = c.state.clone();
                    c.curved = 0;
                    return;
                }
                System.arraycopy(moved, 0, c.state, 0, d);
                c.q = q;
                // The error grows with the square of the time.
                c.time = Math.min(LONGEST, c.time * Math.min(MOST_CHANGE, Math.sqrt(WANTED / error)));
                return;
            }
        }
        drift(c);
    }

    private static void drift(Candidate c) {
        System.arraycopy(c.turned, 0, c.state, 0, c.state.length);
        c.stage = Candidate.Stage.DRIFTING;
    }

    private boolean step(double[] at, double time) {
        for (int i = 0; i < d * d; i++) {
            matrix[i] = -here.a[i];
        }
        for (int i = 0; i < d; i++) {
            matrix[i * d + i] += 1 / time;
        }
        if (!lu.factor(matrix)) {
            return false;
        }
        lu.solve(here.residual, step);
        for (int i = 0; i < d; i++) {
            moved[i] = at[i] + step[i];
        }
        here.bind(moved);
        return Double.isFinite(Linear.norm(step));
    }

    /** |residual there - what the linearisation foretold, {@code r + A s = s / time}|. */
    private double error(double time) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double by = there.residual[i] - step[i] / time;
            sum += by * by;
        }
        return Math.sqrt(sum);
    }
}
