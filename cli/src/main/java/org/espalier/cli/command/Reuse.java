package org.espalier.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.record.Freshness;
import org.espalier.study.record.RecordDoubts;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;

/**
 * What a run would find.
 *
 * @param records       trials with a record that is kept
 * @param ofOtherBuilds how many of those another build made
 */
record Reuse(int records, int ofOtherBuilds) {

    /** What a run does with them. */
    String sentence(boolean refreshStale) {
        String others = ofOtherBuilds == 0 ? "" : refreshStale
            ? "; " + ofOtherBuilds + " that another build made " + (ofOtherBuilds == 1 ? "is" : "are") + " made again"
            : ", " + ofOtherBuilds + " of them made by another build";
        int reused = records - (refreshStale ? ofOtherBuilds : 0);
        return "Reuses " + reused + (reused == 1 ? " record" : " records") + others + ".";
    }

    /** Looks without running. @param trials those a trial starts from before it */
    static Reuse of(Study study, List<Trial> trials, RunDirectory runs) {
        Map<String, TrialRecord> records = new HashMap<>();
        trials.forEach(t -> runs.record(t).filter(RecordDoubts::keeps).ifPresent(r -> records.put(t.id(), r)));
        return new Reuse(records.size(),
            Freshness.of(study, trials, t -> Optional.ofNullable(records.get(t.id()))).count());
    }
}
