package org.espalier.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.study.finding.ClaimsJson;
import org.espalier.study.finding.Csv;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.ResultsTable;
import org.espalier.study.finding.Table;

/**
 * Writes the report: pages, figures, tables and claims, a pure function of the records.
 *
 * <pre>
 * report/index.html  claims.json  allure-results/
 * report/&lt;study&gt;/index.html  results.csv  &lt;figure&gt;.svg  &lt;figure&gt;.csv  &lt;table&gt;.csv
 * </pre>
 *
 * Everything is written to a folder beside it and moved into place when it is complete: a report that cannot be made
 * leaves the earlier one as it was.
 */
public final class ReportWriter {
    private static final Set<String> TAKEN = Set.of("results", "index");

    private ReportWriter() {}

    /**
     * Writes the report of {@code results} to {@code folder}, in place of an earlier one.
     *
     * @return the first page
     * @throws InvalidInputException if the folder cannot be written, or two figures or tables have one name
     */
    public static Path write(List<StudyResult> results, Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(place.getParent());
            Path draft = Files.createTempDirectory(place.getParent(), ".report-");
            try {
                writeAll(results, draft);
                replace(place, draft);
            } finally {
                delete(draft);
            }
        } catch (IOException e) {
            throw new InvalidInputException("the report cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        return folder.resolve("index.html");
    }

    private static void writeAll(List<StudyResult> results, Path draft) throws IOException {
        AllureClaims allure = new AllureClaims(draft.resolve("allure-results"));
        for (StudyResult result : results) {
            Path folder = Files.createDirectories(draft.resolve(result.id()));
            Palette palette = Palette.of(result.findings().figures());
            Map<String, String> drawings = new LinkedHashMap<>();
            Set<String> names = new HashSet<>(TAKEN);
            for (Figure figure : result.findings().figures()) {
                requireName(names, result.id(), figure.id());
                String svg = FigureDrawing.file(figure, palette);
                drawings.put(figure.title(), svg);
                Files.writeString(folder.resolve(figure.id() + ".svg"), svg);
                csv(folder, figure.id(), figure.data());
            }
            for (Table table : result.findings().tables()) {
                requireName(names, result.id(), table.id());
                csv(folder, table.id(), table);
            }
            csv(folder, "results", ResultsTable.of(result.records()));
            Files.writeString(folder.resolve("index.html"), StudyPage.of(result, palette));
            allure.write(result, drawings);
        }
        try (Writer out = Files.newBufferedWriter(draft.resolve("claims.json"))) {
            ClaimsJson.write(results.stream().flatMap(r -> r.publishedClaims().stream()).toList(), out);
        }
        Files.writeString(draft.resolve("index.html"), IndexPage.of(results));
    }

    private static void requireName(Set<String> names, String study, String id) {
        if (!names.add(id)) {
            throw new InvalidInputException("study " + study + ": two figures or tables are called '" + id
                + "' (or it is a name of the report's own); expected different names");
        }
    }

    private static void csv(Path folder, String name, Table table) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(name + ".csv"))) {
            Csv.write(table, out);
        }
    }

    private static void replace(Path place, Path draft) throws IOException {
        // A temporary folder is for its owner alone; a report is for everyone who may read the run directory.
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(place.getParent()));
        }
        Path old = draft.resolveSibling(draft.getFileName() + ".old");
        boolean before = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (before) {
            Files.move(place, old);
        }
        try {
            Files.move(draft, place);
        } catch (IOException e) {
            if (before) {
                Files.move(old, place);
            }
            throw e;
        }
        if (before) {
            delete(old);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
