package org.espalier.nets.engine.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A choice, kept in the user's cache: {@code engine/ID.json}. Written beside and renamed, so it is never half there; whatever
 * cannot be read as the choice for exactly this key counts as absent.
 */
final class ChoiceFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;
    private static final long MOST_BYTES = 1L << 20;

    private final Path folder;
    private final EngineKey key;

    private ChoiceFile(Path folder, EngineKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** The file for a key in a folder, which need not exist. */
    static ChoiceFile in(Path folder, EngineKey key) {
        return new ChoiceFile(folder, key);
    }

    Path path() {
        return folder.resolve(key.id() + ".json");
    }

    /** The choice, if it is there and whole. */
    Optional<EngineChoice> read() {
        try {
            if (!Files.isRegularFile(path()) || Files.size(path()) > MOST_BYTES) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(path().toFile());
            if (json == null || json.path("format").asInt() != FORMAT || !json.path("key").asText().equals(key.toString())) {
                return Optional.empty();
            }
            Map<Remedy, CheckReport> reports = new LinkedHashMap<>();
            for (JsonNode tried : json.path("tried")) {
                Optional<Remedy> remedy = Remedy.named(tried.path("remedy").asText());
                if (remedy.isEmpty()) {
                    return Optional.empty();
                }
                reports.put(remedy.get(), JSON.treeToValue(tried.path("report"), CheckReport.class));
            }
            RemedySearch search = RemedySearch.of(reports);
            String chosen = search.chosen().map(Remedy::label).orElse("");
            return reports.isEmpty() || !chosen.equals(json.path("remedy").asText("?")) ? Optional.empty()
                : Optional.of(new EngineChoice(key, search, json.path("checked").asText()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Keeps a choice; where nothing can be written, the next process checks again. */
    void write(EngineChoice choice) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("key", key.toString())
            .put("remedy", choice.remedy().map(Remedy::label).orElse("")).put("checked", choice.checked());
        ArrayNode tried = json.putArray("tried");
        choice.reports().forEach((remedy, report) -> tried.addObject().put("remedy", remedy.label())
            .set("report", JSON.valueToTree(report)));
        try {
            Path beside = Files.createTempFile(folder, key.id(), ".tmp");
            try {
                Files.write(beside, JSON.writeValueAsBytes(json));
                Files.move(beside, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            // It only costs another check.
        }
    }

    /**
     * Does something while no other process does it for the same key; where no lock can be had, does it all the same.
     */
    <T> T alone(Supplier<T> action) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(folder.resolve(key.id() + ".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = channel.lock()) {
                return action.get();
            }
        } catch (IOException e) {
            return action.get();
        }
    }

    static CheckReport readReport(Path file) throws IOException {
        return JSON.readValue(file.toFile(), CheckReport.class);
    }
}
