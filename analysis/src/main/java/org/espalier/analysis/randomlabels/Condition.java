package org.espalier.analysis.randomlabels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.study.Parameters;
import org.espalier.study.record.Records;

/**
 * What a network is trained on.
 *
 * @param randomLabels fraction of labels drawn anew
 * @param pixels       what becomes of the images
 */
record Condition(double randomLabels, PixelCorruption pixels) {
    static final Condition TRUE = new Condition(0, PixelCorruption.TRUE);
    static final Condition RANDOM_LABELS = new Condition(1, PixelCorruption.TRUE);

    static Condition of(Parameters p) {
        return new Condition(p.number(MethodTrial.RANDOM_LABELS), PixelCorruption.named(p.text(MethodTrial.PIXELS)));
    }

    /** The conditions of some records: true images first, then by the fraction of random labels. */
    static List<Condition> in(Records records) {
        return records.trials().stream().map(t -> of(t.trial().parameters())).distinct()
            .sorted(Comparator.comparing(Condition::pixels).thenComparing(Condition::randomLabels)).toList();
    }

    Records of(Records records) {
        return records.where(p -> of(p).equals(this));
    }

    /** "20 % random labels", "shuffled pixels". */
    String label() {
        List<String> words = new ArrayList<>();
        if (pixels != PixelCorruption.TRUE) {
            words.add(pixels == PixelCorruption.GAUSSIAN ? "Gaussian noise" : pixels.label() + " pixels");
        }
        if (randomLabels == 1) {
            words.add("random labels");
        } else if (randomLabels > 0) {
            words.add(String.format(Locale.ROOT, "%.0f %% random labels", 100 * randomLabels));
        }
        return words.isEmpty() ? "true labels" : String.join(", ", words);
    }
}
