package org.example;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.nets.data.DataFile;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;

/** A data set that code makes: 6x6 images with one bright row, the label. */
public final class Stripes implements DataSet {
    private static final ImageShape SHAPE = new ImageShape(1, 6, 6);

    @Override
    public String name() {
        return "stripes";
    }

    @Override
    public String description() {
        return "Images with one bright row.";
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public int classes() {
        return SHAPE.height();
    }

    @Override
    public String checksum() {
        return DataFile.checksum(files());
    }

    @Override
    public List<DataFile> files() {
        return List.of();
    }

    @Override
    public TrainAndTest load(DataLocator locator) {
        return new TrainAndTest(images(600, 1), images(120, 2));
    }

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[count * SHAPE.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % SHAPE.height();
            for (int j = 0; j < SHAPE.size(); j++) {
                boolean bright = j / SHAPE.width() == labels[i];
                pixels[i * SHAPE.size() + j] = (float) random.nextDouble(bright ? 0.5 : 0, bright ? 1 : 0.6);
            }
        }
        return new LabelledImages(SHAPE, SHAPE.height(), pixels, labels);
    }
}
