package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Metric;
import org.espalier.study.Parameters;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * {@code results.csv}: every number of a study, one row a trial, seed, metric and step.
 *
 * <p>Columns: {@code trial,seed}, every parameter that any trial has (sorted by name; empty where a trial does not have
 * it), {@code metric}, a column a label (empty where a metric does not have it; {@code label_NAME} where NAME is a
 * parameter), {@code step,value}. First come the observations in the order of the records; then, with an empty step,
 * the final metrics of a trial's summary that it did not also log as it trained.
 */
public final class ResultsTable {

    private static final List<String> BEFORE = List.of("trial", "seed");
    private static final List<String> AFTER = List.of("metric", "step", "value");

    private ResultsTable() {
    }

    /**
     * The table, with the id {@code results}.
     *
     * @throws InvalidInputException if a parameter has the name of one of the other columns
     */
    public static Table of(Records records) {
        SortedSet<String> parameters = new TreeSet<>();
        records.trials().forEach(t -> parameters.addAll(t.trial().parameters().values().keySet()));
        records.observations().forEach(o -> parameters.addAll(o.parameters().values().keySet()));
        for (String name : parameters) {
            if (BEFORE.contains(name) || AFTER.contains(name)) {
                throw new InvalidInputException("study " + records.study() + ": the parameter '" + name
                    + "' has the name of a column of results.csv; expected another name");
            }
        }
        Set<Metric> metrics = new LinkedHashSet<>();
        records.observations().forEach(o -> metrics.add(o.metric()));
        records.trials().forEach(t -> t.summary().values().forEach(row -> metrics.addAll(row.metrics())));
        List<String> taken = new ArrayList<>(BEFORE);
        taken.addAll(parameters);
        taken.addAll(AFTER);
        LabelColumns labels = new LabelColumns(metrics, taken);
        List<String> columns = new ArrayList<>(BEFORE);
        columns.addAll(parameters);
        columns.add("metric");
        columns.addAll(labels.names());
        columns.addAll(List.of("step", "value"));

        record Logged(String trial, long seed, Metric metric) {}
        Set<Logged> logged = new HashSet<>();
        List<List<Object>> rows = new ArrayList<>();
        for (Observation o : records.observations()) {
            logged.add(new Logged(o.trial(), o.seed(), o.metric()));
            rows.add(row(o.trial(), o.seed(), parameters, o.parameters(), labels, o.metric(), o.step(), o.value()));
        }
        for (TrialRecord record : records.trials()) {
            String trial = record.trial().id();
            record.summary().forEach((seed, row) -> row.forEach((metric, value) -> {
                if (!logged.contains(new Logged(trial, seed, metric))) {
                    rows.add(row(trial, seed, parameters, record.trial().parameters(), labels, metric, null, value));
                }
            }));
        }
        return new Table("results", "All results of " + records.study(), columns, rows);
    }

    private static List<Object> row(String trial, long seed, SortedSet<String> names, Parameters parameters,
                                    LabelColumns labels, Metric metric, Long step, Double value) {
        List<Object> row = new ArrayList<>();
        row.add(trial);
        row.add(seed);
        names.forEach(name -> row.add(parameters.values().get(name)));
        row.add(metric.name());
        row.addAll(labels.cells(metric));
        row.add(step);
        row.add(value);
        return row;
    }
}
