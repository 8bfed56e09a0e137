package org.espalier.study.spec;

import static org.espalier.study.spec.Threshold.exceeds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.SeedEffects;
import org.junit.jupiter.api.Test;

/** A study that is a value: what it plans, what it judges and what it draws. */
class StudySpecTest {
    private static final Paper PAPER = new Paper("arXiv:0000.00000", "On doubling", "Nobody", 2020);
    private static final PerPreset<List<Integer>> SIZES =
        new PerPreset<>(List.of(1), List.of(1, 2), List.of(1, 2, 4), List.of(1, 2, 4, 8));

    private static final Design DESIGN = new Design() {
        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("size", "How large.", 1, 8), Parameter.text("how", "Which way.", () -> List.of("a", "b")));
        }

        @Override
        public int seeds(Preset preset) {
            return 2;
        }

        @Override
        public List<Trial> trials(Of of, Preset preset, Overrides overrides) {
            return Grid.with(overrides).axis("size", SIZES.of(preset)).axis("how", "a", "b").points().stream()
                .map(p -> new Trial(of.study(), of.version(), p, List.of(1L, 2L), new TreeMap<>(), List.of())).toList();
        }
    };

    private static final TrialKind DOUBLING = new TrialKind() {
        @Override
        public TrialResult run(Trial trial, TrialContext context) {
            throw new IllegalStateException("not run here");
        }

        @Override
        public double estimateSeconds(Trial trial) {
            return trial.parameters().integer("size");
        }

        @Override
        public SortedMap<String, String> libraries() {
            return new TreeMap<>(Map.of("doubling", "1"));
        }
    };

    private static StudySpec.Builder spec() {
        return StudySpec.of("test/doubling", 3).asks("Does it double?").how("By trying.").after(PAPER).plans(DESIGN).runs(DOUBLING)
            .claim("a-above-b", "sec. 1", "a gives more than b.", "a minus b; every size", exceeds(1, "one"),
                Effect.every(Split.by("size"), r -> value(r, "a").minus(value(r, "b"))))
            .figure(MeanFigure.of("by-size", "By size", "What comes out.").mean("out", "output").against("size", "size").by("how")
                .rule(3, "three"))
            .says(r -> List.of(r.trials().size() + " trials."));
    }

    private static final class Doubling extends DeclaredStudy {
        Doubling(StudySpec spec) {
            super(spec);
        }
    }

    private static SeedEffects value(Records records, String how) {
        return SeedEffects.of(records.where("how", how).summary("out"));
    }

    /** Size and ten more with a; the second seed of size 2 has no number. */
    private static Records records(Study study) {
        List<TrialRecord> trials = new ArrayList<>();
        for (Trial trial : study.trials(Preset.QUICK, Overrides.NONE)) {
            Parameters p = trial.parameters();
            double value = p.integer("size") + (p.text("how").equals("a") ? 10 : 0);
            TreeMap<Long, SortedMap<String, Double>> rows = new TreeMap<>();
            rows.put(1L, new TreeMap<>(Map.of("out", value)));
            rows.put(2L, new TreeMap<>(Map.of("out", p.integer("size") == 2 ? Double.NaN : value + 1)));
            trials.add(new TrialRecord(trial, TrialResult.Status.DONE, "", rows,
                new Provenance("0", new TreeMap<>(), "", "", "", "", 0, 0)));
        }
        return new Records(study.id(), Preset.QUICK, trials, List.of());
    }

    @Test
    void theStudyIsWhatTheSpecSays() {
        Study study = new Doubling(spec().build());
        assertEquals("test/doubling", study.id());
        assertEquals(3, study.version());
        assertEquals(List.of(PAPER), study.papers());
        assertEquals(8, Plan.of(study, Preset.PAPER, Overrides.NONE).trials().size());
        assertEquals(4, study.estimateSeconds(study.trials(Preset.STANDARD, Overrides.NONE).get(5)));
        assertEquals(Map.of("doubling", "1"), study.libraries());
        assertEquals(List.of("a-above-b"), study.claims().stream().map(c -> c.id()).toList());
        assertEquals(StudySpec.ALPHA, study.claims().get(0).alpha());
        assertEquals(3, study.claims().get(0).leastSeeds());
    }

    @Test
    void aClaimIsJudgedOnItsOwnEffect() {
        Study few = new Doubling(spec().build());
        assertEquals(Verdict.INCONCLUSIVE, few.findings(records(few)).claims().get(0).verdict());
        Study one = new Doubling(spec().leastSeeds(1).claim("b-above-a", "sec. 1", "b gives more.", "b minus a", exceeds(0, "none"),
            Effect.one(r -> value(r.where("size", 1), "b").minus(value(r.where("size", 1), "a")))).build());
        assertEquals(Verdict.NOT_REPRODUCED, one.findings(records(one)).claims().get(1).verdict());
        Findings none = one.findings(new Records(one.id(), Preset.QUICK, List.of(), List.of()));
        none.claims().forEach(result -> assertEquals(Verdict.NOT_RUN, result.verdict()));
        assertTrue(none.figures().isEmpty());
    }

    @Test
    void aFigureHoldsMeansAndCountsWhatIsLeftOut() {
        Study study = new Doubling(spec().build());
        Figure figure = study.findings(records(study)).figures().get(0);
        assertEquals(List.of("how", "size", "n", "left_out", "mean", "low", "high"), figure.data().columns());
        assertEquals(List.of("a", 1L, 2L, 0L, 11.5), figure.data().rows().get(0).subList(0, 5));
        assertEquals(Arrays.asList("a", 2L, 1L, 1L, 12.0, null, null), figure.data().rows().get(1));
        assertEquals("how", figure.layers().get(1).colour());
        assertEquals(new Figure.Rule(3, "three"), figure.layers().get(0));
        assertTrue(figure.caption().endsWith("bands 95 % intervals."), figure.caption());
    }

    @Test
    void everyStudyShowsItsGrid() {
        Study study = new Doubling(spec().build());
        assertEquals("grid-points", study.findings(records(study)).tables().get(0).id());
    }

    @Test
    void seriesAndPanelsMayBeComputed() {
        Study study = new Doubling(spec().build());
        MeanFigure figure = MeanFigure.of("f", "F", "F.").series("a minus b", r -> value(r, "a").minus(value(r, "b")))
            .series("b", r -> value(r, "b")).measuring("output").against("size", "size").intervals()
            .panels("large", Split.by(p -> p.integer("size") > 1 ? "large" : "small"));
        Figure drawn = figure.of(records(study)).orElseThrow();
        assertEquals(List.of("large", "series", "size", "n", "left_out", "mean", "low", "high"), drawn.data().columns());
        assertEquals(List.of("small", "small", "large", "large"), drawn.data().column("large"));
        assertEquals(List.of("a minus b", "b", "a minus b", "b"), drawn.data().column("series"));
        assertEquals("large", drawn.facet());
        // A figure is a value: what was made of it left it as it was.
        assertEquals(1, figure.rule(0, "none").of(records(study)).orElseThrow().layers().size() - drawn.layers().size());
    }

    @Test
    void aCurveIsAMeanAStep() {
        Study study = new Doubling(spec().build());
        assertTrue(MeanFigure.of("f", "F", "F.").curve("loss", "loss").by("how").of(records(study)).isEmpty());
    }

    private static StudySpec.Builder bySize() {
        return spec().figures(Split.by("size").called("Size %s"), size -> List.of(
            MeanFigure.of("ways", "Ways, " + size.cell(), "F.").mean("out", "output").against("size", "size").by("how")
                .beside("half of b", r -> SeedEffects.of(halved(value(r, "b"))))))
            .says(Split.by("size"), size -> List.of("size " + size.cell() + ": " + size.records().trials().size()));
    }

    private static SortedMap<Long, Double> halved(SeedEffects effects) {
        TreeMap<Long, Double> half = new TreeMap<>(effects.bySeed());
        half.replaceAll((seed, value) -> value / 2);
        return half;
    }

    @Test
    void figuresAndSentencesMayBeOfEveryPart() {
        Study study = new Doubling(bySize().build());
        Findings both = study.findings(records(study));
        assertEquals(List.of("by-size", "ways-size-1", "ways-size-2"), both.figures().stream().map(Figure::id).toList());
        assertEquals("Ways, Size 2", both.figures().get(2).title());
        assertEquals(List.of("4 trials.", "size 1: 2", "size 2: 2"), both.summary());
        Findings one = study.findings(records(study).where("size", 1));
        assertEquals(List.of("by-size", "ways"), one.figures().stream().map(Figure::id).toList());
        assertEquals(List.of("a", "b", "half of b"), one.figures().get(1).data().column("how"));
        assertEquals(List.of(11.5, 1.5, 0.75), one.figures().get(1).data().column("mean"));
    }

    @Test
    void whatAllPartsAreComparedWithStandsBesideEach() {
        Records records = records(new Doubling(spec().build()));
        List<Split.Part> parts = Split.by("size").beside(p -> p.text("how").equals("b")).of(records);
        assertEquals(List.of(1L, 2L), parts.stream().map(Split.Part::cell).toList());
        parts.forEach(part -> {
            assertEquals(2, part.records().where("how", "b").trials().size());
            assertEquals(List.of(part.cell()), part.records().where("how", "a").values("size"));
        });
    }

    @Test
    void whatATrialLeftMayBeMeasuredAfterwards() throws Exception {
        Trial trial = DESIGN.trials(new Design.Of("test/doubling", 3), Preset.SMOKE, Overrides.NONE).get(0);
        for (TrialResult.Status status : List.of(TrialResult.Status.DONE, TrialResult.Status.DIVERGED)) {
            TrialKind kind = TrialKind.of((t, context) -> new TrialResult(status, "", new TreeMap<>(Map.of(1L, new TreeMap<>(Map.of("out",
                1.0))))), t -> 7, TreeMap::new);
            TrialKind adding = kind.adding((t, context) -> Map.of("more", 2.0));
            assertEquals(7, adding.estimateSeconds(trial));
            assertEquals(status == TrialResult.Status.DONE ? Summary.named(Map.of("out", 1.0, "more", 2.0))
                : Summary.named(Map.of("out", 1.0)),
                adding.run(trial, null).summary().get(1L));
        }
    }

    @Test
    void aStudyMayHaveTrialsOfTwoKinds() throws Exception {
        TrialKind other = TrialKind.of((t, context) -> new TrialResult(TrialResult.Status.DONE, "", Map.<Long, Map<String, Double>>of()),
            t -> 100,
            () -> new TreeMap<>(Map.of("halving", "2")));
        TrialKind both = DOUBLING.unless(p -> p.text("how").equals("b"), other);
        List<Trial> trials = DESIGN.trials(new Design.Of("test/doubling", 3), Preset.SMOKE, Overrides.NONE);
        assertEquals(List.of(1.0, 100.0), trials.stream().map(both::estimateSeconds).toList());
        assertEquals(TrialResult.Status.DONE, both.run(trials.get(1), null).status());
        assertThrows(IllegalStateException.class, () -> both.run(trials.get(0), null));
        assertEquals(Map.of("doubling", "1", "halving", "2"), both.libraries());
    }

    @Test
    void severalLoggedMetricsAreSeriesOfTheirOwn() {
        Study study = new Doubling(spec().build());
        Records some = records(study);
        Trial trial = some.trials().get(0).trial();
        List<Observation> logged = new ArrayList<>();
        for (long step = 1; step <= 2; step++) {
            logged.add(new Observation(trial.id(), 1, trial.parameters(), "loss", step, 10.0 / step));
            logged.add(new Observation(trial.id(), 2, trial.parameters(), "loss", step, 20.0 / step));
            logged.add(new Observation(trial.id(), 1, trial.parameters(), "error", step, 0.1 * step));
        }
        Records records = new Records(study.id(), Preset.QUICK, some.trials(), logged);
        Figure drawn = MeanFigure.of("f", "F", "F.").curveCalled("of training", "loss").curveCalled("of the test", "error")
            .measuring("number").by("how", Split.by("how")).of(records).orElseThrow();
        assertEquals(List.of("how", "step", "n", "left_out", "mean", "low", "high"), drawn.data().columns());
        assertEquals(List.of("a, of training", 1L, 2L, 0L, 15.0), drawn.data().rows().get(0).subList(0, 5));
        assertEquals(List.of("a, of the test", 2L, 1L, 0L, 0.2), drawn.data().rows().get(3).subList(0, 5));
    }

    @Test
    void seriesSideBySideHaveNoOtherAxis() {
        Study study = new Doubling(spec().build());
        Figure drawn = MeanFigure.of("f", "F", "F.").series("of one", r -> value(r.where("size", 1), "a"))
            .series("of none", r -> value(r.where("size", 9), "a")).measuring("output").sideBySide("way").of(records(study))
            .orElseThrow();
        assertEquals(List.of("series", "n", "left_out", "mean", "low", "high"), drawn.data().columns());
        assertEquals(List.of("of one"), drawn.data().column("series"));
        assertEquals("way", drawn.x().label());
        assertEquals("series", drawn.x().column());
    }

    @Test
    void aSpecWithoutItsPartsIsRefused() {
        assertThrows(IllegalStateException.class, () -> StudySpec.of("test/x", 1).asks("?").build());
    }
}
