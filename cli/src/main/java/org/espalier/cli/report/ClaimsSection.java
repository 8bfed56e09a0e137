package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Evidence;
import org.espalier.study.finding.Judgement;
import org.espalier.study.finding.Verdict;

/** The table of claims, and the tally of verdicts. */
final class ClaimsSection {
    /** Smaller ones are given as "less than". */
    private static final double LEAST_P = 0.001;

    private ClaimsSection() {}

    /** How many claims got each verdict or indication. */
    static void tally(Html html, List<Judgement> claims) {
        Map<String, List<Judgement>> said = new LinkedHashMap<>();
        claims.stream().sorted(Comparator.comparing((Judgement j) -> j.indication().isPresent())
            .thenComparing(j -> j.result().verdict())).forEach(j -> said.computeIfAbsent(j.words(), w -> new ArrayList<>()).add(j));
        html.open("ul", "class", "tally");
        said.values().forEach(same -> {
            html.open("li");
            Page.chip(html, same.get(0), (same.get(0).indication().isPresent() ? ", " : ": ") + same.size());
            html.close("li");
        });
        html.close("ul");
        Set<String> reasons = new LinkedHashSet<>();
        claims.stream().filter(j -> j.indication().isPresent()).forEach(j -> reasons.addAll(j.evidence().reasons()));
        if (!reasons.isEmpty()) {
            html.element("p", "An indication is no verdict: that takes the preset standard or paper as it is, complete, with at least "
                + Evidence.LEAST_SEEDS + " seeds. Here: " + String.join("; ", reasons) + ".", "class", "quiet");
        }
    }

    static void table(Html html, List<Judgement> claims) {
        html.open("table", "class", "claims").open("thead").open("tr");
        Arrays.asList("Says", "Claim", "Found", "Expected").forEach(h -> html.element("th", h, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (Judgement judgement : claims) {
            row(html, judgement);
        }
        html.close("tbody").close("table");
    }

    private static void row(Html html, Judgement judgement) {
        ClaimResult result = judgement.result();
        Claim claim = result.claim();
        html.open("tr", "id", "claim-" + claim.id()).open("td");
        Page.chip(html, judgement, "");
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
