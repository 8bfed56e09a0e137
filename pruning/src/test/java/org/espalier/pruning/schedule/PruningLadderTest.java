package org.espalier.pruning.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruningLadderTest {

    private static PruningLadder lenet() {
        try (Network network = Network.create(Architectures.named("lenet-300-100"), Architecture.Options.PLAIN,
            new ImageShape(1, 28, 28), 10)) {
            return PruningLadder.of(network, 0.2);
        }
    }

    private static PruningLadder small() {
        return new PruningLadder(List.of(new PruningLadder.Layer("a", 640, 0.2), new PruningLadder.Layer("b", 100, 0.2),
            new PruningLadder.Layer("c", 30, 0.1)));
    }

    /** ceil(n a^r / b^r) in integers. */
    private static int exact(int n, int a, int b, int r) {
        BigInteger[] parts = BigInteger.valueOf(n).multiply(BigInteger.valueOf(a).pow(r))
            .divideAndRemainder(BigInteger.valueOf(b).pow(r));
        return parts[0].intValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    @Test
    void everyRungOfLenetIsExactToTheWeight() {
        PruningLadder ladder = lenet();
        for (int round = 0; round <= 25; round++) {
            assertEquals(Map.of("fc1.weight", exact(235_200, 4, 5, round), "fc2.weight", exact(30_000, 4, 5, round),
                "fc3.weight", exact(1000, 9, 10, round)), ladder.after(round).kept(), "round " + round);
        }
    }

    /** The labels of Frankle and Carbin 2019. */
    @ParameterizedTest
    @CsvSource({"1, 80.04", "3, 51.28", "7, 21.07", "9, 13.52", "11, 8.68", "12, 6.95", "15, 3.58", "18, 1.85",
        "20, 1.19"})
    void theDensitiesAreThoseOfThePaper(int round, String percent) {
        assertEquals(percent, String.format(Locale.ROOT, "%.2f", 100 * lenet().densityAfter(round)));
    }

    @Test
    void aRungsOwnDensityGivesTheRung() {
        PruningLadder ladder = lenet();
        for (int round = 0; round <= 25; round++) {
            assertEquals(ladder.after(round), ladder.to(ladder.densityAfter(round)), "round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.9, 0.5, 0.3333, 0.2107, 0.1, 0.05, 0.02})
    void aDensityIsMetToTheWeight(double density) {
        for (PruningLadder ladder : List.of(lenet(), small())) {
            PruningLadder.Point point = ladder.to(density);
            assertEquals(KeptCount.of(ladder.size(), density), point.total());
            point.kept().values().forEach(kept -> assertTrue(kept >= 1));
        }
    }

    @Test
    void aDensityThatLeavesALayerEmptyIsRefusedWithTheLayer() {
        PruningLadder ladder = new PruningLadder(List.of(new PruningLadder.Layer("a", 640, 0.2),
            new PruningLadder.Layer("b", 8, 0.2), new PruningLadder.Layer("c", 30, 0.1)));
        String message = assertThrows(InvalidInputException.class, () -> ladder.to(0.1)).getMessage();
        assertTrue(message.contains("'b'") && message.contains("empty") && message.contains("0.1"), message);
        assertEquals(KeptCount.of(678L, 0.3), ladder.to(0.3).total());
    }

    @Test
    void aGlobalLadderCountsAllWeightsTogetherAndNeedsOneALayer() {
        try (Network network = Network.create(Architectures.named("lenet-300-100"), Architecture.Options.PLAIN,
            new ImageShape(1, 28, 28), 10)) {
            PruningLadder ladder = PruningLadder.global(network, 0.2);
            for (int round = 0; round <= 30; round++) {
                assertEquals(exact(266_200, 4, 5, round), ladder.after(round).total());
            }
            assertEquals(266, ladder.to(0.001 - 1e-6).total());
            String message = assertThrows(InvalidInputException.class, () -> ladder.to(2 / 266_200.0)).getMessage();
            assertTrue(message.contains("3 layers"), message);
        }
    }

    @Test
    void densitiesAndRatesOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThrows(InvalidInputException.class, () -> small().to(bad));
        }
        assertThrows(InvalidInputException.class, () -> new PruningLadder.Layer("a", 10, 1));
        assertThrows(InvalidInputException.class, () -> new PruningLadder.Layer("a", 0, 0.5));
        assertThrows(InvalidInputException.class, () -> new PruningLadder(List.of(new PruningLadder.Layer("a", 10, 0))));
        String message = assertThrows(InvalidInputException.class, () -> new PruningLadder(List.of(
            new PruningLadder.Layer("a", 10, 0), new PruningLadder.Layer("b", 10, 0.2))).to(0.4)).getMessage();
        assertTrue(message.contains("not pruned"), message);
    }

    static Stream<PruningSchedule> schedules() {
        return Stream.of(new PruningSchedule.AtInitialisation(1), new PruningSchedule.AtInitialisation(100),
            new PruningSchedule.OneShot(), new PruningSchedule.Iterative(0), new PruningSchedule.Iterative(5),
            new PruningSchedule.Gradual(1), new PruningSchedule.Gradual(12));
    }

    /** The laws of every schedule: the same end, never more than before in any layer, and always steps after the last. */
    @ParameterizedTest
    @MethodSource("schedules")
    void everyScheduleDescendsToTheDensityAndLeavesStepsToRecover(PruningSchedule schedule) {
        for (double density : new double[] {0.7, 0.3, 0.1}) {
            PruningLadder ladder = small();
            List<Rung> rungs = schedule.rungs(ladder, density, 200);
            assertEquals(ladder.to(density).kept(), rungs.get(rungs.size() - 1).kept());
            long step = 0;
            Map<String, Integer> before = ladder.after(0).kept();
            for (Rung rung : rungs) {
                assertTrue(rung.step() >= step && rung.step() < 200);
                step = rung.step();
                for (String layer : before.keySet()) {
                    assertTrue(rung.kept().get(layer) <= before.get(layer), layer);
                }
                before = rung.kept();
            }
            assertTrue(schedule.rungs(ladder, 1, 200).isEmpty());
        }
    }

    @Test
    void theRungsOfAnIterativeLadderAreThePapersAndItsPartsAreEqual() {
        PruningLadder ladder = lenet();
        List<Rung> rungs = new PruningSchedule.Iterative(0).rungs(ladder, ladder.densityAfter(7), 800);
        assertEquals(7, rungs.size());
        for (int i = 0; i < 7; i++) {
            assertEquals(new Rung(100L * (i + 1), ladder.after(i + 1).kept()), rungs.get(i));
        }
    }

    /** d = 0.2 + 0.8 (1 - t)^3 on a layer of 1000: worked out by hand for t = 1/4, 1/2, 3/4, 1. */
    @Test
    void theGradualScheduleIsCubic() {
        PruningLadder ladder = new PruningLadder(List.of(new PruningLadder.Layer("a", 1000, 0.2)));
        List<Rung> rungs = new PruningSchedule.Gradual(4).rungs(ladder, 0.2, 400);
        assertEquals(List.of(538, 300, 213, 200), rungs.stream().map(r -> r.kept().get("a")).toList());
        assertEquals(List.of(100L, 166L, 233L, 300L), rungs.stream().map(Rung::step).toList());
    }

    @Test
    void tooFewStepsForTheRoundsAreRefused() {
        assertTrue(assertThrows(InvalidInputException.class, () -> new PruningSchedule.Iterative(5).rungs(small(), 0.3, 5))
            .getMessage().contains("too short for 5 rounds"));
        assertThrows(InvalidInputException.class, () -> new PruningSchedule.Gradual(8).rungs(small(), 0.3, 16));
        assertThrows(InvalidInputException.class, () -> new PruningSchedule.Gradual(0));
        assertThrows(InvalidInputException.class, () -> new PruningSchedule.AtInitialisation(0));
        assertThrows(InvalidInputException.class, () -> new PruningSchedule.Iterative(-1));
    }
}
