package org.espalier.cli.command;

import java.nio.file.Path;
import org.espalier.cli.report.FigureFile;
import org.espalier.study.finding.Figure;
import picocli.CommandLine.Option;

/** The option {@code --figure}. */
final class FigureOption {
    @Option(names = "--figure", paramLabel = "FILE.svg", description = "Draws a figure into this file, beside the numbers.")
    private Path file;

    boolean given() {
        return file != null;
    }

    /** Refuses what could not be written, before any work is done. */
    void check() {
        if (given()) {
            FigureFile.check(file);
        }
    }

    void write(Figure figure) {
        FigureFile.write(figure, file);
    }
}
