package org.espalier.nets.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.network.OwnState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnStateTest {
    private static final OwnState STATE = new OwnState(Map.of("weights/fc1", new float[] {-0f, Float.MIN_VALUE, 3}),
        Map.of("mask/fc1", new boolean[] {true, false, true}), Map.of("draws", new long[] {Long.MAX_VALUE}));

    /** Every kind, an empty array too, and nothing at all. */
    @Test
    void comesBackFromAFileWithTheSameBits(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        OwnState written = STATE.plus(OwnState.ofNumbers(Map.of("nothing", new float[0])));
        new Checkpoint(TrainingProgress.START, Map.of(), Map.of(), Map.of(), written, Map.of()).write(file);
        OwnState read = Checkpoint.read(file).own();
        assertEquals(Set.of("weights/fc1", "nothing"), read.numbers().keySet());
        float[] numbers = read.numbers("weights/fc1", 3);
        assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(numbers[0]));
        assertArrayEquals(STATE.numbers("weights/fc1", 3), numbers);
        assertArrayEquals(STATE.flags("mask/fc1", 3), read.flags("mask/fc1", 3));
        assertArrayEquals(STATE.counts("draws", 1), read.counts("draws", 1));
        new Checkpoint(TrainingProgress.START, Map.of(), Map.of(), Map.of()).write(file);
        assertTrue(Checkpoint.read(file).own().isEmpty());
    }

    @Test
    void aPrefixIsTakenOffAgain() {
        OwnState both = STATE.under("first").plus(STATE.under("first-too"));
        OwnState back = both.of("first");
        assertEquals(STATE.numbers().keySet(), back.numbers().keySet());
        assertEquals(STATE.flags().keySet(), back.flags().keySet());
        assertEquals(STATE.counts().keySet(), back.counts().keySet());
        assertTrue(both.of("second").isEmpty());
    }

    @Test
    void aCopyIsNotLive() {
        OwnState copy = STATE.copy();
        copy.numbers("weights/fc1", 3)[2] = 4;
        copy.flags("mask/fc1", 3)[1] = true;
        copy.counts("draws", 1)[0] = 1;
        assertEquals(3, STATE.numbers("weights/fc1", 3)[2]);
        assertEquals(false, STATE.flags("mask/fc1", 3)[1]);
        assertEquals(Long.MAX_VALUE, STATE.counts("draws", 1)[0]);
    }

    @Test
    void whatIsMissingOrOfAnotherSizeIsNamed() {
        assertEquals("the checkpoint has no flags named 'mask/fc2', expected 3",
            assertThrows(InvalidInputException.class, () -> STATE.flags("mask/fc2", 3)).getMessage());
        assertEquals("the checkpoint has 3 numbers named 'weights/fc1', expected 4",
            assertThrows(InvalidInputException.class, () -> STATE.numbers("weights/fc1", 4)).getMessage());
        assertThrows(InvalidInputException.class, () -> STATE.plus(OwnState.ofFlags(Map.of("draws", new boolean[1]))));
    }
}
