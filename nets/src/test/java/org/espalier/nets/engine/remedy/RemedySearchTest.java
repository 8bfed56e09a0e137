package org.espalier.nets.engine.remedy;

import static org.espalier.nets.engine.remedy.Remedy.NONE;
import static org.espalier.nets.engine.remedy.Remedy.PADDED_CHANNELS;
import static org.espalier.nets.engine.remedy.Remedy.PADDED_CHANNELS_STRICT_PRODUCTS;
import static org.espalier.nets.engine.remedy.Remedy.SSE41_STRICT_PRODUCTS;
import static org.espalier.nets.engine.remedy.Remedy.STRICT_PRODUCTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RemedySearchTest {
    static final List<Remedy> ALL = List.of(Remedy.values());

    static CheckReport passing(double seconds) {
        return new CheckReport(10, new TreeMap<>(), List.of(), 1, new TreeMap<>(Map.of("step", seconds)));
    }

    static CheckReport failing() {
        return new CheckReport(10, new TreeMap<>(Map.of("convolution, output", 3)),
            List.of(new CheckReport.Failure("convolution, output", "24 to 24 channels", 0.39)), 1, new TreeMap<>(Map.of("step", 0.1)));
    }

    private static RemedySearch search(Map<Remedy, CheckReport> passing) {
        return RemedySearch.among(ALL, r -> passing.getOrDefault(r, failing()));
    }

    @Test
    void aRightEngineIsLeftAsItIsAndNothingElseIsTried() {
        RemedySearch search = search(Map.of(NONE, passing(1), PADDED_CHANNELS, passing(0.1)));
        assertEquals(Optional.of(NONE), search.chosen());
        assertEquals(Set.of(NONE), search.reports().keySet());
    }

    @Test
    void whereProductsAloneAreWrongTheConvolutionsStayAsTheyAre() {
        RemedySearch search = search(Map.of(STRICT_PRODUCTS, passing(1), PADDED_CHANNELS_STRICT_PRODUCTS, passing(0.1)));
        assertEquals(Optional.of(STRICT_PRODUCTS), search.chosen());
        assertEquals(Set.of(NONE, STRICT_PRODUCTS), search.reports().keySet());
    }

    /** The fastest is measured: now padding, now fewer instructions. */
    @Test
    void whereConvolutionsAreWrongTheFastestRemedyIsTaken() {
        for (double padded : new double[] {1, 3}) {
            RemedySearch search = search(Map.of(PADDED_CHANNELS_STRICT_PRODUCTS, passing(padded), SSE41_STRICT_PRODUCTS,
                passing(2)));
            assertEquals(Optional.of(padded < 2 ? PADDED_CHANNELS_STRICT_PRODUCTS : SSE41_STRICT_PRODUCTS), search.chosen());
            assertEquals(ALL, List.copyOf(search.reports().keySet()));
        }
    }

    @Test
    void withoutAPassingRemedyThereIsNone() {
        RemedySearch search = search(Map.of());
        assertEquals(Optional.empty(), search.chosen());
        assertTrue(search.isFinal());
        // A check that was killed says nothing about the processor.
        RemedySearch broken = RemedySearch.among(ALL, r -> r == NONE ? CheckReport.broken("killed", 1) : failing());
        assertFalse(broken.isFinal());
        assertTrue(broken.reports().get(NONE).summary().contains("killed"));
    }

    /** Two kinds of steps: twice as fast at one and half as fast at the other is as fast. */
    @Test
    void thePaceCountsEachStepByItsRatio() {
        CheckReport a = new CheckReport(1, new TreeMap<>(), List.of(), 1, new TreeMap<>(Map.of("a", 1.0, "b", 0.01)));
        CheckReport b = new CheckReport(1, new TreeMap<>(), List.of(), 1, new TreeMap<>(Map.of("a", 0.5, "b", 0.02)));
        assertEquals(a.pace(), b.pace(), 1e-12);
        assertEquals(0.1, a.pace(), 1e-12);
    }

    @Test
    void aCheckThatComparedNothingHasNotPassed() {
        assertFalse(new CheckReport(0, new TreeMap<>(), List.of(), 1, new TreeMap<>()).passed());
    }

    @Test
    void theUsersOwnVariablesAreLeftAlone() {
        assertEquals(ALL, EngineSetup.candidates(Map.of()));
        assertEquals(List.of(NONE, PADDED_CHANNELS), EngineSetup.candidates(Map.of("MKL_CBWR", "COMPATIBLE")));
        assertEquals(List.of(NONE, STRICT_PRODUCTS, PADDED_CHANNELS, PADDED_CHANNELS_STRICT_PRODUCTS),
            EngineSetup.candidates(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")));
        assertEquals(List.of(SSE41_STRICT_PRODUCTS), EngineSetup.candidates(Map.of(EngineSetup.FORCED, "sse41+strict-products")));
    }
}
