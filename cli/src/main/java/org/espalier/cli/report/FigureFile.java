package org.espalier.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.espalier.base.AtomicFile;
import org.espalier.base.InvalidInputException;
import org.espalier.study.finding.Figure;

/** A figure as an SVG file of its own, drawn as the report draws it. */
public final class FigureFile {
    private FigureFile() {}

    /**
     * Looks whether a figure can be written there, before anything is computed for it.
     *
     * @throws InvalidInputException if the name does not end in {@code .svg}, or its folder is not there
     */
    public static void check(Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            throw new InvalidInputException("cannot draw a figure into " + file + "; expected a name that ends in .svg");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidInputException("cannot write " + file + ": there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("cannot write " + file + ": it is a folder");
        }
    }

    /**
     * Draws.
     *
     * @throws InvalidInputException as {@link #check}, or if the file cannot be written
     */
    public static void write(Figure figure, Path file) {
        check(file);
        try {
            AtomicFile.write(file, FigureDrawing.file(figure, Palette.of(List.of(figure))).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
