package org.espalier.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.engine.Engine;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.RecordDoubts;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncheckedConvolutionsTest {

    private static TrialRecord record(Map<String, Object> parameters, TrialResult.Status status, Map<String, String> libraries) {
        return new TrialRecord(new Trial("edge-popup/density", 1, Parameters.of(parameters), List.of(1L), new TreeMap<>(),
            List.of()), status, "", Map.<Long, Map<String, Double>>of(), new Provenance("0.1.0", new TreeMap<>(libraries), "", "", "", "",
                1, 1));
    }

    @Test
    void oldRecordsOfConvolutionalNetworksAreDoubted() {
        Map<String, Object> conv = Map.of("architecture", "conv2", "width", 0.125);
        Map<String, String> old = Map.of("djl", "0.35.1");
        for (TrialResult.Status status : List.of(TrialResult.Status.DONE, TrialResult.Status.DIVERGED)) {
            assertTrue(RecordDoubts.of(record(conv, status, old)).orElseThrow().contains("not checked"));
        }
        assertTrue(RecordDoubts.of(record(conv, TrialResult.Status.DONE, Map.of(Engine.CHECK, "check 1 passed"))).isEmpty());
        assertTrue(RecordDoubts.keeps(record(Map.of("architecture", "lenet-300-100"), TrialResult.Status.DONE, old)));
        assertTrue(RecordDoubts.keeps(record(Map.of("cell", "gru"), TrialResult.Status.DONE, old)));
        assertTrue(RecordDoubts.keeps(record(Map.of("architecture", "of-a-plug-in-that-is-gone"), TrialResult.Status.DONE, old)));
    }

    /** Small images of one channel: the architecture cannot be built for any others. */
    @Test
    void networksThatUsersBringAreAskedForTheirLayers(@TempDir Path folder) throws IOException {
        String head = "{\"format\":1,\"architecture\":\"custom\",\"input\":[1,10,12],\"classes\":4,\"layers\":[";
        Path conv = Files.writeString(folder.resolve("conv.json"), head + "{\"type\":\"residual\",\"name\":\"r\",\"body\":[{"
            + "\"type\":\"conv\",\"name\":\"c\",\"filters\":1,\"kernel\":[3,3],\"stride\":[1,1],\"padding\":[1,1],\"bias\":false}],"
            + "\"shortcut\":[]},{\"type\":\"flatten\"},{\"type\":\"linear\",\"name\":\"f\",\"units\":4,\"bias\":true}]}");
        Path dense = Files.writeString(folder.resolve("dense.json"), head + "{\"type\":\"flatten\"},"
            + "{\"type\":\"linear\",\"name\":\"f\",\"units\":4,\"bias\":true}]}");
        Map<String, String> old = Map.of("djl", "0.35.1");
        assertFalse(RecordDoubts.keeps(record(Map.of("architecture", Architectures.given("file:" + conv)), TrialResult.Status.DONE,
            old)));
        assertTrue(RecordDoubts.keeps(record(Map.of("architecture", Architectures.given("file:" + dense)), TrialResult.Status.DONE,
            old)));
        // Whose description is not at hand may have them.
        assertFalse(RecordDoubts.keeps(record(Map.of("architecture", "imported:gone@0123456789abcdef"), TrialResult.Status.DONE,
            old)));
    }

    @Test
    void whoHasConvolutionsIsSeenInTheNetwork() {
        for (Architecture architecture : Architectures.all()) {
            assertEquals(!List.of("lenet-300-100", "mlp").contains(architecture.name()), architecture.hasConvolutions(),
                architecture.name());
        }
    }
}
