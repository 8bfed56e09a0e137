package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Which searches are made from given states and inputs: every start under every input, or each start under an input of its
 * own.
 *
 * @param groups one an input where every start is searched under every input, else one
 * @param rows   {@code [starts of a group]}: the place of each start's state among those given
 */
public record SearchPlan(List<StartStates> groups, int[] rows) {
    /** Of all numbers in all starts: 4 GB. */
    private static final long MOST = 1L << 29;

    /** How inputs and starts go together. */
    public enum Pairing { CROSSED, PAIRED }

    /**
     * Which of the given states are started from.
     *
     * @param count drawn without replacement, or 0 for all
     * @param noise standard deviation of the normal noise that is added to every number, 0 for none
     * @param seed  of both
     */
    public record Sampling(int count, double noise, long seed) {
        /** All states as they are. */
        public static final Sampling ALL = new Sampling(0, 0, 0);

        /** @throws InvalidInputException if a number is negative or not finite */
        public Sampling {
            if (count < 0) {
                throw new InvalidInputException("the number of starts is " + count + ", expected at least 1");
            }
            if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException("the noise of the start states is " + noise + ", expected 0 or more");
            }
        }
    }

    /**
     * Makes the plan.
     *
     * @param states {@code [given, d]}, not modified
     * @param inputs {@code [inputs given, inputs of the cell]}, not modified; where paired, one a state
     * @param inputRows how many there are
     * @throws InvalidInputException if more starts are asked for than states are given, there is not one input a state where
     *                               paired, or there would be more than 2^29 numbers
     */
    public static SearchPlan of(Cell cell, double[] states, double[] inputs, int inputRows, Pairing pairing,
                                Sampling sampling) {
        int d = cell.stateSize();
        int width = cell.inputs();
        int given = states.length / d;
        if (sampling.count > given) {
            throw new InvalidInputException("there are " + given + " states, from which " + sampling.count
                + " different ones cannot be drawn");
        }
        if (pairing == Pairing.PAIRED && inputRows != given) {
            throw new InvalidInputException("there are " + inputRows + " inputs for " + given
                + " states, expected one a state where they are paired");
        }
        int count = sampling.count == 0 ? given : sampling.count;
        int groups = pairing == Pairing.CROSSED ? inputRows : 1;
        if ((long) groups * count * (d + width) > MOST) {
            throw new InvalidInputException(count + " starts under " + groups + " inputs are more than can be searched from at "
                + "once; draw fewer starts");
        }
        RandomStreams streams = RandomStreams.of(sampling.seed);
        int[] rows = sampling.count == 0 ? range(given) : draw(given, count, streams.stream("starts"));
        double[] starts = new double[count * d];
        RandomGenerator noise = streams.stream("noise");
        for (int i = 0; i < count; i++) {
            System.arraycopy(states, rows[i] * d, starts, i * d, d);
        }
        for (int i = 0; sampling.noise > 0 && i < starts.length; i++) {
            starts[i] += sampling.noise * noise.nextGaussian();
        }
        List<StartStates> all = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            if (pairing == Pairing.CROSSED) {
                all.add(StartStates.under(Arrays.copyOfRange(inputs, g * width, (g + 1) * width), starts, count));
            } else {
                double[] own = new double[count * width];
                for (int i = 0; i < count; i++) {
                    System.arraycopy(inputs, rows[i] * width, own, i * width, width);
                }
                all.add(new StartStates(count, starts, own));
            }
        }
        return new SearchPlan(List.copyOf(all), rows);
    }

    private static int[] range(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    /** Different ones, rising: the first of a shuffled deck. */
    private static int[] draw(int given, int count, RandomGenerator random) {
        int[] deck = range(given);
        for (int i = 0; i < count; i++) {
            int at = i + random.nextInt(given - i);
            int drawn = deck[at];
            deck[at] = deck[i];
            deck[i] = drawn;
        }
        int[] drawn = Arrays.copyOf(deck, count);
        Arrays.sort(drawn);
        return drawn;
    }

    /** Searches, one group after another. */
    public FixedPoints run(Cell cell, SearchOptions options, StabilityOptions stability) {
        return FixedPoints.concat(groups.stream().map(starts -> FixedPointSearch.run(cell, starts, options, stability)).toList());
    }
}
