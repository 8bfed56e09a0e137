package org.espalier.edgepopup.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;

/** What the studies of this module obey, beside what all do. */
public final class StudyLaws {
    private StudyLaws() {}

    /** Several values of what the findings do not tell apart are refused before anything runs. */
    public static void refusesWhatItCannotTellApart(Study study) {
        Overrides overrides = Overrides.parse(study.parameters(), List.of("epochs=1,2"), OptionalInt.empty());
        assertTrue(assertThrows(InvalidInputException.class, () -> study.trials(Preset.QUICK, overrides)).getMessage()
            .contains("one value of epochs"));
    }

    /** With the effects of the paper every claim is reproduced, from two seeds it is inconclusive, from none not run. */
    public static void claimsAreReproducedFrom(Study study, Preset preset,
                                               Function<Parameters, Map<String, Double>> asInThePaper) {
        Records five = SyntheticRecords.of(study, preset, 5, asInThePaper);
        Map<String, Verdict> verdicts = SyntheticRecords.verdicts(study, five);
        assertEquals(study.claims().stream().map(Claim::id).toList().size(), verdicts.size());
        verdicts.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
        assertFalse(study.findings(five).figures().isEmpty());
        assertFalse(study.findings(five).summary().isEmpty());
        SyntheticRecords.verdicts(study, SyntheticRecords.of(study, preset, 2, asInThePaper))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        SyntheticRecords.verdicts(study, SyntheticRecords.none(study))
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
        assertTrue(study.findings(SyntheticRecords.none(study)).figures().isEmpty());
    }

    /** A preset from images to findings, in this process; every trial ends done. */
    public static Records run(Study study, Preset preset, Path runs, String... settings)
        throws IOException, InterruptedException {
        Plan plan = Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = directory.records(plan);
        assertEquals(plan.trials().size(), records.trials().size());
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
        }
        assertNotNull(study.findings(records));
        assertEquals(study.claims().size(), study.findings(records).claims().size());
        return records;
    }
}
