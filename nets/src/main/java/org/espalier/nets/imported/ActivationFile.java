package org.espalier.nets.imported;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.network.Network;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;

/** What each layer of a network gives on some images, for {@code compare representations}: {@code [images, units]} a layer. */
public final class ActivationFile {
    private static final int BATCH = 100;

    private ActivationFile() {}

    /**
     * Writes them: see {@link Network#activations}.
     *
     * @param images standardised as the network wants them
     * @param most   of the first so many images
     * @throws org.espalier.base.InvalidInputException if the file cannot be written
     */
    public static void write(Path file, Network network, LabelledImages images, int most) {
        int samples = Math.min(most, images.count());
        Map<String, float[]> all = new LinkedHashMap<>();
        for (int first = 0; first < samples; first += BATCH) {
            int count = Math.min(BATCH, samples - first);
            int from = first;
            network.activations(images, first, count).forEach((layer, rows) -> {
                int units = rows.length / count;
                System.arraycopy(rows, 0, all.computeIfAbsent(layer, l -> new float[Math.multiplyExact(samples, units)]),
                    from * units, rows.length);
            });
        }
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        all.forEach((layer, values) -> tensors.put(layer, SafeTensor.of(values, samples, values.length / samples)));
        Safetensors.write(file, tensors, Map.of());
    }
}
