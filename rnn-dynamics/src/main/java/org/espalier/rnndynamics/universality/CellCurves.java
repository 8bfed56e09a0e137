package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Figure data: what networks that learnt logged place by place or as one number, means over the networks of each cell. */
public final class CellCurves {
    private CellCurves() {}

    /**
     * A logged curve. Columns: {@code x}, {@code cell}, {@code n} (networks), {@code mean}, {@code low}, {@code high} (the
     * 95 % Student-t interval over networks of all sizes and L2 strengths, null for one network).
     *
     * @param metric as it was logged
     * @param x      the column of its places
     * @param most   the last place shown
     */
    public static Table curve(String id, String title, Records trained, String metric, String x, long most) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object cell : trained.values(PopulationParameters.CELL)) {
            Records own = trained.where(PopulationParameters.CELL, cell);
            Set<String> learnt = learnt(own);
            SortedMap<Long, SortedMap<Long, Double>> places = new TreeMap<>();
            for (Observation o : own.observations()) {
                if (o.is(metric) && o.step() <= most && learnt.contains(o.trial() + " " + o.seed())) {
                    SortedMap<Long, Double> values = places.computeIfAbsent(o.step(), s -> new TreeMap<>());
                    values.put((long) values.size(), o.value());
                }
            }
            places.forEach((place, values) -> rows.add(MeanRows.row(List.of(place, cell), values)));
        }
        return new Table(id, title, MeanRows.columns(x, PopulationParameters.CELL), rows);
    }

    /**
     * Numbers of the record, cell by cell. Columns: {@code cell}, {@code measure}, {@code n}, {@code mean}, {@code low},
     * {@code high}.
     *
     * @param metrics their names in the record
     * @param names   the same in words
     */
    public static Table numbers(String id, String title, Records trained, List<String> metrics, List<String> names) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object cell : trained.values(PopulationParameters.CELL)) {
            for (int m = 0; m < metrics.size(); m++) {
                SortedMap<Long, Double> values = values(trained.where(PopulationParameters.CELL, cell), metrics.get(m));
                if (!values.isEmpty()) {
                    rows.add(MeanRows.row(List.of(cell, names.get(m)), values));
                }
            }
        }
        return new Table(id, title, MeanRows.columns(PopulationParameters.CELL, "measure"), rows);
    }

    /** A number of every network that learnt, numbered from 0. */
    public static SortedMap<Long, Double> values(Records trained, String metric) {
        SortedMap<Long, Double> values = new TreeMap<>();
        for (TrialRecord record : trained.trials()) {
            record.summary().values().forEach(row -> {
                if (row.getOrDefault("learnt", 0.0) == 1 && row.has(metric)) {
                    values.put((long) values.size(), row.get(metric));
                }
            });
        }
        return values;
    }

    private static Set<String> learnt(Records trained) {
        Set<String> learnt = new HashSet<>();
        for (TrialRecord record : trained.trials()) {
            record.summary().forEach((seed, row) -> {
                if (row.getOrDefault("learnt", 0.0) == 1) {
                    learnt.add(record.trial().id() + " " + seed);
                }
            });
        }
        return learnt;
    }
}
