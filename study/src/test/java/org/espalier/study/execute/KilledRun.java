package org.espalier.study.execute;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.study.record.RunDirectory;

/** A run in a process of its own, to be killed: {@code runs-folder step-millis links}. */
final class KilledRun {
    private KilledRun() {}

    public static void main(String[] args) throws InterruptedException {
        ExecutionOptions options = new ExecutionOptions(2, Shard.WHOLE, Optional.empty(), WorkerCommand.standard()
            .withArguments(List.of("-XX:TieredStopAtLevel=1", "-Dtest.step.millis=" + args[1])));
        RunResult result = new LocalExecutor().execute(ArithmeticStudy.plan(Integer.parseInt(args[2]), "fine"),
            RunDirectory.at(Path.of(args[0])), options, new ExecutionListener() {});
        System.exit(result.failed() == 0 ? 0 : 1);
    }
}
