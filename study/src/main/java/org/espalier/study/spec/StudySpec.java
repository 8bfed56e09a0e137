package org.espalier.study.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/**
 * A study as a value, read from top to bottom: what is asked, after which papers and how; what is planned and what a trial does;
 * what is claimed and on which effect it is judged; what is shown and said.
 *
 * <pre>{@code
 * StudySpec.of("edge-popup/init", 1)
 *     .asks("Which distribution of random weights hides the best subnetworks?")
 *     .how("Edge-popup on weights drawn as ...")
 *     .after(Papers.RAMANUJAN)
 *     .plans(GRID).runs(MethodTrial.KIND)
 *     .claim("signed-constant-best", "sec. 4, fig. 7", "No distribution of the weights hides better subnetworks than ...",
 *         "test accuracy with signed constant weights minus ...", exceeds(-0.005, "a margin of half a point"),
 *         Effect.every(Networks.SPLIT, n -> best(n, SIGNED).minus(best(n, NORMAL))))
 *     .figure(MeanFigure.of("accuracy-by-distribution", "What edge-popup finds ...", "Test accuracy ...")
 *         .mean("test_accuracy").against("density", "density (fraction of weights kept)").by("init").panels("network", ...))
 *     .says(InitStudy::ranking)
 * }</pre>
 *
 * Claims take their error rate and the least number of seeds from {@link #ALPHA} and {@link Builder#leastSeeds}; the paper of a
 * claim is the first of the study unless {@link Builder#of} names another. Every study shows the table of its grid.
 *
 * @param of        id and version
 * @param question  as {@link org.espalier.study.Study#question}
 * @param method    as {@link org.espalier.study.Study#method}
 * @param papers    as {@link org.espalier.study.Study#papers}
 * @param design    what is planned
 * @param kind      what a trial does
 * @param claims    every claim with its effect
 * @param claimsOfRecords claims that are made of the records, such as those on a measure that a user named; judged after the others
 * @param figures   what is drawn of records, in order
 * @param tables    tables before that of the grid
 * @param sentences what is said of records, in order
 */
