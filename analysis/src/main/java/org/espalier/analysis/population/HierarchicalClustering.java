package org.espalier.analysis.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;

/**
 * Networks merged two clusters at a time, always the two nearest, until all are one. Of equally near pairs the one with the
 * lower numbers is merged first.
 *
 * @param networks how many
 * @param merges   {@code networks - 1} of them, by rising height
 */
public record HierarchicalClustering(int networks, List<Merge> merges) {

    /**
     * One merger. Networks are the clusters 0 to n - 1; the merger number i (from 0) makes cluster n + i.
     *
     * @param a      the part with the lower number
     * @param b      the other part
     * @param height their distance
     * @param size   networks in both together
     */
    public record Merge(int a, int b, double height, int size) {}

    public HierarchicalClustering {
        merges = List.copyOf(merges);
    }

    /**
     * Clusters. Cost: {@code O(networks^3)}, about a second for a thousand.
     *
     * @param distances {@code [networks, networks]}, not modified
     * @throws InvalidInputException if the distances are not symmetric numbers of at least 0 with a diagonal of zeros
     */
    public static HierarchicalClustering of(double[][] distances, Linkage linkage) {
        Distances.check(distances);
        int n = distances.length;
        double[][] d = new double[n][];
        int[] id = new int[n];
        int[] size = new int[n];
        for (int i = 0; i < n; i++) {
            d[i] = distances[i].clone();
            id[i] = i;
            size[i] = 1;
        }
        List<Merge> merges = new ArrayList<>();
        // A place holds one cluster; an id of -1 none any more.
        for (int step = 0; step < n - 1; step++) {
            int p = -1;
            int q = -1;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; id[i] >= 0 && j < n; j++) {
                    if (id[j] >= 0 && (p < 0 || d[i][j] < d[p][q])) {
                        p = i;
                        q = j;
                    }
                }
            }
            merges.add(new Merge(Math.min(id[p], id[q]), Math.max(id[p], id[q]), d[p][q], size[p] + size[q]));
            for (int k = 0; k < n; k++) {
                if (id[k] >= 0 && k != p && k != q) {
                    d[p][k] = linkage.merged(d[p][k], d[q][k], d[p][q], size[p], size[q], size[k]);
                    d[k][p] = d[p][k];
                }
            }
            id[p] = n + step;
            size[p] += size[q];
            id[q] = -1;
        }
        return new HierarchicalClustering(n, merges);
    }

    /**
     * The clusters when that many are left.
     *
     * @param clusters 1 to the number of networks
     * @return {@code [networks]}: the cluster of each, numbered from 0 in the order of their first networks
     * @throws InvalidInputException if there cannot be as many
     */
    public int[] labels(int clusters) {
        if (clusters < 1 || clusters > networks) {
            throw new InvalidInputException(clusters + " clusters of " + networks + " networks; expected 1 to " + networks);
        }
        int[] of = new int[networks];
        for (int i = 0; i < networks; i++) {
            of[i] = i;
        }
        for (int step = 0; step < networks - clusters; step++) {
            Merge merge = merges.get(step);
            for (int i = 0; i < networks; i++) {
                of[i] = of[i] == merge.a() || of[i] == merge.b() ? networks + step : of[i];
            }
        }
        int[] name = new int[2 * networks];
        Arrays.fill(name, -1);
        int next = 0;
        int[] labels = new int[networks];
        for (int i = 0; i < networks; i++) {
            name[of[i]] = name[of[i]] < 0 ? next++ : name[of[i]];
            labels[i] = name[of[i]];
        }
        return labels;
    }

    /** The height at which each two networks come into one cluster, {@code [networks, networks]}: an ultrametric. */
    public double[][] cophenetic() {
        double[][] heights = new double[networks][networks];
        int[] of = new int[networks];
        for (int i = 0; i < networks; i++) {
            of[i] = i;
        }
        for (int step = 0; step < merges.size(); step++) {
            Merge merge = merges.get(step);
            for (int i = 0; i < networks; i++) {
                for (int j = 0; of[i] == merge.a() && j < networks; j++) {
                    if (of[j] == merge.b()) {
                        heights[i][j] = merge.height();
                        heights[j][i] = merge.height();
                    }
                }
            }
            for (int i = 0; i < networks; i++) {
                of[i] = of[i] == merge.a() || of[i] == merge.b() ? networks + step : of[i];
            }
        }
        return heights;
    }
}
