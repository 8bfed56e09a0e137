package org.espalier.nets.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.nets.engine.selfcheck.AffectedCheck;
import org.espalier.nets.engine.selfcheck.VerboseEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Checks in processes of their own. */
class CheckProcessTest {

    /** Convolutions of 8 channels have a wrong gradient there unless they are padded: the whole way, in real processes. */
    @Test
    void onAnAffectedProcessorTheRemedyThatMendsItIsFound() {
        RemedySearch search = RemedySearch.among(List.of(Remedy.NONE, Remedy.STRICT_PRODUCTS,
            Remedy.PADDED_CHANNELS_STRICT_PRODUCTS), new CheckProcess(AffectedCheck.class.getName())::run);
        assertEquals(Optional.of(Remedy.PADDED_CHANNELS_STRICT_PRODUCTS), search.chosen(), search.reports()::toString);
        CheckReport without = search.reports().get(Remedy.NONE);
        assertTrue(without.failed().containsKey("convolution, gradient of the input"), without::summary);
        assertTrue(without.steps().isEmpty() && without.seconds() > 0);
    }

    @Test
    void aCheckThatCrashesOrSaysNothingHasFailed() {
        CheckReport crashed = new CheckProcess(Crash.class.getName()).run(Remedy.NONE);
        assertFalse(crashed.passed() || crashed.complete());
        assertTrue(crashed.summary().contains("exit code 3") && crashed.summary().contains("an illegal instruction"),
            crashed::summary);
        assertFalse(new CheckProcess("no.such.Class").run(Remedy.NONE).complete());
        assertFalse(new CheckProcess(Silence.class.getName()).run(Remedy.NONE).complete());
    }

    static final class Crash {
        private Crash() {}

        public static void main(String[] arguments) {
            System.err.println("an illegal instruction");
            Runtime.getRuntime().halt(3);
        }
    }

    static final class Silence {
        private Silence() {}

        public static void main(String[] arguments) {}
    }

    /** Variables set from Java reach oneDNN: told to be verbose, it says what it does and with which instructions. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void variablesSetInTheProcessReachTheNatives() throws Exception {
        String plain = VerboseEngine.output();
        assertFalse(plain.contains("onednn_verbose"), plain);
        assertTrue(VerboseEngine.output("ONEDNN_VERBOSE=1").contains("onednn_verbose"));
    }
}
