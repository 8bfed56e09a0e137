package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;

/** Three seeds of two cells; of the GRUs the third did not learn. */
class CellCurvesTest {
    private final Records records = records();

    private static Records records() {
        Records made = new MadeUpPopulations("test/study", 3, Map.of())
            .cell("gru", Map.of("learnt", s -> s < 3 ? 1 : 0, "height", s -> s))
            .cell("lstm", Map.of("learnt", s -> 1, "height", s -> s == 1 ? Double.NaN : 10 * s)).records();
        List<Observation> logged = new ArrayList<>();
        for (TrialRecord record : made.trials()) {
            for (long seed = 1; seed <= 3; seed++) {
                for (long step = 0; step < 4; step++) {
                    logged.add(new Observation(record.trial().id(), seed, record.trial().parameters(), "curve", step,
                        seed + 100 * step));
                    if (seed == 2) {
                        logged.add(new Observation(record.trial().id(), seed, record.trial().parameters(), "example/a/x", step,
                            step));
                        logged.add(new Observation(record.trial().id(), seed, record.trial().parameters(), "example/a/y", step,
                            step * step));
                    }
                }
            }
        }
        return new Records(made.study(), made.preset(), made.trials(), logged);
    }

    @Test
    void curvesAreMeansOverNetworksThatLearnt() {
        Table curve = CellCurves.curve("c", "C", records, "curve", "place", 2);
        assertEquals(List.of("place", "cell", "n", "left_out", "mean", "low", "high"), curve.columns());
        assertEquals(6, curve.rows().size());
        List<Object> gru = curve.rows().get(1);
        assertEquals(List.of(1L, "gru", 2L, 0L, 101.5), gru.subList(0, 5));
        // Student's t with one degree of freedom: 12.706 standard errors of 1/2.
        assertEquals(101.5 - 12.706 / 2, (Double) gru.get(5), 1e-3);
        assertEquals(List.of(2L, "lstm", 3L, 0L, 202.0), curve.rows().get(5).subList(0, 5));
    }

    @Test
    void numbersLeaveOutWhatIsNoNumber() {
        Table numbers = CellCurves.numbers("n", "N", records, List.of("height", "absent"), List.of("how high", "nothing"));
        assertEquals(List.of("gru", "how high", 2L, 0L, 1.5), numbers.rows().get(0).subList(0, 5));
        assertEquals(List.of("lstm", "how high", 2L, 1L, 25.0), numbers.rows().get(1).subList(0, 5));
        assertEquals(2, numbers.rows().size());
        assertEquals(Map.of(1L, 1.0, 2L, 2.0, 3L, Double.NaN), CellClaims.means(records, "height", "gru"));
        assertEquals(Map.of(1L, Double.NaN, 2L, 20.0, 3L, 30.0), CellClaims.means(records, "height", "lstm"));
    }

    @Test
    void examplesAreDrawnAsTheyWereLogged() {
        List<ExampleNetwork> examples = ExampleNetwork.of(records);
        assertEquals(List.of("gru", "lstm"), examples.stream().map(ExampleNetwork::cell).toList());
        assertTrue(examples.get(0).curve("nothing").isEmpty());
        Panels panels = new Panels();
        examples.get(0).addPoints(panels, "a/x", "a/y", "points");
        examples.get(0).addPath(panels, "a/x", "a/y", "path");
        examples.get(0).addCurve(panels, "a/y", "curve");
        panels.unitCircle("gru");
        Figure figure = panels.figure("f", "F", "Shown.", "x", "y", Map.of("path", Figure.Hue.RED), true);
        List<List<Object>> rows = figure.data().rows();
        assertEquals(3 * 4 + 91, rows.size());
        assertEquals(9.0, rows.get(3).get(2));
        assertNull(rows.get(3).get(3));
        assertEquals(9.0, rows.get(7).get(3));
        assertNull(rows.get(7).get(2));
        assertEquals(3.0, rows.get(11).get(1));
        assertEquals(1, Math.hypot((Double) rows.get(40).get(1), (Double) rows.get(40).get(3)), 1e-12);
    }
}
