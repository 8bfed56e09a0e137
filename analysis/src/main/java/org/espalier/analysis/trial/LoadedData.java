package org.espalier.analysis.trial;

import java.lang.ref.SoftReference;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;

/**
 * The data set that this process read last, kept while memory lasts: a worker runs many trials on the same images, and
 * reading and checking them takes as long as a short training. Nobody may change the arrays.
 */
final class LoadedData {
    private static String name;
    private static SoftReference<DataSet.TrainAndTest> images = new SoftReference<>(null);

    private LoadedData() {}

    static synchronized DataSet.TrainAndTest of(DataSet dataSet, DataLocator locator) {
        String wanted = dataSet.name() + " " + dataSet.checksum();
        DataSet.TrainAndTest found = wanted.equals(name) ? images.get() : null;
        if (found == null) {
            found = dataSet.load(locator);
            name = wanted;
            images = new SoftReference<>(found);
        }
        return found;
    }
}
