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
import org.espalier.study.finding.Judgement;
import org.espalier.study.finding.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code espalier claims}. A claim that is not reproduced is a finding, not a failure: the exit code stays 0 unless
 * {@code --check} is given.
 */
@Command(name = "claims", description = "Show what the runs say of every claim of the papers: a verdict where "
    + "they carry one (preset standard or paper as it is, complete, five seeds), else an indication.")
final class ClaimsCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private RunsFolder runs;

    @Mixin
    private PresetOption preset;

    @Option(names = "--check", description = "End with exit code 1 if a claim is not reproduced, "
        + "else with 3 if one has no verdict.")
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
        if (!check) {
            return ExitCode.DONE;
        }
        List<Judgement> judgements = results.stream().flatMap(r -> r.judgements().stream()).toList();
        if (judgements.stream().anyMatch(j -> j.verdict() == Verdict.NOT_REPRODUCED)) {
            return ExitCode.FAILED;
        }
        return judgements.isEmpty() || judgements.stream().anyMatch(j -> !j.isRun() || j.indication().isPresent())
            ? ExitCode.NOT_JUDGED : ExitCode.DONE;
    }

    /** A table of verdicts. */
    static void print(List<StudyResult> results, PrintStream out) {
        TextTable table = new TextTable("says", "found", "expected", "seeds", "claim");
        for (StudyResult result : results) {
            for (Judgement judgement : result.judgements()) {
                ClaimResult claim = judgement.result();
                table.row(judgement.words(), Numbers.interval(claim.estimate(), claim.ciLow(), claim.ciHigh()),
                    "> " + Numbers.rounded(claim.claim().threshold(), 4), claim.n(), claim.claim().statement() + " ("
                        + claim.claim().paper().citation() + ", " + claim.claim().where() + "; " + result.id() + ", "
                        + result.trials().preset().label() + ")");
            }
        }
        table.print(out);
    }
}
