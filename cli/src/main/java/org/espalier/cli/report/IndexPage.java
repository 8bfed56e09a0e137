package org.espalier.cli.report;

import java.util.List;
import org.espalier.study.finding.Judgement;

/** The report's first page: every study with its question, its verdicts and where to read on. */
final class IndexPage {
    private IndexPage() {}

    static String of(List<StudyResult> results) {
        Html html = Page.open("Espalier report");
        List<Judgement> claims = results.stream().flatMap(r -> r.judgements().stream()).toList();
        html.open("header").element("p", "Espalier report", "class", "eyebrow")
            .element("h1", "What is inside neural networks: claims of the papers, and what was seen here").close("header");
        html.open("main").element("p", Page.count(results.size(), "study").replace("studys", "studies") + ", "
            + Page.count(claims.size(), "claim") + ".", "class", "quiet");
        ClaimsSection.tally(html, claims);
        for (StudyResult result : results) {
            study(html, result);
        }
        html.element("h2", "Files").open("p").element("a", "claims.json", "href", "claims.json")
            .text(" holds every claim with its numbers; ").element("code", "allure-results/")
            .text(" the same for Allure. Each study's folder holds its figures and tables as SVG and CSV.").close("p");
        html.close("main");
        return Page.close(html, results.stream().flatMap(r -> r.records().trials().stream())
            .map(t -> t.provenance().codeVersion()).distinct().sorted().findFirst().orElse(""));
    }

    private static void study(Html html, StudyResult result) {
        html.open("section", "class", "study").element("p", result.id() + ", preset " + result.trials().preset().label()
            + ", " + result.records().trials().size() + " of " + Page.count(result.status().total(), "trial"),
            "class", "eyebrow");
        html.open("h2").element("a", result.study().question(), "href", result.id() + "/index.html").close("h2");
        result.builds().notes().forEach(note -> html.element("p", Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".",
            "class", "notice"));
        html.open("ul", "class", "found");
        result.findings().summary().forEach(s -> html.element("li", s));
        html.close("ul");
        ClaimsSection.table(html, result.judgements());
        html.open("p").element("a", "Figures, tables and method", "href", result.id() + "/index.html").close("p")
            .close("section");
    }
}
