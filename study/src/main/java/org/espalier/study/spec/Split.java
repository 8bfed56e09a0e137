package org.espalier.study.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.espalier.study.Parameters;
import org.espalier.study.record.Records;

/** How records fall into parts that a table or a claim tells apart. A part that has no trials is no part. */
@FunctionalInterface
public interface Split {

    /**
     * One part.
     *
     * @param cell    what it is called in a table
     * @param records its records
     */
    record Part(Object cell, Records records) {}

    /** The parts in their order. */
    List<Part> of(Records records);

    /** One part a value of a parameter, sorted as {@link Records#values}; trials without the parameter are in none. */
    static Split by(String parameter) {
        return records -> records.values(parameter).stream()
            .map(value -> new Part(value, records.where(parameter, value))).toList();
    }

    /** One part a value of a function of the parameters, in the order of the records; trials for which it is null are in none. */
    static Split by(Function<Parameters, Object> cell) {
        return records -> {
            Set<Object> cells = new LinkedHashSet<>();
            records.trials().forEach(t -> cells.add(cell.apply(t.trial().parameters())));
            cells.removeIf(Objects::isNull);
            return cells.stream().map(c -> new Part(c, records.where(p -> c.equals(cell.apply(p))))).toList();
        };
    }

    /** These parts of some of the records. */
    default Split of(UnaryOperator<Records> some) {
        return records -> of(some.apply(records));
    }

    /** The parts of every part: a part is called what {@code inner} calls it. */
    default Split then(Split inner) {
        return records -> {
            List<Part> parts = new ArrayList<>();
            of(records).forEach(part -> parts.addAll(inner.of(part.records())));
            return parts;
        };
    }

    /** These parts under other names, made of their records. */
    default Split called(Function<Records, Object> name) {
        return records -> of(records).stream().map(part -> new Part(name.apply(part.records()), part.records())).toList();
    }

    /** These parts under a name that {@link String#format} makes of what they are called: {@code "round %s"}. */
    default Split called(String format) {
        return records -> of(records).stream()
            .map(part -> new Part(String.format(Locale.ROOT, format, part.cell()), part.records())).toList();
    }

    /**
     * These parts of the other records, each together with all records that satisfy {@code shared}: what every part is compared
     * with.
     */
    default Split beside(Predicate<Parameters> shared) {
        return records -> of(records.where(shared.negate())).stream().map(part -> {
            Set<Parameters> own = part.records().trials().stream().map(t -> t.trial().parameters()).collect(Collectors.toSet());
            return new Part(part.cell(), records.where(p -> shared.test(p) || own.contains(p)));
        }).toList();
    }

    /** The records of each part. */
    default List<Records> parts(Records records) {
        return of(records).stream().map(Part::records).toList();
    }
}
