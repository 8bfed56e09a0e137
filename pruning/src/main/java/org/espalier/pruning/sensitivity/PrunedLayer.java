package org.espalier.pruning.sensitivity;

import java.util.ArrayList;
import java.util.List;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.study.Metric;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * The records of one pruned layer.
 *
 * @param number counted from 1 at the images
 * @param name   of its weight
 */
record PrunedLayer(long number, String name, Records records) {
    /** The pruned layers of a network, from the images to the outputs. */
    static List<PrunedLayer> of(Records network) {
        List<PrunedLayer> layers = new ArrayList<>();
        for (Object number : PrunedOnce.pruned(network).values(SensitivityStudy.LAYER)) {
            Records records = PrunedOnce.pruned(network).where(SensitivityStudy.LAYER, number);
            layers.add(new PrunedLayer(((Number) number).longValue(), name(records, number), records));
        }
        return layers;
    }

    /** Whether these are all layers that the network has. */
    static boolean isEveryLayer(List<PrunedLayer> layers) {
        return layers.stream().flatMap(l -> l.records().trials().stream()).flatMap(t -> t.summary().values().stream())
            .allMatch(row -> row.metrics().stream().filter(PrunedLayer::isDensity).count() == layers.size());
    }

    /** A plan knows numbers alone; the layer's name is that of the one whose density the records have below 1. */
    private static String name(Records records, Object number) {
        return records.trials().stream().flatMap(t -> t.summary().values().stream())
            .flatMap(row -> row.values().entrySet().stream()).filter(e -> isDensity(e.getKey()) && e.getValue() < 1)
            .map(e -> e.getKey().label("tensor")).findFirst().orElse("layer " + number);
    }

    private static boolean isDensity(Metric metric) {
        return metric.name().equals("density") && metric.label("tensor") != null;
    }

    /** Of the suite's architectures: a shared weight that slides over the image. */
    boolean isConvolution() {
        return name.contains("conv");
    }

    /** For figures: "2 conv2.weight". */
    String label() {
        return number + " " + name;
    }

    SeedEffects accuracy(String metric, double density) {
        return SeedEffects.of(records.where(FineTuning.DENSITY, density).summary(metric));
    }
}
