package org.espalier.rnndynamics.kept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.population.OutputLoss;

/**
 * A {@link PopulationDescription} as JSON:
 * <pre>{"format": 1, "kind": "recurrent", "cell": "gru", "units": 64, "inputs": 3, "outputs": 3,
 *  "task": "flip-flop", "settings": {"bits": 3, ...}, "loss": "squared-error", "study": "...", "trial": "...",
 *  "networks": [{"seed": 1, "metric": "final_val_loss", "noise": 0,
 *                "batches": [{"random": 17, "stream": "task/validation/0", "count": 128}]}]}</pre>
 * A leaky network has {@code "leak": {"form": "current", "alpha": 0.2}} besides.
 */
public final class PopulationJson {
    private static final int FORMAT = 1;
    private static final String KIND = "recurrent";
    private static final long LARGEST_FILE = 16L << 20;
    private static final int MOST_TRIALS = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PopulationJson() {}

    /** The description as JSON, indented, ending in a line break. */
    public static String write(PopulationDescription population) {
        NetworkShape shape = population.shape();
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("kind", KIND).put("cell", shape.cell().label());
        if (!shape.leak().equals(Leak.NONE)) {
            json.putObject("leak").put("form", label(shape.leak().form())).put("alpha", shape.leak().alpha());
        }
        json.put("units", shape.units()).put("inputs", shape.inputs()).put("outputs", shape.outputs());
        json.put("task", population.task());
        ObjectNode settings = json.putObject("settings");
        population.settings().forEach(settings::put);
        json.put("loss", label(population.loss())).put("study", population.study()).put("trial", population.trial());
        ArrayNode networks = json.putArray("networks");
        for (PopulationDescription.Network network : population.networks()) {
            ObjectNode one = networks.addObject().put("seed", network.seed()).put("metric", network.metric())
                .put("noise", network.noise());
            ArrayNode batches = one.putArray("batches");
            network.batches().forEach(b -> batches.addObject().put("random", b.random()).put("stream", b.stream())
                .put("count", b.count()));
        }
        return json.toPrettyString() + "\n";
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws InvalidInputException if the file cannot be read or is of another kind; the message names it */
    public static PopulationDescription read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InvalidInputException(file + " has more than " + LARGEST_FILE + " bytes, expected a description of networks");
            }
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json == null || json.path("format").asInt() != FORMAT || !json.path("kind").asText().equals(KIND)) {
                throw new InvalidInputException(file + " is not the description of recurrent networks in format " + FORMAT);
            }
            return description(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file + " is not the description of recurrent networks: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(file + " is not the description of recurrent networks: " + e.getMessage(), e);
        }
    }

    private static PopulationDescription description(JsonNode json) {
        SortedMap<String, Double> settings = new TreeMap<>();
        json.path("settings").properties().forEach(e -> settings.put(e.getKey(), e.getValue().asDouble()));
        List<PopulationDescription.Network> networks = new ArrayList<>();
        for (JsonNode one : required(json, "networks")) {
            List<PopulationDescription.Batch> batches = new ArrayList<>();
            for (JsonNode batch : required(one, "batches")) {
                int count = required(batch, "count").asInt();
                if (count < 1 || count > MOST_TRIALS) {
                    throw new IllegalArgumentException("count: expected 1 to " + MOST_TRIALS + ", found " + count);
                }
                batches.add(new PopulationDescription.Batch(required(batch, "random").asLong(),
                    required(batch, "stream").asText(), count));
            }
            networks.add(new PopulationDescription.Network(required(one, "seed").asLong(), required(one, "metric").asText(),
                required(one, "noise").asDouble(), batches));
        }
        Leak leak = json.has("leak") ? new Leak(constant(LeakyRateCell.Form.class, json.path("leak"), "form"),
            required(json.path("leak"), "alpha").asDouble()) : Leak.NONE;
        return new PopulationDescription(new NetworkShape(Cells.trainable(required(json, "cell").asText()), leak,
            required(json, "units").asInt(), required(json, "inputs").asInt(), required(json, "outputs").asInt()),
            required(json, "task").asText(), settings, constant(OutputLoss.class, json, "loss"),
            required(json, "study").asText(), required(json, "trial").asText(), networks);
    }

    private static <E extends Enum<E>> E constant(Class<E> of, JsonNode json, String key) {
        String text = required(json, key).asText();
        for (E value : of.getEnumConstants()) {
            if (label(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(key + ": unknown '" + text + "'");
    }

    private static JsonNode required(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + ": missing");
        }
        return value;
    }
}
