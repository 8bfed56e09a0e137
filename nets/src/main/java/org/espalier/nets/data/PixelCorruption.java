package org.espalier.nets.data;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.base.RandomStreams;

/**
 * Images of which less and less can be seen (Zhang et al. 2017, sec. 2.1). Training, validation and test images are treated
 * alike; labels stay. A pixel keeps its channels together.
 */
public enum PixelCorruption implements Labelled {
    /** The images as they are. */
    TRUE {
        @Override
        Corruption prepare(LabelledImages train, RandomStreams random) {
            return (images, own) -> images;
        }
    },
    /** One permutation of the pixels for all images: stream {@code pixels/permutation}. */
    SHUFFLED {
        @Override
        Corruption prepare(LabelledImages train, RandomStreams random) {
            int[] permutation = permutation(train.shape(), random.stream("pixels/permutation"));
            return (images, own) -> permuted(images, () -> permutation);
        }
    },
    /** A permutation of its own for each image: streams {@code pixels/train}, {@code pixels/validation}, {@code pixels/test}. */
    RANDOM {
        @Override
        Corruption prepare(LabelledImages train, RandomStreams random) {
            return (images, own) -> permuted(images, () -> permutation(images.shape(), own));
        }
    },
    /**
     * Normal numbers with the mean and standard deviation that each channel has in the training images: streams
     * {@code pixels/train}, {@code pixels/validation}, {@code pixels/test}.
     */
    GAUSSIAN {
        @Override
        Corruption prepare(LabelledImages train, RandomStreams random) {
            Standardisation statistics = Standardisation.fit(train);
            return (images, own) -> gaussian(images, statistics, own);
        }
    };

    /** What becomes of the images of one part, whose own random numbers are given. */
    interface Corruption {
        LabelledImages of(LabelledImages images, RandomGenerator own);
    }

    abstract Corruption prepare(LabelledImages train, RandomStreams random);

    /** The name on the command line. */
    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidInputException if there is none of that name */
    public static PixelCorruption named(String label) {
        return Labelled.named(PixelCorruption.class, "value of pixels:", label);
    }

    /**
     * Corrupts all three parts; the arrays of {@code split} are not modified.
     *
     * @param random its streams {@code pixels/...}; the same streams give the same images
     */
    public DataSplit apply(DataSplit split, RandomStreams random) {
        Corruption corruption = prepare(split.train(), random);
        return new DataSplit(corruption.of(split.train(), random.stream("pixels/train")),
            corruption.of(split.validation(), random.stream("pixels/validation")),
            corruption.of(split.test(), random.stream("pixels/test")));
    }

    private static int[] permutation(ImageShape shape, RandomGenerator random) {
        int positions = shape.height() * shape.width();
        return DataSplit.shuffledPrefix(positions, positions, random);
    }

    private static LabelledImages permuted(LabelledImages images, Supplier<int[]> nextPermutation) {
        int plane = images.shape().height() * images.shape().width();
        float[] from = images.pixels();
        float[] pixels = new float[from.length];
        for (int image = 0; image < images.count(); image++) {
            int[] at = nextPermutation.get();
            for (int c = 0; c < images.shape().channels(); c++) {
                int first = image * images.shape().size() + c * plane;
                for (int i = 0; i < plane; i++) {
                    pixels[first + i] = from[first + at[i]];
                }
            }
        }
        return new LabelledImages(images.shape(), images.classes(), pixels, images.labels());
    }

    private static LabelledImages gaussian(LabelledImages images, Standardisation statistics, RandomGenerator random) {
        int plane = images.shape().height() * images.shape().width();
        float[] pixels = new float[images.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / plane % images.shape().channels();
            pixels[i] = (float) (statistics.mean()[channel] + statistics.std()[channel] * random.nextGaussian());
        }
        return new LabelledImages(images.shape(), images.classes(), pixels, images.labels());
    }
}
