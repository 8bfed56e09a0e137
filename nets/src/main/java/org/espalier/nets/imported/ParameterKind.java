package org.espalier.nets.imported;

import java.util.Map;
import java.util.Optional;

/** What an array of a layer is, whatever a framework calls it. */
enum ParameterKind {
    /** Of a linear or convolutional layer, or the scale of a normalisation. */
    WEIGHT,
    /** Of a linear or convolutional layer, or the shift of a normalisation. */
    BIAS,
    /** Running mean of a normalisation. */
    MEAN,
    /** Running variance of a normalisation. */
    VARIANCE;

    private static final Map<String, ParameterKind> WORDS = Map.ofEntries(Map.entry("weight", WEIGHT),
        Map.entry("kernel", WEIGHT), Map.entry("gamma", WEIGHT), Map.entry("scale", WEIGHT), Map.entry("bias", BIAS),
        Map.entry("beta", BIAS), Map.entry("running_mean", MEAN), Map.entry("runningMean", MEAN),
        Map.entry("moving_mean", MEAN), Map.entry("mean", MEAN), Map.entry("running_var", VARIANCE),
        Map.entry("runningVar", VARIANCE), Map.entry("moving_variance", VARIANCE), Map.entry("moving_var", VARIANCE),
        Map.entry("var", VARIANCE));

    /** A parameter's place: its layer, empty for a network of one layer without a name, and what it is of it. */
    record Place(String layer, ParameterKind kind) {}

    /**
     * Takes a parameter's name apart: PyTorch's ({@code conv1.weight}, {@code bn1.running_mean}), Keras' ({@code conv1/kernel:0}),
     * Flax' ({@code params.Conv_0.kernel}) and our own ({@code bn1.gamma}).
     *
     * @return empty if its last part is no known word
     */
    static Optional<Place> parse(String name) {
        String plain = name.replaceAll(":\\d+$", "").replace('/', '.');
        int dot = plain.lastIndexOf('.');
        ParameterKind kind = WORDS.get(plain.substring(dot + 1));
        return kind == null ? Optional.empty() : Optional.of(new Place(dot < 0 ? "" : plain.substring(0, dot), kind));
    }
}
