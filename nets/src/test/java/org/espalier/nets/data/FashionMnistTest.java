package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FashionMnistTest {

    /** The real data: counts as published, and the mean and standard deviation everybody uses (0.2860, 0.3530). */
    @Test
    void realDataHaveThePublishedCountsAndStatistics() {
        DataLocator locator = DataLocator.standard();
        Optional<Location> location = locator.find(new FashionMnist()).filter(Location::complete);
        Assumptions.assumeTrue(location.isPresent(), "fashion-mnist is not on this machine: install Debian's package "
            + "dataset-fashion-mnist to run this test");
        DataSet.TrainAndTest images = new FashionMnist().load(locator);
        assertEquals(60_000, images.train().count());
        assertEquals(60_000, DataSets.named("fashion-mnist").trainingImages().getAsInt());
        assertEquals(10_000, images.test().count());
        int[] train = new int[10];
        int[] test = new int[10];
        Arrays.stream(images.train().labels()).forEach(l -> train[l]++);
        Arrays.stream(images.test().labels()).forEach(l -> test[l]++);
        assertTrue(Arrays.stream(train).allMatch(c -> c == 6_000), Arrays.toString(train));
        assertTrue(Arrays.stream(test).allMatch(c -> c == 1_000), Arrays.toString(test));
        Standardisation fitted = Standardisation.fit(images.train());
        assertEquals(0.2860, fitted.mean()[0], 5e-5);
        assertEquals(0.3530, fitted.std()[0], 5e-5);
    }
}
