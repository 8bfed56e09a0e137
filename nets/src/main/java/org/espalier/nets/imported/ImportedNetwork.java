package org.espalier.nets.imported;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;

/**
 * A network that was trained elsewhere.
 *
 * @param description what it computes, what its images go through first, and its data set
 * @param weights     its parameters, running statistics among them; what the mask does not keep is 0
 * @param mask        which weights it keeps: all of them where nothing was pruned
 * @param initial     its parameters before training (running statistics left out), where they are known
 */
public record ImportedNetwork(NetworkDescription description, InitialWeights weights, Mask mask,
                              Optional<InitialWeights> initial) {
    private static final int CHUNK = 1 << 14;
    private static final Set<String> STATISTICS = Set.of("runningMean", "runningVar");

    /** SHA-256 of description, weights, mask and initial weights, 64 hexadecimal digits. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(NetworkJson.write(description).getBytes(StandardCharsets.UTF_8));
            weights.values().forEach((name, values) -> add(digest, "weights " + name, values));
            for (MaskLayer layer : mask.layers()) {
                float[] kept = new float[layer.size()];
                java.util.Arrays.fill(kept, 1);
                layer.apply(kept);
                add(digest, "mask " + layer.name(), kept);
            }
            initial.ifPresent(i -> i.values().forEach((name, values) -> add(digest, "initial " + name, values)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String name, float[] values) {
        digest.update((name + " " + values.length + "\n").getBytes(StandardCharsets.UTF_8));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            digest.update(chunk.array(), 0, count * Float.BYTES);
        }
    }

    /** The names of the running statistics among the weights. */
    public Set<String> statistics() {
        return weights.values().keySet().stream()
            .filter(name -> STATISTICS.contains(name.substring(name.lastIndexOf('.') + 1))).collect(Collectors.toSet());
    }
}
