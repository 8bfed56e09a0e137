package org.espalier.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,abc,0", "density,desnity,1", "flaw,lawn,2", "ca,abc,3"})
    void publishedDistances(String a, String b, int distance) {
        assertEquals(distance, Nearest.distance(a, b));
        assertEquals(distance, Nearest.distance(b, a));
    }

    @Test
    void nearestFirst() {
        assertEquals(List.of("rewind", "rewinds"), Nearest.to("rewnd", List.of("density", "rewinds", "rewind")));
        assertEquals(List.of("edge-popup/density"), Nearest.to("density", List.of("edge-popup/density", "other/x")));
        assertEquals(List.of(), Nearest.to("zzzz", List.of("density")));
    }

    @Test
    void sentences() {
        assertEquals("unknown study 'zzz'; expected one of a, b", Nearest.unknown("study", "zzz", List.of("b", "a")));
        assertEquals("unknown study 'zzz'; there are none", Nearest.unknown("study", "zzz", List.of()));
        List<String> many = IntStream.range(100, 130).mapToObj(i -> "word" + i).toList();
        assertEquals("unknown x 'q'; expected one of " + String.join(", ", many.subList(0, 12)) + " and 18 more",
            Nearest.unknown("x", "q", many));
    }
}
