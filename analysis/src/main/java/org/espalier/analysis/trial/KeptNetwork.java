package org.espalier.analysis.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.NetworkDescription;
import org.espalier.nets.architecture.NetworkJson;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/**
 * What every trial that trains a network for images leaves of it in its folder, diverged or not: the one place where this is
 * decided.
 *
 * <pre>
 *   initial.safetensors  the weights before any training, float32
 *   ticket.safetensors   what the last training started from, where weights were put back before it
 *   weights.safetensors  the weights found as the network computes with them (0 where not kept), and running statistics
 *   mask.safetensors     which weights are kept, U8
 *   scores.safetensors   what was learnt in place of weights, where scores were
 *   network.json         the layers, the standardisation, data set, seed ({@link NetworkJson})
 * </pre>
 *
 * Initial weights and weights found hold the description in their metadata too, under {@value #METADATA}; where the
 * architecture has a block that cannot be described they say so under {@value #UNDESCRIBED}, and there is no
 * {@code network.json}. Size: 4 bytes a weight and file, 1 byte a weight in the mask. Whoever asks for no networks gets
 * what other trials start from alone.
 */
public final class KeptNetwork {
    /** The weights before any training. */
    public static final String INITIAL = "initial.safetensors";
    /** What the last training started from, where it is another. */
    public static final String TICKET = "ticket.safetensors";
    /** The weights found and running statistics. */
    public static final String WEIGHTS = "weights.safetensors";
    /** Which weights are kept. */
    public static final String MASK = "mask.safetensors";
    /** What was learnt in place of weights. */
    public static final String SCORES = "scores.safetensors";
    /** How the network computes. */
    public static final String DESCRIPTION = "network.json";
    /** Key of the description in a file's metadata. */
    public static final String METADATA = "espalier.network";
    /** Key, in a file's metadata, of why there is no description. */
    public static final String UNDESCRIBED = "espalier.undescribed";

    private KeptNetwork() {}

    /**
     * Writes the files.
     *
     * @param network      loaded with what was found
     * @param found        mask, initial weights, ticket and scores; running statistics may be among the weights, and are
     *                     fresh where they are not
     * @param startedFrom  whether other trials read the weights found
     */
    public static void write(Trial trial, TrialContext context, TrialProblem.Posed posed, Network network, Subnetwork found,
                             boolean startedFrom) {
        Path folder = context.folder();
        MaskFile.write(folder.resolve(MASK), found.mask(), Map.of());
        if (!context.keepsEverything()) {
            if (startedFrom) {
                WeightFile.write(folder.resolve(WEIGHTS), network);
            }
            return;
        }
        Map<String, String> metadata = describe(trial, folder, posed, network);
        WeightFile.write(folder.resolve(INITIAL), network, withStatistics(found.initial().values(), network), metadata);
        found.ticket().ifPresent(ticket -> WeightFile.write(folder.resolve(TICKET), network, withStatistics(ticket.values(), network),
            metadata));
        WeightFile.write(folder.resolve(WEIGHTS), network, WeightFile.values(network), metadata);
        if (!found.scores().isEmpty()) {
            WeightFile.write(folder.resolve(SCORES), network, found.scores(), Map.of());
        }
    }

    private static Map<String, float[]> withStatistics(Map<String, float[]> weights, Network network) {
        Map<String, float[]> all = new LinkedHashMap<>(weights);
        network.freshNormState().forEach(all::putIfAbsent);
        return all;
    }

    private static Map<String, String> describe(Trial trial, Path folder, TrialProblem.Posed posed, Network network) {
        String json;
        try {
            json = NetworkJson.write(description(trial, posed, network));
        } catch (InvalidInputException e) {
            return Map.of(UNDESCRIBED, e.getMessage());
        }
        Path file = folder.resolve(DESCRIPTION);
        Path draft = folder.resolve(DESCRIPTION + ".part");
        try {
            Files.write(draft, json.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return Map.of(METADATA, json);
    }

    private static NetworkDescription description(Trial trial, TrialProblem.Posed posed, Network network) {
        Problem problem = posed.problem();
        String data = trial.parameters().text("dataset");
        return new NetworkDescription(problem.architecture().name(), problem.options(), network.input(), network.classes(),
            network.layers(), Optional.of(posed.standardisation()), new NetworkDescription.Origin(Optional.of(data),
                Optional.ofNullable(trial.data().get(data)), OptionalLong.of(trial.seed()), Optional.of(trial.study()),
                Optional.of(trial.id())));
    }
}
