package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.record.JoinedRuns;
import org.espalier.study.record.RunChoice;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which runs of the suite's own studies are joined with the preset's own: axes that a study compares, and nothing else. */
class ComparedAxesTest {
    @TempDir
    private Path runs;

    private JoinedRuns joined(Study study, String setting, OptionalInt seeds) {
        RunDirectory directory = RunDirectory.at(runs);
        directory.save(Plan.of(study, Preset.QUICK, Overrides.NONE), Instant.now());
        directory.save(Plan.of(study, Preset.QUICK, Overrides.parse(study.parameters(), setting.isEmpty() ? List.of() : List.of(setting),
            seeds)), Instant.now());
        return JoinedRuns.of(directory, study, RunChoice.ANY);
    }

    @ParameterizedTest
    @CsvSource({"edge-popup/density,density=0.42,2", "edge-popup/density,epochs=1,1", "edge-popup/density,init=kaiming-normal,2",
        "edge-popup/density,dataset=mnist,1", "pruning/ladder,density=0.42,2", "pruning/criteria,fine_tune_steps=7,1",
        "pruning/criteria,density=0.42,2", "lottery-ticket/ladder,round=3,2", "lottery-ticket/ladder,'rewind_step=0,20',1",
        "lottery-ticket/rewind,rewind_step=20,2", "lottery-ticket/ladder,steps=400,1", "rnn-dynamics/flip-flop,units=20,1"})
    void whatIsComparedIsJoined(String id, String setting, int runsOfOneResult) {
        assertEquals(runsOfOneResult, joined(Studies.find(id), setting, OptionalInt.empty()).joined().size());
    }

    /** Some studies pair networks and need more than one. */
    private static int fewest(Study study) {
        for (int seeds = 1;; seeds++) {
            try {
                study.trials(Preset.QUICK, new Overrides(new TreeMap<>(), OptionalInt.of(seeds)));
                return seeds;
            } catch (InvalidInputException tooFew) {
                assertTrue(seeds < study.seeds(Preset.QUICK), tooFew.getMessage());
            }
        }
    }

    static List<Study> studies() {
        return Studies.all();
    }

    /** Populations and what compares them too: fewer seeds are among more. */
    @ParameterizedTest
    @MethodSource("studies")
    void fewerSeedsAreJoinedInEveryStudy(Study study) {
        JoinedRuns both = joined(study, "", OptionalInt.of(fewest(study)));
        assertEquals(2, both.joined().size(), both.leftOut().toString());
        assertEquals(Plan.of(study, Preset.QUICK, Overrides.NONE).trials().stream().map(t -> t.id()).sorted().toList(),
            both.plan().trials().stream().map(t -> t.id()).sorted().toList());
    }
}
