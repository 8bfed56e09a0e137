package org.espalier.study.execute;

import java.util.Optional;
import org.espalier.study.Plan;
import org.espalier.study.Trial;
import org.espalier.study.record.RunDirectory;

/** Runs trials one after the other in this JVM: for tests and debuggers. */
public final class InProcessExecutor implements Executor {

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public String description() {
        return "one trial after the other in this process, for debugging";
    }

    @Override
    public RunResult execute(Plan plan, RunDirectory runs, ExecutionOptions options, ExecutionListener listener)
        throws InterruptedException {
        Ledger ledger = new Ledger(plan, runs, options, listener);
        for (Optional<Trial> next = ledger.take(); next.isPresent(); next = ledger.take()) {
            Trial trial = next.get();
            Outcome outcome = ledger.runner().run(ledger.assignment(trial), fraction -> ledger.progress(trial, fraction));
            if (outcome instanceof Outcome.Recorded recorded && recorded.cause().isPresent()
                && recorded.cause().get() instanceof VirtualMachineError error) {
                throw error;
            }
            ledger.settle(trial, outcome);
        }
        return ledger.result();
    }
}
