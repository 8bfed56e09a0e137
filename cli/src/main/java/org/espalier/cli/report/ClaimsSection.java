package org.espalier.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Verdict;

/** The table of claims, and the tally of verdicts. */
final class ClaimsSection {
    /** Smaller ones are given as "less than". */
    private static final double LEAST_P = 0.001;

    private ClaimsSection() { }

    /** How many claims got each verdict. */
    static void tally(Html html, List<ClaimResult> claims) {
        html.open("ul", "class", "tally");
        for (Verdict verdict : Verdict.values()) {
            long n = claims.stream().filter(c -> c.verdict() == verdict).count();
            if (n > 0) {
                html.open("li");
                Page.chip(html, verdict, ": " + n);
                html.close("li");
            }
        }
        html.close("ul");
    }

    static void table(Html html, List<ClaimResult> claims) {
        html.open("table", "class", "claims").open("thead").open("tr");
        Arrays.asList("Verdict", "Claim", "Found", "Expected").forEach(h -> html.element("th", h, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (ClaimResult result : claims) {
            row(html, result);
        }
        html.close("tbody").close("table");
    }

    private static void row(Html html, ClaimResult result) {
        Claim claim = result.claim();
        html.open("tr", "id", "claim-" + claim.id()).open("td");
        Page.chip(html, result.verdict(), "");
        html.close("td").open("td", "class", "statement").element("p", claim.statement())
            .element("small", claim.paper().citation() + ", " + claim.where())
            .element("small", "Effect: " + claim.effect() + ".");
        if (!result.note().isEmpty()) {
            html.element("small", "Note: " + result.note());
        }
        html.close("td").open("td", "class", "numbers", "data-label", "Found");
        if (result.verdict() == Verdict.NOT_RUN) {
            html.text("–");
        } else {
            html.text(Numbers.interval(result.estimate(), result.ciLow(), result.ciHigh()))
                .element("small", detail(result));
        }
        html.close("td").open("td", "class", "numbers", "data-label", "Expected")
            .text("> " + Numbers.rounded(claim.threshold(), 4)).element("span", claim.why(), "class", "why")
            .close("td").close("tr");
    }

    private static String detail(ClaimResult result) {
        StringBuilder text = new StringBuilder(Page.count(result.n(), "seed"));
        if (!Double.isNaN(result.ciLow())) {
            text.append(String.format(Locale.ROOT, ", %.0f %% interval", 100 * (1 - 2 * result.claim().alpha())));
        }
        if (!Double.isNaN(result.p())) {
            text.append(", p\u00a0").append((result.p() < LEAST_P ? "" : "=\u00a0") + Numbers.p(result.p()));
        }
        return text.toString();
    }
}
