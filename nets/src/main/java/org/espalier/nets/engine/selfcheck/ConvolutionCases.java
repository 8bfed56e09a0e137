package org.espalier.nets.engine.selfcheck;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The convolutions that are tried: a choice that has every number of channels from 1 to {@value #MOST_CHANNELS} on both sides.
 *
 * <p>Pairs of channels: equal; from 1 and from 3 (images) to every number; to the next number and to the double; from every
 * number to 10 (classes); numbers around the multiples of 8 and 16 with 8, 12, 16 and 24. Every pair is tried with a 3x3 kernel
 * at stride 1 and, in turn, with one of 3x3 at stride 2 and 1x1 at strides 1 and 2; equal pairs with all of these, with a 5x5
 * kernel, in batches of every size, and on images of the size of Fashion-MNIST.
 */
final class ConvolutionCases {
    static final int MOST_CHANNELS = 40;
    private static final int[] BATCHES = {2, 32, 1, 7};
    private static final int[][] IMAGES = {{8, 8}, {7, 5}, {4, 4}, {6, 9}};
    private static final int[][] KERNELS_AND_STRIDES = {{3, 1}, {3, 2}, {1, 1}, {1, 2}};
    private static final int[] NEIGHBOURS = {7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 39, 40};
    private static final int[] WITH = {8, 12, 16, 24};
    private static final int LARGE = 28;

    private ConvolutionCases() {}

    static List<ConvolutionCase> all() {
        List<ConvolutionCase> cases = new ArrayList<>();
        int turn = 0;
        for (List<Integer> pair : pairs()) {
            int in = pair.get(0);
            int out = pair.get(1);
            boolean equal = in == out;
            for (int i = 0; i < KERNELS_AND_STRIDES.length; i++) {
                if (i == 0 || equal || turn % (KERNELS_AND_STRIDES.length - 1) == i - 1) {
                    int[] image = IMAGES[turn / BATCHES.length % IMAGES.length];
                    cases.add(new ConvolutionCase(in, out, KERNELS_AND_STRIDES[i][0], KERNELS_AND_STRIDES[i][1],
                        BATCHES[turn % BATCHES.length], image[0], image[1]));
                }
            }
            turn++;
            if (equal) {
                for (int batch : BATCHES) {
                    cases.add(new ConvolutionCase(in, out, 3, 1, batch, 6, 6));
                }
                cases.add(new ConvolutionCase(in, out, 5, 1, 3, 7, 7));
                cases.add(new ConvolutionCase(in, out, 3, 1, 1 + in % 2, LARGE, LARGE));
            }
        }
        return cases;
    }

    static Set<List<Integer>> pairs() {
        Set<List<Integer>> pairs = new LinkedHashSet<>();
        for (int c = 1; c <= MOST_CHANNELS; c++) {
            pairs.add(List.of(c, c));
            pairs.add(List.of(1, c));
            pairs.add(List.of(3, c));
            pairs.add(List.of(c, 10));
            if (c < MOST_CHANNELS) {
                pairs.add(List.of(c, c + 1));
            }
            if (2 * c <= MOST_CHANNELS) {
                pairs.add(List.of(c, 2 * c));
            }
        }
        for (int c : NEIGHBOURS) {
            for (int other : WITH) {
                pairs.add(List.of(c, other));
            }
        }
        return pairs;
    }
}
