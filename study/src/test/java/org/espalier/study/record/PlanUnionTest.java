package org.espalier.study.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.junit.jupiter.api.Test;

/** Populations and comparisons of several runs: no seed twice at a point. */
class PlanUnionTest {

    private static Trial population(String cell, int seeds) {
        return new Trial("test/x", 1, Parameters.of(Map.of("cell", cell)), LongStream.range(0, seeds).boxed().toList(),
            new TreeMap<>(), List.of());
    }

    private static Trial comparison(Trial... of) {
        return new Trial("test/x", 1, Parameters.of(Map.of("cell", "all")), of[0].seeds(), new TreeMap<>(),
            Stream.of(of).map(Trial::id).toList());
    }

    private static List<Trial> with(Trial... trials) {
        return List.of(trials);
    }

    @Test
    void aLargerPopulationStandsForASmallerOne() {
        Trial small = population("gru", 3);
        Trial large = population("gru", 5);
        for (List<Trial> order : List.of(with(small, large), with(large, small))) {
            PlanUnion union = new PlanUnion(order.subList(0, 1), t -> true);
            assertEquals(Optional.empty(), union.add(order.subList(1, 2)));
            assertEquals(List.of(large), union.trials());
        }
    }

    @Test
    void aRecordIsNotGivenUpForATrialWithout() {
        Trial small = population("gru", 3);
        Trial large = population("gru", 5);
        PlanUnion union = new PlanUnion(with(small), Set.of(small)::contains);
        assertEquals(Optional.empty(), union.add(with(large)));
        assertEquals(with(small), union.trials());
    }

    @Test
    void aComparisonOfMoreStandsForOneOfFewer() {
        Trial gru = population("gru", 3);
        Trial lstm = population("lstm", 3);
        Trial two = comparison(gru, lstm);
        Trial one = comparison(gru);
        PlanUnion union = new PlanUnion(with(gru, one), t -> true);
        assertEquals(Optional.empty(), union.add(with(gru, lstm, two)));
        assertEquals(Set.of(gru, lstm, two), Set.copyOf(union.trials()));
        // Of other seeds: the populations and their comparison are replaced together.
        Trial more = population("gru", 5);
        Trial moreLstm = population("lstm", 5);
        Trial moreOfBoth = comparison(more, moreLstm);
        assertEquals(Optional.empty(), union.add(with(more, moreLstm, moreOfBoth)));
        assertEquals(Set.of(more, moreLstm, moreOfBoth), Set.copyOf(union.trials()));
    }

    @Test
    void comparisonsOfDifferentNetworksAreNotJoined() {
        Trial gru = population("gru", 3);
        Trial lstm = population("lstm", 3);
        Trial rnn = population("rnn-tanh", 3);
        PlanUnion union = new PlanUnion(with(gru, lstm, comparison(gru, lstm)), t -> true);
        List<Trial> before = union.trials();
        Optional<String> why = union.add(with(gru, rnn, comparison(gru, rnn)));
        assertTrue(why.orElseThrow().contains("at one point with seed 0"), why.get());
        assertEquals(before, union.trials());
    }

    /** The seeds of a population that others still start from cannot be replaced under them. */
    @Test
    void whatOthersStartFromStays() {
        Trial small = population("gru", 3);
        Trial child = comparison(small);
        PlanUnion union = new PlanUnion(with(small, child), t -> true);
        Optional<String> why = union.add(with(population("gru", 5)));
        assertTrue(why.orElseThrow().contains("trial " + child.id() + " starts from"), why.get());
        assertEquals(with(small, child), union.trials());
    }
}
