package org.espalier.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.nets.data.LabelledImages;

/**
 * The images on which networks are compared are the first ones of a test set. Where it is in order of class these would be of
 * few classes, and what tells classes apart would be missing: then they are shuffled first, by a fixed seed.
 */
public final class ProbeImages {
    private static final long SEED = 1;

    private ProbeImages() {}

    /**
     * The images themselves, or shuffled where neighbours are of one class so often that they are in order: where the class
     * changes less than half as often from one image to the next as it would by chance.
     */
    public static LabelledImages of(LabelledImages images) {
        int n = images.count();
        if (!ordered(images.labels(), images.classes())) {
            return images;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return images.subset(order);
    }

    private static boolean ordered(int[] labels, int classes) {
        double[] frequency = new double[classes];
        Arrays.stream(labels).forEach(label -> frequency[label] += 1.0 / labels.length);
        double byChance = (labels.length - 1) * (1 - Arrays.stream(frequency).map(f -> f * f).sum());
        int changes = 0;
        for (int i = 1; i < labels.length; i++) {
            changes += labels[i] == labels[i - 1] ? 0 : 1;
        }
        return changes < byChance / 2;
    }
}
