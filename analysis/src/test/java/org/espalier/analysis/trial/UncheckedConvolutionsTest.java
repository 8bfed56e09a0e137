package org.espalier.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class UncheckedConvolutionsTest {

    private static TrialRecord record(Map<String, Object> parameters, TrialResult.Status status, Map<String, String> libraries) {
        return new TrialRecord(new Trial("edge-popup/density", 1, Parameters.of(parameters), List.of(1L), new TreeMap<>(),
            List.of()), status, "", new TreeMap<>(), new Provenance("0.1.0", new TreeMap<>(libraries), "", "", "", "", 1, 1));
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

    @Test
    void whoHasConvolutionsIsSeenInTheNetwork() {
        for (Architecture architecture : Architectures.all()) {
            assertEquals(!List.of("lenet-300-100", "mlp").contains(architecture.name()), architecture.hasConvolutions(),
                architecture.name());
        }
    }
}
