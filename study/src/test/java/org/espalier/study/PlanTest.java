package org.espalier.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Study STUDY = Studies.find("test/arithmetic");

    private static Trial trial(int number, Trial... startsFrom) {
        return new Trial("test/x", 1, Parameters.of(Map.of("number", number)), List.of(0L), new TreeMap<>(),
            java.util.Arrays.stream(startsFrom).map(Trial::id).toList());
    }

    private static Plan plan(Trial... trials) {
        return new Plan("test/x", Preset.SMOKE, Overrides.NONE, List.of(trials));
    }

    @Test
    void predecessorsComeFirstElseTheGivenOrderStays() {
        Trial a = trial(1);
        Trial b = trial(2, a);
        Trial c = trial(3);
        Trial d = trial(4, b, c);
        assertEquals(List.of(c, a, b, d), plan(d, c, b, a).trials());
        assertEquals(List.of(a, b, c, d), plan(a, b, c, d).trials());
    }

    @Test
    void wrongPlansAreRefused() {
        Trial a = trial(1);
        Trial b = trial(2, a);
        assertTrue(assertThrows(InvalidInputException.class, () -> plan(b)).getMessage()
            .endsWith("starts from trial " + a.id() + ", which is not in the plan"));
        assertTrue(assertThrows(InvalidInputException.class, () -> plan(a, trial(1))).getMessage().contains("twice"));
        assertThrows(InvalidInputException.class,
            () -> new Plan("test/y", Preset.SMOKE, Overrides.NONE, List.of(a)));
        Map<String, List<String>> circle = new LinkedHashMap<>();
        circle.put("start", List.of());
        circle.put("a", List.of("c", "start"));
        circle.put("b", List.of("a"));
        circle.put("c", List.of("b"));
        assertEquals("trials start from each other in a circle: a, b, c",
            assertThrows(InvalidInputException.class, () -> TrialOrder.predecessorsFirst(circle)).getMessage());
    }

    @Test
    void overridesReplaceAnAxis() {
        Overrides overrides = Overrides.parse(STUDY.parameters(), List.of("steps=5,6,7"), OptionalInt.of(3));
        Plan plan = Plan.of(STUDY, Preset.QUICK, overrides);
        assertEquals(List.of(5L, 6L, 7L),
            plan.trials().stream().map(t -> t.parameters().integer("steps")).distinct().sorted().toList());
        assertEquals(List.of(0L, 1L, 2L), plan.trials().get(0).seeds());
        assertEquals("espalier run test/arithmetic --preset quick --seeds 3 --set steps=5,6,7", plan.commandLine());
    }

    @Test
    void anOverrideThatNoTrialTakesUpIsRefused() {
        Overrides overrides = new Overrides(new TreeMap<>(Map.of("colour", List.of("red"))), OptionalInt.empty());
        assertEquals("--set colour=red has no effect: no trial of test/arithmetic, preset quick, takes that value",
            assertThrows(InvalidInputException.class, () -> Plan.of(STUDY, Preset.QUICK, overrides)).getMessage());
    }

    @Test
    void commandLinesAreQuotedForAShell() {
        Overrides overrides = new Overrides(new TreeMap<>(Map.of("label", List.of("it's"))), OptionalInt.empty());
        assertEquals("espalier run test/x --preset smoke --set 'label=it'\\''s'",
            new Plan("test/x", Preset.SMOKE, overrides, List.of(trial(1))).commandLine());
    }

    @Test
    void gridsAreCrossProductsWithoutRepeats() {
        Overrides overrides = new Overrides(new TreeMap<>(Map.of("b", List.of(9L), "z", List.of(1L))),
            OptionalInt.empty());
        Grid grid = Grid.with(overrides).axis("a", "x", "y", "x").axis("b", 1, 2).axis("c", true);
        assertEquals(List.of(Parameters.of(Map.of("a", "x", "b", 9, "c", true)),
            Parameters.of(Map.of("a", "y", "b", 9, "c", true))), grid.points());
        assertEquals(List.of(9L), grid.values("b"));
        assertEquals(6, Grid.with(Overrides.NONE).axis("a", 1, 2, 3).axis("b", 1, 2).points().size());
        assertEquals(List.of(Parameters.of(Map.of())), Grid.with(Overrides.NONE).points());
        assertThrows(IllegalArgumentException.class, () -> grid.axis("a", 1));
        assertThrows(IllegalArgumentException.class, () -> grid.axis("d"));
        assertThrows(IllegalArgumentException.class, () -> grid.values("q"));
    }

    @Test
    void studiesAreFoundByName() {
        assertEquals("test/arithmetic", STUDY.id());
        assertEquals("unknown study 'test/arithmetics'; did you mean test/arithmetic?",
            assertThrows(InvalidInputException.class, () -> Studies.find("test/arithmetics")).getMessage());
    }

    @Test
    void idsThatCouldLeaveTheFolderAreRefused() {
        for (String id : new String[] {"", "a", "a/b/c", "../b", "a/..", "/a", "a/", "A/b", "a/b\n", "a//b", "a\\b/c",
            "report/x", "a/-b", "a--b/c", null, "a/" + "b".repeat(200)}) {
            assertThrows(InvalidInputException.class, () -> Studies.requireId(id), id);
        }
        assertEquals("edge-popup/density-2", Studies.requireId("edge-popup/density-2"));
    }
}
