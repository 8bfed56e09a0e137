package org.espalier.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the report in a real browser, in frames of a telephone's and of a screen's width, and measures it there. */
@Tag("slow")
class ReportInBrowserTest {
    private static final long SECONDS = 60;
    private static final String PROBE = """
        <!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><script>
        const widths = [390, 1280], pages = ['index.html', 'example/stones/index.html'];
        let open = widths.length * pages.length;
        const found = [];
        for (const width of widths) for (const page of pages) {
          const frame = document.createElement('iframe');
          frame.style.cssText = 'border:0;height:900px;width:' + width + 'px';
          frame.onload = () => {
            const d = frame.contentDocument, shown = e => e.getClientRects().length > 0;
            d.querySelectorAll('details').forEach(e => e.open = true);
            const svgs = [...d.querySelectorAll('svg')].filter(shown);
            found.push({width, page, scroll: d.documentElement.scrollWidth, view: d.documentElement.clientWidth,
              figures: d.querySelectorAll('figure').length, drawings: svgs.length,
              smallestText: Math.min(...svgs.flatMap(s => [...s.querySelectorAll('text')]
                .map(t => parseFloat(getComputedStyle(t).fontSize) * s.getBoundingClientRect().width
                  / s.viewBox.baseVal.width))),
              loaded: d.defaultView.performance.getEntriesByType('resource').length,
              alerts: frame.contentWindow.alerted || 0});
            if (--open === 0) document.body.textContent = 'FOUND' + JSON.stringify(found) + 'END';
          };
          frame.src = page;
          document.body.append(frame);
        }
        </script></body>
        """;

    @TempDir
    private static Path folder;
    private static JsonNode found;

    @BeforeAll
    static void measure() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the PATH");
        String hostile = " <script>window.alerted = 1</script> averyveryveryveryveryverylongwordthatcannotbebrokenanywhere";
        Path page = ReportWriter.write(
            List.of(ExampleResults.of(ExampleFindings.findings(hostile), "grass" + hostile)), folder.resolve("report"));
        Path probe = Files.writeString(page.resolveSibling("probe.html"), PROBE);
        Path out = folder.resolve("dom.html");
        Process process = new ProcessBuilder(browser.get().toString(), "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--no-first-run", "--allow-file-access-from-files",
            "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=10000", "--window-size=1400,1000",
            "--dump-dom", probe.toUri().toString())
            .redirectOutput(out.toFile()).redirectError(folder.resolve("browser.log").toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the browser did not answer within " + SECONDS + " s");
        }
        Matcher measured = Pattern.compile("FOUND(.*)END").matcher(Files.readString(out).replace("&amp;", "&"));
        assertTrue(measured.find(), () -> "the page was not measured: " + read(folder.resolve("browser.log")));
        found = new ObjectMapper().readTree(measured.group(1));
        assertEquals(4, found.size());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<Path> browser() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
            .filter(Files::isExecutable).findFirst();
    }

    @Test
    void noPageScrollsSideways() {
        found.forEach(p -> assertTrue(p.get("scroll").asInt() <= p.get("view").asInt(), p.toString()));
    }

    @Test
    void everyFigureIsDrawnOnceAtEachWidth() {
        found.forEach(p -> assertEquals(p.get("figures").asInt(), p.get("drawings").asInt(), p.toString()));
    }

    @Test
    void textInFiguresIsReadableAtEachWidth() {
        found.forEach(p -> assertTrue(p.get("figures").asInt() == 0 || p.get("smallestText").asDouble() >= 11, p.toString()));
    }

    @Test
    void nothingIsLoadedAndNoForeignScriptRuns() {
        found.forEach(p -> assertEquals(0, p.get("loaded").asInt() + p.get("alerts").asInt(), p.toString()));
    }
}
