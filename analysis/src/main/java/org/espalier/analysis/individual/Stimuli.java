package org.espalier.analysis.individual;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.LabelledImages;

/** The images that are shown to the networks: as many of each class. */
final class Stimuli {
    private Stimuli() {}

    /**
     * The first images of each class, class by class.
     *
     * @throws InvalidInputException if a class has not so many
     */
    static LabelledImages of(LabelledImages images, int perClass) {
        int[] indices = new int[perClass * images.classes()];
        int[] found = new int[images.classes()];
        for (int i = 0; i < images.count(); i++) {
            int label = images.labels()[i];
            if (found[label] < perClass) {
                indices[label * perClass + found[label]++] = i;
            }
        }
        for (int label = 0; label < found.length; label++) {
            if (found[label] < perClass) {
                int fewest = Arrays.stream(found).min().orElse(0);
                throw new InvalidInputException("images_per_class: " + perClass + " test images of each class were asked for, and "
                    + "class " + label + " has " + found[label] + "; expected at most " + fewest);
            }
        }
        return images.subset(indices);
    }
}