public record StudySpec(Design.Of of, String question, String method, List<Paper> papers, Design design, TrialKind kind,
                        List<JudgedClaim> claims, List<Function<Records, List<JudgedClaim>>> claimsOfRecords,
                        List<Function<Records, List<Figure>>> figures,
                        List<Function<Records, List<Table>>> tables, List<Function<Records, List<String>>> sentences) {

    /** The error rate of each one-sided test. */
    public static final double ALPHA = 0.05;

    public StudySpec {
        papers = List.copyOf(papers);
        claims = List.copyOf(claims);
        claimsOfRecords = List.copyOf(claimsOfRecords);
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        sentences = List.copyOf(sentences);
    }

    /** Begins the study of an id, in a version. */
    public static Builder of(String id, int version) {
        return new Builder(new Design.Of(id, version));
    }

    /** What the records say: pure. */
    Findings findings(Records records) {
        List<String> said = new ArrayList<>();
        List<Figure> drawn = new ArrayList<>();
        List<Table> shown = new ArrayList<>();
        sentences.forEach(s -> said.addAll(s.apply(records)));
        figures.forEach(f -> drawn.addAll(f.apply(records)));
        tables.forEach(t -> shown.addAll(t.apply(records)));
        shown.add(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records));
        List<JudgedClaim> all = new ArrayList<>(claims);
        claimsOfRecords.forEach(c -> all.addAll(c.apply(records)));
        return new Findings(said, drawn, shown, all.stream().map(c -> c.judge(records)).toList());
    }

    /** Collects the parts of a study; used once, where the study is written down. */
    public static final class Builder {
        private final Design.Of of;
        private String question;
        private String method;
        private List<Paper> papers = List.of();
        private Paper paper;
        private int leastSeeds = 3;
        private Design design;
        private TrialKind kind;
        private final List<JudgedClaim> claims = new ArrayList<>();
        private final List<Function<Records, List<JudgedClaim>>> claimsOfRecords = new ArrayList<>();
        private final List<Function<Records, List<Figure>>> figures = new ArrayList<>();
        private final List<Function<Records, List<Table>>> tables = new ArrayList<>();
        private final List<Function<Records, List<String>>> sentences = new ArrayList<>();

        private Builder(Design.Of of) {
            this.of = of;
        }

        /** The question. */
        public Builder asks(String text) {
            question = text;
            return this;
        }

        /** How it is asked, and the deviations from the papers. */
        public Builder how(String text) {
            method = text;
            return this;
        }

        /** The papers; the claims that follow are of the first. */
        public Builder after(Paper first, Paper... others) {
            List<Paper> all = new ArrayList<>(List.of(first));
            all.addAll(List.of(others));
            papers = all;
            return of(first);
        }

        /** What is planned. */
        public Builder plans(Design what) {
            design = what;
            return this;
        }

        /** What a trial does. */
        public Builder runs(TrialKind what) {
            kind = what;
            return this;
        }

        /** The claims that follow are of this paper. */
        public Builder of(Paper claimed) {
            paper = claimed;
            return this;
        }

        /** With fewer seeds the claims that follow are inconclusive; 3 unless said otherwise. */
        public Builder leastSeeds(int seeds) {
            leastSeeds = seeds;
            return this;
        }

        /**
         * A claim.
         *
         * @param id        unique within the study
         * @param where     the place in the paper
         * @param statement the claim in one sentence of ours
         * @param measured  what the effect is, in words, with its unit
         * @param threshold what it has to exceed
         * @param effect    the effect in the records
         */
        public Builder claim(String id, String where, String statement, String measured, Threshold threshold, Effect effect) {
            return claim(new JudgedClaim(new Claim(id, paper, where, statement, measured, threshold.value(), threshold.why(),
                ALPHA, leastSeeds), effect));
        }

        /** A claim that several studies share. */
        public Builder claim(JudgedClaim claim) {
            claims.add(claim);
            return this;
        }

        /** Claims that several studies share. */
        public Builder claims(List<JudgedClaim> shared) {
            claims.addAll(shared);
            return this;
        }

        /** Claims that are made of the records, and so are none of the study's own: on a measure that a user named. */
        public Builder claimsOf(Function<Records, List<JudgedClaim>> made) {
            claimsOfRecords.add(made);
            return this;
        }

        /** A figure, drawn where the records have something for it. */
        public Builder figure(MeanFigure figure) {
            return figures(records -> figure.of(records).stream().toList());
        }

        /** Figures whose number or names depend on the records. */
        public Builder figures(Function<Records, List<Figure>> drawn) {
            figures.add(drawn);
            return this;
        }

        /** Figures of every part of the records. Where there are several, the ids end in what a part is called. */
        public Builder figures(Split parts, Function<Split.Part, List<MeanFigure>> drawn) {
            return figures(records -> {
                List<Split.Part> all = parts.of(records);
                List<Figure> made = new ArrayList<>();
                for (Split.Part part : all) {
                    String ending = all.size() == 1 ? ""
                        : "-" + part.cell().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
                    drawn.apply(part).forEach(figure -> figure.endingIn(ending).of(part.records()).ifPresent(made::add));
                }
                return made;
            });
        }

        /** Tables beside that of the grid. */
        public Builder tables(Function<Records, List<Table>> shown) {
            tables.add(shown);
            return this;
        }

        /** Sentences made from the numbers. */
        public Builder says(Function<Records, List<String>> said) {
            sentences.add(said);
            return this;
        }

        /** Sentences on every part of the records. */
        public Builder says(Split parts, Function<Split.Part, List<String>> said) {
            return says(records -> parts.of(records).stream().flatMap(part -> said.apply(part).stream()).toList());
        }

        /** @throws IllegalStateException if a part that every study has is missing */
        public StudySpec build() {
            if (question == null || method == null || papers.isEmpty() || design == null || kind == null) {
                throw new IllegalStateException("study " + of.study() + ": expected asks, how, after, plans and runs");
            }
            return new StudySpec(of, question, method, papers, design, kind, claims, claimsOfRecords, figures, tables, sentences);
        }
    }
}
