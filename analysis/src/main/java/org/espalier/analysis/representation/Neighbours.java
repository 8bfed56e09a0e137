package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * The k nearest samples of each sample, with the probability that each is taken where those equally far away are drawn at random.
 *
 * <p>Of a sample, all that are nearer than the k-th are taken; those as far as the k-th share the places that are left. Distances
 * are equal that differ by less than 1e-12 of themselves. From the engine's products where there are many samples, a block at a
 * time: whatever a product leaves in doubt is computed again by differences.
 */
final class Neighbours implements Reorderable {
    /** Of themselves: below it distances are equal. Squared, so twice that of the distance. */
    private static final double EQUAL = 2e-12;
    /** Those of all samples together. */
    private static final long MOST = 200_000_000;

    /** Of each sample, those taken for certain, then the tied. */
    private final int[][] members;
    /** Of each sample, how many are certain. */
    private final int[] certain;
    private final int k;

    private Neighbours(int[][] members, int[] certain, int k) {
        this.members = members;
        this.certain = certain;
        this.k = k;
    }

    private record Key(int k) {}

    /** @param k fewer than the other samples */
    static Neighbours of(Representation representation, int k) {
        return representation.derived(new Key(k), r -> of(CentredSamples.of(r), k));
    }

    private static Neighbours of(CentredSamples samples, int k) {
        int n = samples.samples();
        int p = samples.units();
        double[] rows = samples.rows();
        double[] norms = samples.squaredNorms();
        Neighbours all = new Neighbours(new int[n][], new int[n], k);
        SquaredDistances.Products products = SquaredDistances.byProducts(n, p) ? new SquaredDistances.Products(rows, n, p) : null;
        boolean byProducts = products != null;
        int step = products != null ? products.count : n;
        // A sum of p products is off by at most that, relative to the lengths of the vectors.
        double rounding = byProducts ? (p + 8) * Math.ulp(1.0) : 0;
        long held = 0;
        for (int from = 0; from < n; from += step) {
            int first = from;
            double[] block = products != null ? products.from(from) : new double[0];
            IntStream.range(from, Math.min(n, from + step)).parallel().forEach(i -> {
                double[] distance = new double[n];
                double[] doubt = new double[n];
                for (int j = 0; j < n; j++) {
                    if (byProducts) {
                        distance[j] = norms[i] + norms[j] - 2 * block[(i - first) * n + j];
                        doubt[j] = rounding * (norms[i] + norms[j]) * 2;
                    } else {
                        distance[j] = SquaredDistances.between(rows, i, j, p);
                    }
                }
                all.choose(i, rows, p, distance, doubt);
            });
            for (int i = from; i < Math.min(n, from + step); i++) {
                held += all.members[i].length;
            }
            if (held > MOST) {
                throw new InvalidInputException("so many samples are equally far apart that their " + k
                    + " nearest are among more than " + MOST + " in all, which do not fit in memory");
            }
        }
        return all;
    }

    /** The members of sample i; distances in doubt are replaced. */
    private void choose(int i, double[] rows, int p, double[] distance, double[] doubt) {
        int n = distance.length;
        // No k-th nearest can be farther than the k-th of what each is at most.
        double bound = kth(i, distance, doubt);
        int[] candidates = new int[n];
        int count = 0;
        for (int j = 0; j < n; j++) {
            if (j != i && distance[j] - doubt[j] <= bound * (1 + 2 * EQUAL)) {
                candidates[count++] = j;
            }
        }
        double[] exact = new double[count];
        for (int c = 0; c < count; c++) {
            exact[c] = doubt[candidates[c]] == 0 ? distance[candidates[c]] : SquaredDistances.between(rows, i, candidates[c], p);
        }
        double[] sorted = exact.clone();
        Arrays.sort(sorted);
        double last = sorted[k - 1];
        int[] chosen = new int[count];
        int nearer = 0;
        for (int c = 0; c < count; c++) {
            if (exact[c] < last - EQUAL * last) {
                chosen[nearer++] = candidates[c];
            }
        }
        int all = nearer;
        for (int c = 0; c < count; c++) {
            if (exact[c] >= last - EQUAL * last && exact[c] <= last + EQUAL * last) {
                chosen[all++] = candidates[c];
            }
        }
        members[i] = Arrays.copyOf(chosen, all);
        certain[i] = nearer;
    }

    /** The k-th smallest of distance and doubt, by insertion: few are kept, and most samples are farther than all of them. */
    private double kth(int i, double[] distance, double[] doubt) {
        double[] least = new double[k];
        int held = 0;
        for (int j = 0; j < distance.length; j++) {
            double d = distance[j] + doubt[j];
            if (j == i || held == k && d >= least[k - 1]) {
                continue;
            }
            int at = held < k ? held++ : held - 1;
            while (at > 0 && least[at - 1] > d) {
                least[at] = least[at - 1];
                at--;
            }
            least[at] = d;
        }
        return least[k - 1];
    }

    /** How likely each of the tied is taken. */
    private double share(int i) {
        int tied = members[i].length - certain[i];
        return tied == 0 ? 0 : (double) (k - certain[i]) / tied;
    }

    /** The expected fraction of neighbours that two have in common, ties being broken in each by draws of its own. */
    static double overlap(Neighbours a, Neighbours b) {
        int n = a.members.length;
        double[] ofB = new double[n];
        double shared = 0;
        for (int i = 0; i < n; i++) {
            b.mark(i, ofB, false);
            double share = a.share(i);
            double certain = 0;
            double tied = 0;
            for (int c = 0; c < a.members[i].length; c++) {
                if (c < a.certain[i]) {
                    certain += ofB[a.members[i][c]];
                } else {
                    tied += ofB[a.members[i][c]];
                }
            }
            shared += certain + share * tied;
            b.mark(i, ofB, true);
        }
        return shared / n / a.k;
    }

    private void mark(int i, double[] probability, boolean clear) {
        double share = share(i);
        for (int c = 0; c < members[i].length; c++) {
            probability[members[i][c]] = clear ? 0 : c < certain[i] ? 1 : share;
        }
    }

    /** {@link #overlap} with itself: 1 where no ties are. */
    double withItself() {
        double sum = 0;
        for (int i = 0; i < members.length; i++) {
            sum += certain[i] + (members[i].length - certain[i]) * Math.pow(share(i), 2);
        }
        return sum / members.length / k;
    }

    @Override
    public Neighbours reordered(int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        Neighbours moved = new Neighbours(new int[members.length][], new int[members.length], k);
        for (int i = 0; i < order.length; i++) {
            moved.members[i] = Arrays.stream(members[order[i]]).map(j -> place[j]).toArray();
            moved.certain[i] = certain[order[i]];
        }
        return moved;
    }
}
