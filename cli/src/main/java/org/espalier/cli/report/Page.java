package org.espalier.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.espalier.study.finding.Judgement;

/** What every page of the report has in common: one file, no script, nothing from elsewhere. */
final class Page {
    private static final String STYLE = resource("report.css");

    private Page() {}

    /** A new page, opened up to its {@code body}. */
    static Html open(String title) {
        return new Html().trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head")
            .open("meta", "charset", "utf-8")
            .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
            .open("meta", "name", "color-scheme", "content", "light dark")
            .element("title", title)
            .open("style").trusted(STYLE).close("style").close("head").open("body");
    }

    static String close(Html html, String codeVersion) {
        html.open("footer").element("p", "Made by Espalier " + codeVersion + " from the records of the runs alone. "
            + "Numbers in square brackets are confidence intervals.").close("footer");
        return html.close("body").close("html").toString();
    }

    /** A verdict or an indication in words, with a sign, on a tint: colour is never alone. */
    static void chip(Html html, Judgement judgement, String after) {
        html.open("span", "class", "chip " + judgement.indication().map(i -> "indication " + i.label())
            .orElse(judgement.verdict().label())).element("b", sign(judgement), "aria-hidden", "true")
            .text(judgement.words() + after).close("span");
    }

    private static String sign(Judgement judgement) {
        if (judgement.indication().isPresent()) {
            return switch (judgement.indication().get()) {
                case FOR -> "+";
                case AGAINST -> "−";
                case UNCLEAR -> "?";
            };
        }
        return switch (judgement.verdict()) {
            case REPRODUCED -> "✓";
            case NOT_REPRODUCED -> "✗";
            case INCONCLUSIVE -> "?";
            case NOT_RUN -> "–";
        };
    }

    /** {@code test_accuracy} as a heading: "Test accuracy". */
    static String heading(String column) {
        String words = column.replace('_', ' ').strip();
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
