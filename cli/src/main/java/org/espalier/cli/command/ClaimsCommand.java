package org.espalier.cli.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;
import org.espalier.cli.report.StudyResult;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.ClaimsJson;
import org.espalier.study.finding.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code espalier claims}. A claim that is not reproduced is a finding, not a failure: the exit code stays 0 unless
 * {@code --check} is given.
 */
@Command(name = "claims", description = "Show the verdict on every claim of the papers.")
final class ClaimsCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private RunsFolder runs;

    @Mixin
    private PresetOption preset;

    @Option(names = "--check", description = "End with exit code 1 if a claim is not reproduced.")
    private boolean check;

    @Mixin
    private JsonOption json;

    ClaimsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        List<StudyResult> results = InstalledStudies.results(runs.directory(), preset.chosen(), streams);
        if (json.given()) {
            Writer out = new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8);
            ClaimsJson.write(results.stream().flatMap(r -> r.publishedClaims().stream()).toList(), out);
            out.flush();
        } else {
            print(results, streams.out());
        }
        boolean contradicted = results.stream().flatMap(r -> r.findings().claims().stream())
            .anyMatch(c -> c.verdict() == Verdict.NOT_REPRODUCED);
        return check && contradicted ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** A table of verdicts. */
    static void print(List<StudyResult> results, PrintStream out) {
        TextTable table = new TextTable("verdict", "found", "expected", "seeds", "claim");
        for (StudyResult result : results) {
            for (ClaimResult claim : result.findings().claims()) {
                table.row(claim.verdict().label(), Numbers.interval(claim.estimate(), claim.ciLow(), claim.ciHigh()),
                    "> " + Numbers.rounded(claim.claim().threshold(), 4), claim.n(), claim.claim().statement() + " ("
                        + claim.claim().paper().citation() + ", " + claim.claim().where() + "; " + result.id() + ", "
                        + result.trials().preset().label() + ")");
            }
        }
        table.print(out);
    }
}
