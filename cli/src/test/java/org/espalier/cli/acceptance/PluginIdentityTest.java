package org.espalier.cli.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plug-in is part of the identity of the trials that use it and of no others: real jars, compiled here, and runs in worker
 * processes.
 */
@Tag("slow")
class PluginIdentityTest {
    private static final String FAMILY = "org.espalier.nets.architecture.Architecture";
    private static final String CLASS = "com.example.Narrow";
    private static final long DAY = 86_400_000L;

    @TempDir
    private Path folder;

    private Path plugin(int units, int day) throws IOException {
        return PluginJar.build(folder.resolve("narrow.jar"), FAMILY, CLASS, """
            package com.example;

            import ai.djl.nn.Activation;
            import ai.djl.nn.Block;
            import ai.djl.nn.Blocks;
            import ai.djl.nn.SequentialBlock;
            import ai.djl.nn.core.Linear;
            import org.espalier.nets.architecture.Architecture;
            import org.espalier.nets.data.ImageShape;

            public final class Narrow implements Architecture {
                @Override
                public String name() {
                    return "narrow";
                }

                @Override
                public String description() {
                    return "One narrow layer.";
                }

                @Override
                public Block build(ImageShape input, int classes, Options options) {
                    return new SequentialBlock().add(Blocks.batchFlattenBlock())
                        .add(Linear.builder().setUnits(UNITS).optBias(false).build()).add(Activation.reluBlock())
                        .add(Linear.builder().setUnits(classes).optBias(false).build());
                }
            }
            """.replace("UNITS", Integer.toString(units)), day * DAY);
    }

    private String run(List<Path> plugins, Object... more) throws IOException, InterruptedException {
        Object[] words = Stream.concat(Stream.of("run", "edge-popup/density", "--preset", "smoke", "--seeds", "1", "--set",
            "architecture=narrow,lenet-300-100", "--set", "width=0.1", "--set", "epochs=1", "--set", "density=0.5", "--set",
            "method=edge-popup",
            "--jobs", "1",
            "--out", folder.resolve("runs")), Stream.of(more)).toArray();
        Espalier started = Espalier.with(plugins, folder, words);
        assertEquals(0, started.end(), started.text());
        return started.text();
    }

    private List<JsonNode> records() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(f -> f.endsWith("record.json")).map(f -> {
                try {
                    return new ObjectMapper().readTree(f.toFile());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }).toList();
        }
    }

    private static String id(JsonNode record) {
        return record.at("/trial/id").asText();
    }

    private static boolean isNarrow(JsonNode record) {
        return record.at("/trial/parameters/architecture").asText().equals("narrow");
    }

    @Test
    void aRebuiltPluginRunsAgainAndNothingElseDoes() throws IOException, InterruptedException {
        run(List.of(plugin(20, 100)));
        List<JsonNode> first = records();
        int all = first.size();
        int own = (int) first.stream().filter(PluginIdentityTest::isNarrow).count();
        assertTrue(own > 0 && own < all, own + " of " + all);
        for (JsonNode record : first) {
            assertEquals(isNarrow(record), record.at("/trial/code").has(CLASS), record.toString());
            JsonNode build = record.at("/provenance/build");
            assertEquals(isNarrow(record), build.has(CLASS));
            for (String module : List.of("study", "nets", "analysis", "edgepopup")) {
                assertTrue(build.get(module).asText().matches("[0-9a-f]{16}"), build.toString());
            }
            assertFalse(build.has("cli") || build.has("rnn-dynamics"), "what computed it, and no more: " + build);
        }

        // The same sources, packed another day: the same content.
        assertTrue(run(List.of(plugin(20, 200))).contains(": " + all + " already there."));

        // Other sources: the plug-in's trials are other trials now.
        String rebuilt = run(List.of(plugin(10, 200)));
        assertTrue(rebuilt.contains(own + " done, " + (all - own) + " already there."), rebuilt);
        TreeSet<String> hashes = new TreeSet<>();
        records().forEach(r -> hashes.add(r.at("/trial/code").path(CLASS).asText()));
        assertEquals(3, hashes.size(), "none, and one a build: " + hashes);

        // Built once more: which trials would run, and why.
        Espalier why = Espalier.with(List.of(plugin(12, 200)), folder, "status", folder.resolve("runs"), "--why",
            id(first.stream().filter(PluginIdentityTest::isNarrow).findFirst().orElseThrow()));
        assertEquals(0, why.end(), why.text());
        assertTrue(why.text().contains("has a record, but no plan of the code here has it")
            && why.text().contains("build of plug-in " + CLASS + ": "), why.text());
    }
}
