package org.espalier.analysis.trial;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.engine.Engine;
import org.espalier.study.record.RecordDoubt;
import org.espalier.study.record.TrialRecord;

/**
 * Records of networks with convolutions that an engine made which nobody had checked: on some processors its convolutions are
 * wrong, and such a record does not tell on which it was made. Fully connected and recurrent networks were right everywhere.
 */
public final class UncheckedConvolutions implements RecordDoubt {
    private static final Map<String, Boolean> CONVOLUTIONAL = new ConcurrentHashMap<>();

    @Override
    public Optional<String> of(TrialRecord record) {
        return record.trial().parameters().values().get("architecture") instanceof String architecture
            && !record.provenance().libraries().containsKey(Engine.CHECK)
            && CONVOLUTIONAL.computeIfAbsent(architecture, UncheckedConvolutions::hasConvolutions)
                ? Optional.of("made by an engine that was not checked (its convolutions may be wrong)") : Optional.empty();
    }

    /**
     * Of an architecture that is not installed nothing is known, nor can it be run again. One that is there, or that a user
     * brought along, but does not tell (it cannot be built for the usual images, or its description is not at hand), may have
     * them.
     */
    private static boolean hasConvolutions(String architecture) {
        if (architecture.indexOf(':') < 0 && Architectures.all().stream().noneMatch(a -> a.name().equals(architecture))) {
            return false;
        }
        try {
            return Architectures.named(architecture).hasConvolutions();
        } catch (InvalidInputException e) {
            return true;
        }
    }
}
