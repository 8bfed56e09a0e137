package org.espalier.nets.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.NetworkDescription.Origin;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.Standardisation;

/**
 * A {@link NetworkDescription} as JSON, in both directions. {@code docs/networks.md} explains the format to those who write
 * such a file by hand:
 * <pre>{"format": 1, "architecture": "conv2",
 *  "options": {"width": 0.125, "bias": false, "affine_norm": false, "dropout": 0},
 *  "input": [1, 28, 28], "classes": 10,
 *  "layers": [{"type": "conv", "name": "conv1", "filters": 8, "kernel": [3, 3], "stride": [1, 1], "padding": [1, 1],
 *              "bias": false}, {"type": "relu"}, ...],
 *  "normalisation": {"mean": [0.286], "deviation": [0.353]},
 *  "dataset": "fashion-mnist", "dataset_checksum": "...", "seed": 3, "study": "...", "trial": "..."}</pre>
 *
 * <p>Needed are {@code input}, {@code classes} and {@code layers}. In a layer the stride is 1 (of a pooling, its size), the
 * padding 0, {@code bias} and {@code affine} true, {@code epsilon} 1e-5 and {@code momentum} 0.1 where they are left out.
 * A file from elsewhere is not trusted: its size, depth and numbers are bounded, unknown and repeated keys are refused.
 */
public final class NetworkJson {
    /** The format's number. */
    public static final int FORMAT = 1;
    private static final long LARGEST_FILE = 16L << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private NetworkJson() {}

    /** The description as JSON, indented, ending in a line break. */
    public static String write(NetworkDescription network) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT).put("architecture", network.architecture());
        json.putObject("options").put("width", network.options().width()).put("bias", network.options().bias())
            .put("affine_norm", network.options().affineNorm()).put("dropout", network.options().dropout());
        json.putArray("input").add(network.input().channels()).add(network.input().height()).add(network.input().width());
        json.put("classes", network.classes());
        LayerJson.write(network.layers(), json.putArray("layers"));
        network.normalisation().ifPresent(n -> {
            ObjectNode normalisation = json.putObject("normalisation");
            write(normalisation.putArray("mean"), n.mean());
            write(normalisation.putArray("deviation"), n.std());
        });
        Origin origin = network.origin();
        origin.dataset().ifPresent(v -> json.put("dataset", v));
        origin.checksum().ifPresent(v -> json.put("dataset_checksum", v));
        origin.seed().ifPresent(v -> json.put("seed", v));
        origin.study().ifPresent(v -> json.put("study", v));
        origin.trial().ifPresent(v -> json.put("trial", v));
        return json.toPrettyString() + "\n";
    }

    private static void write(ArrayNode array, double[] values) {
        for (double value : values) {
            array.add(value);
        }
    }

    /** @throws InvalidInputException if the file cannot be read or describes no network; the message names the file and the key */
    public static NetworkDescription read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InvalidInputException(file + " has " + size + " bytes, expected the description of a network of at most "
                    + LARGEST_FILE);
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": it is missing or no text in UTF-8 (" + e.getMessage() + ")", e);
        }
    }

    /** @param source what errors call the text */
    public static NetworkDescription parse(String text, String source) {
        try {
            return description(new JsonFields(JSON.readTree(text), ""));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(source + " is not the description of a network: " + e.getOriginalMessage()
                + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"), e);
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new InvalidInputException(source + " is not the description of a network: " + e.getMessage(), e);
        }
    }

    private static NetworkDescription description(JsonFields f) {
        if (f.has("format") && f.integer("format") != FORMAT) {
            throw new InvalidInputException("format: expected " + FORMAT + ", found " + f.integer("format"));
        }
        int[] input = f.integers("input", 3);
        List<LayerSpec> layers = LayerJson.read(f.array("layers"), "layers", 0);
        NetworkDescription network = new NetworkDescription(
            f.has("architecture") ? f.text("architecture") : NetworkDescription.CUSTOM, options(f),
            new ImageShape(input[0], input[1], input[2]), f.integer("classes"), layers, normalisation(f), origin(f));
        f.refuseOthers();
        return network;
    }

    private static Architecture.Options options(JsonFields f) {
        if (!f.has("options")) {
            return Architecture.Options.PLAIN;
        }
        JsonFields o = new JsonFields(f.get("options"), "options");
        Architecture.Options options = new Architecture.Options(o.number("width", 1), o.flag("bias", false),
            o.flag("affine_norm", false), o.number("dropout", 0));
        o.refuseOthers();
        return options;
    }

    private static Optional<Standardisation> normalisation(JsonFields f) {
        if (!f.has("normalisation")) {
            return Optional.empty();
        }
        JsonFields n = new JsonFields(f.get("normalisation"), "normalisation");
        Standardisation standardisation = new Standardisation(n.numbers("mean"), n.numbers("deviation"));
        n.refuseOthers();
        return Optional.of(standardisation);
    }

    private static Origin origin(JsonFields f) {
        return new Origin(text(f, "dataset"), text(f, "dataset_checksum"),
            f.has("seed") ? OptionalLong.of(f.whole("seed")) : OptionalLong.empty(), text(f, "study"), text(f, "trial"));
    }

    private static Optional<String> text(JsonFields f, String key) {
        return f.has(key) ? Optional.of(f.text(key)) : Optional.empty();
    }
}
