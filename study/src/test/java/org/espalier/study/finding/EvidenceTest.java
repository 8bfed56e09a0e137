package org.espalier.study.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.execute.ArithmeticStudy;
import org.espalier.study.record.RunStatus;
import org.junit.jupiter.api.Test;

/** A verdict only from the complete grid of standard or paper with five seeds; an indication, with its reasons, from all else. */
class EvidenceTest {
    private static final Study STUDY = new ArithmeticStudy();

    private static RunStatus complete(Plan plan) {
        return new RunStatus(plan.trials().size(), 0, 0, 0, 0, List.of(), new TreeMap<>());
    }

    private static List<String> reasons(Plan plan, RunStatus status) {
        return Evidence.of(STUDY, plan, status).reasons();
    }

    private static Plan plan(Preset preset, List<Trial> trials) {
        return new Plan(STUDY.id(), preset, Overrides.NONE, trials);
    }

    private static List<Trial> own(Preset preset) {
        return STUDY.trials(preset, Overrides.NONE);
    }

    @Test
    void theWholeGridOfStandardOrPaperCarriesVerdicts() {
        for (Preset preset : List.of(Preset.STANDARD, Preset.PAPER)) {
            Plan plan = plan(preset, own(preset));
            assertEquals(List.of(), reasons(plan, complete(plan)));
        }
    }

    @Test
    void smallerPresetsDoNot() {
        for (Preset preset : List.of(Preset.SMOKE, Preset.QUICK)) {
            Plan plan = plan(preset, own(preset));
            assertEquals(List.of("preset " + preset.label() + "; verdicts are of standard and paper"), reasons(plan, complete(plan)));
        }
    }

    @Test
    void neitherDoesAnotherGridOrAnUnfinishedOne() {
        List<Trial> own = own(Preset.STANDARD);
        Plan whole = plan(Preset.STANDARD, own);
        assertEquals(List.of("2 of " + own.size() + " trials have no result"),
            reasons(whole, new RunStatus(own.size() - 2, 0, 1, 1, 0, List.of(), new TreeMap<>())));
        assertEquals(List.of("3 of " + own.size() + " records are not to be relied on"),
            reasons(whole, new RunStatus(own.size() - 3, 0, 0, 0, 0, List.of(), new TreeMap<>(Map.of("made elsewhere", 3)))));
        Trial first = own.get(0);
        List<Trial> wider = new ArrayList<>(own);
        String name = first.parameters().values().firstKey();
        wider.add(new Trial(first.study(), first.version(), new Parameters(first.parameters().with("one_more", 1).values()), first.seeds(),
            first.data(), List.of()));
        Plan other = new Plan(STUDY.id(), Preset.STANDARD, new Overrides(new TreeMap<>(Map.of(name, List.of("x"))), OptionalInt.empty()),
            wider);
        assertEquals(List.of("not the preset's own grid (--set " + name + "=x)"), reasons(other, complete(other)));
        List<Trial> older = own.stream().filter(t -> t.startsFrom().isEmpty()).map(t -> new Trial(t.study(), t.version() + 1,
            t.parameters(), t.seeds(), t.data(), List.of())).toList();
        Plan old = plan(Preset.STANDARD, older);
        assertEquals(List.of("records of another version of the study"), reasons(old, complete(old)));
    }

    @Test
    void fourSeedsOfAClaimMakeNoVerdict() {
        Claim like = ClaimTest.claim(0);
        Claim claim = new Claim("like-it", like.paper(), like.where(), like.statement(), like.effect(), 0, like.why(), 0.05, 3);
        TreeMap<Long, Double> effects = new TreeMap<>(Map.of(1L, 0.1, 2L, 0.11, 3L, 0.12, 4L, 0.13));
        Evidence whole = new Evidence(List.of());
        Judgement four = whole.of(claim.judge(effects));
        assertEquals(Optional.of(Indication.FOR), four.indication());
        assertEquals("indication: for", four.words());
        assertEquals(List.of("4 of at least 5 seeds"), four.evidence().reasons());
        effects.put(5L, 0.1);
        assertEquals("reproduced", whole.of(claim.judge(effects)).words());
        effects.replaceAll((seed, value) -> -value);
        assertEquals("not reproduced", whole.of(claim.judge(effects)).words());
        assertEquals(Optional.of(Indication.AGAINST), new Evidence(List.of("preset quick")).of(claim.judge(effects)).indication());
        assertEquals("not run", whole.of(claim.judge(new TreeMap<>())).words());
    }
}
