package org.espalier.study.finding;

import java.util.List;

/**
 * What a study found: pure values, in the order in which the report shows them.
 *
 * @param summary what was found, in a few plain sentences made from the numbers
 * @param figures the figures
 * @param tables  the tables
 * @param claims  every claim of the study, judged
 */
public record Findings(List<String> summary, List<Figure> figures, List<Table> tables, List<ClaimResult> claims) {
    public Findings {
        summary = List.copyOf(summary);
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        claims = List.copyOf(claims);
    }
}
