package org.espalier.nets.train;

import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;

/**
 * Which images make the batch of a step: a new random order every epoch, every image once an epoch.
 *
 * <p>Epoch e is a Fisher-Yates shuffle from the stream {@code data-order/e}, so the batch of a step depends on the step
 * alone and a resumed training needs no state of a generator.
 */
final class DataOrder {
    private final RandomStreams random;
    private final int images;
    private final int batchSize;
    private final long batches;
    private final int[] order;
    private long epoch = -1;

    DataOrder(RandomStreams random, int images, int batchSize) {
        this.random = random;
        this.images = images;
        this.batchSize = Math.min(batchSize, images);
        this.batches = ((long) images + this.batchSize - 1) / this.batchSize;
        this.order = new int[images];
    }

    /** @param step 0 for the first step */
    int[] rows(long step) {
        if (step / batches != epoch) {
            shuffle(step / batches);
        }
        int first = (int) (step % batches) * batchSize;
        int[] rows = new int[Math.min(batchSize, images - first)];
        System.arraycopy(order, first, rows, 0, rows.length);
        return rows;
    }

    /** Batches of an epoch. */
    long batches() {
        return batches;
    }

    /** Images in the last batch of an epoch. */
    int lastBatch() {
        return images - (int) (batches - 1) * batchSize;
    }

    private void shuffle(long next) {
        RandomGenerator generator = random.stream("data-order/" + next);
        for (int i = 0; i < images; i++) {
            order[i] = i;
        }
        for (int i = images - 1; i > 0; i--) {
            int j = generator.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        epoch = next;
    }
}
