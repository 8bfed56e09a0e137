package org.espalier.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.base.InvalidInputException;
import org.espalier.study.finding.Evidence;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

@Tag("slow")
class ReportWriterTest {
    private static final String HOSTILE = "\"><script>alert('x')</script><img src=//evil.example/a.png>&amp;\u0000\u202e";

    @TempDir
    private Path folder;

    private Path write(String hostile) {
        return ReportWriter.write(List.of(ExampleResults.of(ExampleFindings.findings(hostile), "grass" + hostile)),
            folder.resolve("report"));
    }

    @Test
    void writesEveryFileOfTheContract() throws IOException {
        assertEquals(folder.resolve("report/index.html"), write(""));
        Path study = folder.resolve("report/example/stones");
        for (String file : List.of("index.html", "results.csv", "one-panel.svg", "one-panel.csv", "bars.svg", "bars.csv",
            "loss.svg", "loss.csv")) {
            assertTrue(Files.size(study.resolve(file)) > 0, file);
        }
        assertEquals("trial,seed,outcome,seconds,surface,metric,step,value",
            Files.readAllLines(study.resolve("results.csv")).get(0));
        JsonNode claims = new ObjectMapper().readTree(folder.resolve("report/claims.json").toFile());
        assertEquals(4, claims.size());
        assertEquals("example/stones/claim-reproduced", claims.get(0).get("id").asText());
    }

    @Test
    void theSameRecordsGiveTheSameBytes() throws IOException {
        write("");
        Map<String, String> first = contents();
        write("");
        assertEquals(first, contents());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void pagesAreWellFormed() throws Exception {
        write(HOSTILE);
        for (Path page : pages()) {
            // The pages are written so that an XML parser can check every tag and every escape.
            String xml = Files.readString(page).replace("<!DOCTYPE html>", "").replaceAll("<(meta)([^>]*)>", "<$1$2/>");
            assertNotNull(DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml))));
        }
    }

    @Test
    void hostileTextStaysText() throws IOException {
        write(HOSTILE);
        for (Path page : pages()) {
            String html = Files.readString(page);
            assertFalse(html.contains("<script"), page.toString());
            assertFalse(html.contains("<img"), page.toString());
            assertTrue(html.contains("&lt;script&gt;"), page.toString());
            assertFalse(html.contains("\u0000"), page.toString());
        }
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        write(HOSTILE);
        for (Path page : pages()) {
            String html = Files.readString(page);
            Matcher attribute = Pattern.compile("\\s(src|href|xlink:href|action|srcset|data|poster)=\"([^\"]*)\"")
                .matcher(html);
            while (attribute.find()) {
                assertFalse(attribute.group(2).matches("(?i)([a-z]+:|//).*"), attribute.group());
            }
            assertFalse(Pattern.compile("url\\((?!#)|@import|<script|<iframe|<link|<object").matcher(html).find());
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        write("");
        int links = 0;
        for (Path page : pages()) {
            Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(Files.readString(page));
            while (link.find()) {
                links++;
                assertTrue(Files.isRegularFile(page.resolveSibling(link.group(1))), page + " -> " + link.group(1));
            }
        }
        assertTrue(links > 10, links + " links");
    }

    @Test
    void idsInAPageAreUnique() throws IOException {
        write("");
        for (Path page : pages()) {
            List<String> ids = Pattern.compile("\\sid=\"([^\"]*)\"").matcher(Files.readString(page)).results()
                .map(r -> r.group(1)).toList();
            assertEquals(ids.stream().distinct().count(), ids.size(), ids.toString());
        }
    }

    @Test
    void verdictsAreWordsNotColoursAlone() throws IOException {
        write("");
        String html = Files.readString(folder.resolve("report/example/stones/index.html"));
        for (String words : List.of("</b>reproduced", "</b>not reproduced", "</b>inconclusive", "</b>not run")) {
            assertTrue(html.contains(words), words);
        }
    }

    @Test
    void anIndicationIsNeverCalledAVerdict() throws IOException {
        StudyResult verdicts = ExampleResults.of(ExampleFindings.findings(), "grass");
        StudyResult quick = new StudyResult(verdicts.study(), verdicts.runs(), verdicts.status(), verdicts.records(), verdicts.builds(),
            verdicts.findings(), new Evidence(List.of("preset quick; verdicts are of standard and paper")));
        ReportWriter.write(List.of(quick), folder.resolve("report"));
        for (String page : List.of("index.html", "example/stones/index.html")) {
            String html = Files.readString(folder.resolve("report").resolve(page));
            for (String words : List.of("</b>indication: for", "</b>indication: against", "</b>indication: unclear", "</b>not run",
                "An indication is no verdict")) {
                assertTrue(html.contains(words), page + ": " + words);
            }
            assertFalse(html.contains("</b>reproduced") || html.contains("</b>not reproduced"), page);
        }
    }

    @Test
    void anAllureResultAClaimCarriesItsVerdictFigureAndNumbers() throws IOException {
        write("");
        Map<String, String> statuses = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("report/allure-results"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
                JsonNode result = new ObjectMapper().readTree(file.toFile());
                statuses.put(result.get("historyId").asText(), result.get("status").asText());
                assertEquals(5, result.get("attachments").size());
                for (JsonNode attachment : result.get("attachments")) {
                    assertTrue(Files.size(file.resolveSibling(attachment.get("source").asText())) > 0);
                }
            }
        }
        assertEquals(Map.of("example/stones/claim-reproduced", "passed", "example/stones/claim-not-reproduced", "failed",
            "example/stones/claim-inconclusive", "broken", "example/stones/claim-not-run", "skipped"), statuses);
    }

    @Test
    void aReportThatCannotBeMadeLeavesTheEarlierOne() throws IOException {
        write("");
        Map<String, String> before = contents();
        Findings good = ExampleFindings.findings();
        Table table = good.tables().get(0);
        Findings bad = new Findings(good.summary(), good.figures(), List.of(table, table), good.claims());
        assertThrows(InvalidInputException.class,
            () -> ReportWriter.write(List.of(ExampleResults.of(bad, "grass")), folder.resolve("report")));
        assertEquals(before, contents());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count(), "something was left behind");
        }
    }

    @Test
    void twoTablesOfOneNameAreRefused() {
        Table table = ExampleFindings.findings().tables().get(0);
        Findings bad = new Findings(List.of(), List.of(), List.of(table, table), List.of());
        assertThrows(InvalidInputException.class,
            () -> ReportWriter.write(List.of(ExampleResults.of(bad, "grass")), folder.resolve("report")));
    }

    private List<Path> pages() {
        return List.of(folder.resolve("report/index.html"), folder.resolve("report/example/stones/index.html"));
    }
}
