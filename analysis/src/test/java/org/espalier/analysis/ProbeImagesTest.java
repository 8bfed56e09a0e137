package org.espalier.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.junit.jupiter.api.Test;

class ProbeImagesTest {

    private static LabelledImages images(int[] labels, int classes) {
        float[] pixels = new float[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
        }
        return new LabelledImages(new ImageShape(1, 1, 1), classes, pixels, labels);
    }

    @Test
    void imagesInOrderOfClassAreShuffledAndOthersNot() {
        for (int classes : new int[] {2, 10, 100}) {
            int[] random = new Random(1).ints(2000, 0, classes).toArray();
            LabelledImages plain = images(random, classes);
            assertSame(plain, ProbeImages.of(plain));
            LabelledImages sorted = images(Arrays.stream(random).sorted().toArray(), classes);
            LabelledImages probes = ProbeImages.of(sorted);
            long present = Arrays.stream(probes.labels(), 0, 500).distinct().count();
            assertEquals(classes, present, classes == 100 ? 5 : 0, "of the first 500");
            for (int i = 0; i < 2000; i++) {
                assertEquals(sorted.labels()[(int) probes.pixels()[i]], probes.labels()[i]);
            }
            assertArrayEquals(IntStream.range(0, 2000).asDoubleStream().toArray(),
                IntStream.range(0, 2000).mapToDouble(i -> probes.pixels()[i]).sorted().toArray());
        }
        LabelledImages one = images(new int[50], 3);
        assertSame(one, ProbeImages.of(one));
    }
}
