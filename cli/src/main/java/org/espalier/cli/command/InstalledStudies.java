package org.espalier.cli.command;

import java.util.List;
import java.util.Optional;
import org.espalier.cli.Streams;
import org.espalier.cli.report.StudyResult;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.record.RunDirectory;

/** The studies of a run directory that can be read here; of the others a person is told. */
final class InstalledStudies {
    private InstalledStudies() { }

    /** @throws InvalidInputException if it is not a run directory */
    static List<Study> in(RunDirectory runs, Streams streams) {
        List<String> present = runs.studies();
        List<Study> all = Studies.all();
        for (String id : present) {
            if (all.stream().noneMatch(s -> s.id().equals(id))) {
                streams.err().println("Left out: " + id + " is in " + runs.root()
                    + " but is not installed; put its jar into plugins/.");
            }
        }
        return all.stream().filter(s -> present.contains(s.id())).toList();
    }

    /**
     * What they found, of each the latest run (of a preset).
     *
     * @throws InvalidInputException if there is no run
     */
    static List<StudyResult> results(RunDirectory runs, Optional<Preset> preset, Streams streams) {
        List<StudyResult> results = in(runs, streams).stream()
            .filter(s -> runs.plans(s.id()).stream().anyMatch(p -> preset.isEmpty() || p.plan().preset() == preset.get()))
            .map(s -> StudyResult.of(runs, s, preset)).toList();
        if (results.isEmpty()) {
            throw new InvalidInputException("there is no run" + preset.map(p -> " of the preset " + p.label()).orElse("")
                + " in " + runs.root() + "; start one with './espalier run STUDY' or './espalier demo'");
        }
        // What is shown rests on these, too.
        results.forEach(r -> r.status().warnings().forEach(w -> streams.err().println("Note: " + r.id() + ", preset "
            + r.trials().preset().label() + ": " + w + ".")));
        return results;
    }
}
