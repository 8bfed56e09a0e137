package org.espalier.nets.engine.remedy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A way to have the engine compute rightly where it does not by itself, the one that changes least first.
 *
 * <p>Known to be needed (oneDNN 3.7.1 and MKL in libtorch 2.7.1): on AMD processors of family 26 convolutions are wrong, forward
 * and backward, where channels do not fill a vector register; on those and on family 25 a product's last digits depend on the
 * address of its result, so on its place in a batch.
 */
public enum Remedy {
    /** The engine as it is. */
    NONE("none", 0, false, Map.of()),
    /** MKL takes the same order of additions whatever the alignment of its arguments. */
    STRICT_PRODUCTS("strict-products", 1, false, Map.of("MKL_CBWR", "AUTO,STRICT")),
    /** Our convolutions pad channels with zeros to multiples of 16. */
    PADDED_CHANNELS("padded-channels", 2, true, Map.of()),
    /** Both. */
    PADDED_CHANNELS_STRICT_PRODUCTS("padded-channels+strict-products", 2, true, Map.of("MKL_CBWR", "AUTO,STRICT")),
    /** oneDNN uses no instructions newer than SSE4.1: right wherever tried, and slow. */
    SSE41_STRICT_PRODUCTS("sse41+strict-products", 2, false, Map.of("ONEDNN_MAX_CPU_ISA", "SSE41", "MKL_CBWR", "AUTO,STRICT"));

    private final String label;
    private final int stage;
    private final boolean padsChannels;
    private final Map<String, String> environment;

    Remedy(String label, int stage, boolean padsChannels, Map<String, String> environment) {
        this.label = label;
        this.stage = stage;
        this.padsChannels = padsChannels;
        this.environment = new TreeMap<>(environment);
    }

    /** Its name in records and files. */
    public String label() {
        return label;
    }

    /** Remedies of a later stage are tried only if none of an earlier one passes: they do more, and cost more. */
    int stage() {
        return stage;
    }

    /** Whether convolutions pad their channels. */
    public boolean padsChannels() {
        return padsChannels;
    }

    /** The variables it sets, before the natives load. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Whether the user's own variables leave it possible: what they set is not overruled. */
    boolean agreesWith(Map<String, String> users) {
        return environment.entrySet().stream().allMatch(e -> users.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
    }

    /** Its name and what it sets: {@code strict-products (MKL_CBWR=AUTO,STRICT)}. */
    public String describe() {
        return environment.isEmpty() ? label : environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" ", label + " (", ")"));
    }

    static Optional<Remedy> named(String label) {
        return Arrays.stream(values()).filter(r -> r.label.equals(label)).findFirst();
    }
}
