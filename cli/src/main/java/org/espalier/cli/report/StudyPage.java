package org.espalier.cli.report;

import java.util.List;
import org.espalier.study.Paper;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;
import org.espalier.study.record.TrialRecord;

/** The page of one study. */
final class StudyPage {
    private static final int FAILURES_SHOWN = 50;

    private final StudyResult result;
    private final Palette palette;
    private final Html html;

    private StudyPage(StudyResult result, Palette palette) {
        this.result = result;
        this.palette = palette;
        this.html = Page.open(result.id() + ": " + result.study().question());
    }

    static String of(StudyResult result, Palette palette) {
        return new StudyPage(result, palette).write();
    }

    private String write() {
        head();
        html.open("main");
        found();
        claims();
        figures();
        tables();
        method();
        reproduce();
        html.element("h2", "Where the numbers come from");
        ProvenanceSection.provenance(html, result);
        html.close("main");
        return Page.close(html, result.records().trials().stream().map(t -> t.provenance().codeVersion()).distinct()
            .sorted().findFirst().orElse(""));
    }

    private void head() {
        html.open("header").open("nav").element("a", "Espalier report", "href",
            "../".repeat(result.id().split("/").length) + "index.html").text(" / " + result.id()).close("nav")
            .element("h1", result.study().question());
        html.element("p", "Preset " + result.trials().preset().label() + ", "
            + Page.count(result.status().total(), "trial") + (result.runs().joined().size() == 1 ? ""
                : " of " + result.runs().joined().size() + " runs") + ". " + papers(), "class", "quiet").close("header");
    }

    private String papers() {
        List<String> papers = result.study().papers().stream().map(Paper::citation).toList();
        return papers.isEmpty() ? "" : "After " + String.join("; ", papers) + ".";
    }

    private void found() {
        if (!result.status().isComplete()) {
            html.element("p", "Not finished: " + result.records().trials().size() + " of " + result.status().total()
                + " trials have a result" + (result.status().failed() > 0 ? ", " + result.status().failed() + " failed" : "")
                + ". What follows is made from those that have.", "class", "notice");
        }
        result.status().warnings().forEach(w -> html.element("p", w + ". What follows is made from these, too.", "class", "notice"));
        builds();
        html.element("h2", "What was found");
        if (result.findings().summary().isEmpty()) {
            html.element("p", "Nothing yet: too few trials have a result.");
        } else {
            html.open("ul", "class", "found");
            result.findings().summary().forEach(s -> html.element("li", s));
            html.close("ul");
        }
        if (!result.status().failures().isEmpty()) {
            html.open("details").element("summary", Page.count(result.status().failures().size(), "trial") + " failed");
            html.open("ul");
            for (TrialRecord failure : result.status().failures().stream().limit(FAILURES_SHOWN).toList()) {
                html.element("li", failure.trial().id() + ": " + failure.reason());
            }
            html.close("ul").close("details");
        }
        if (result.status().diverged() > 0) {
            html.element("p", Page.count(result.status().diverged(), "trial")
                + " diverged; they count as results without finite values.", "class", "quiet");
        }
    }

    /** Records that another build of the code made, and several builds mixed. */
    private void builds() {
        result.builds().notes().forEach(note -> html.element("p", Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".",
            "class", "notice"));
        if (!result.builds().stale().isEmpty()) {
            html.open("details").element("summary", Page.count(result.builds().stale().size(), "record") + " of another build");
            html.open("ul");
            result.builds().stale().entrySet().stream().limit(FAILURES_SHOWN)
                .forEach(e -> html.element("li", e.getKey() + ": " + e.getValue()));
            html.close("ul").close("details");
        }
    }

    private void claims() {
        if (result.findings().claims().isEmpty()) {
            return;
        }
        html.element("h2", "What the papers say, and what was seen here");
        ClaimsSection.tally(html, result.judgements());
        html.element("p", "Each claim is a test that was fixed before the data were seen: it is reproduced when the whole "
            + "interval of the mean effect over seeds lies above the expected value, not reproduced when it lies below, and "
            + "inconclusive otherwise.", "class", "quiet small");
        ClaimsSection.table(html, result.judgements());
    }

    private void figures() {
        if (result.findings().figures().isEmpty()) {
            return;
        }
        html.element("h2", "Figures");
        int number = 0;
        for (Figure figure : result.findings().figures()) {
            number++;
            html.open("figure", "id", "figure-" + figure.id()).element("h3", number + ". " + figure.title())
                .open("div", "class", "wide")
                .trusted(FigureDrawing.inline(figure, palette, FigureSize.PAGE, "w" + number)).close("div")
                .open("div", "class", "narrow")
                .trusted(FigureDrawing.inline(figure, palette, FigureSize.PHONE, "n" + number)).close("div")
                .open("figcaption").text(figure.caption() + " ")
                .element("a", "Figure (SVG)", "href", figure.id() + ".svg").text(", ")
                .element("a", "numbers (CSV)", "href", figure.id() + ".csv").text(".").close("figcaption")
                .close("figure");
        }
    }

    private void tables() {
        html.element("h2", "Tables");
        for (Table table : result.findings().tables()) {
            html.element("h3", table.title());
            TableView.write(html, table);
            html.open("p", "class", "small").element("a", table.id() + ".csv", "href", table.id() + ".csv").close("p");
        }
        html.open("p").text("Every number of every trial is in ").element("a", "results.csv", "href", "results.csv")
            .text(": one row a trial, seed, metric and step.").close("p");
    }

    private void method() {
        html.element("h2", "How it was done").element("p", result.study().method());
        html.open("ul");
        for (Paper paper : result.study().papers()) {
            html.element("li", paper.citation() + ", " + paper.title() + ", " + paper.id());
        }
        html.close("ul").element("h3", "Settings");
        ProvenanceSection.settings(html, result);
    }

    private void reproduce() {
        html.element("h2", "Do it again").element("p", "At the root of the project; the same trials on the same kind of "
            + "machine give the same numbers.");
        html.open("pre").element("code", String.join("\n", result.runs().joined().stream()
            .map(run -> "./" + run.command()).toList()) + "\n./espalier report").close("pre");
        if (!result.runs().leftOut().isEmpty()) {
            html.element("p", "The run directory also holds runs that are results of their own, not shown here:",
                "class", "quiet small").open("ul", "class", "small");
            result.runs().leftOut().forEach(o -> html.open("li").element("code", "./" + o.run().command())
                .text(": " + o.reason()).close("li"));
            html.close("ul");
        }
    }
}
