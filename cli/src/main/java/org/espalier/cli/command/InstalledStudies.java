package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Streams;
import org.espalier.cli.report.StudyResult;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.record.RunChoice;
import org.espalier.study.record.RunDirectory;

/** The studies of a run directory that can be read here; of the others a person is told. */
final class InstalledStudies {
    private InstalledStudies() {}

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
     * What they found, and of each in one line which runs it joins and which it leaves out.
     *
     * @throws InvalidInputException if there is no such run
     */
    static List<StudyResult> results(RunDirectory runs, RunChoice choice, Streams streams) {
        List<StudyResult> results = in(runs, streams).stream()
            .filter(s -> !choice.among(s, runs.plans(s.id())).isEmpty())
            .map(s -> StudyResult.of(runs, s, choice)).toList();
        if (results.isEmpty()) {
            throw new InvalidInputException("there is no run" + choice + " in " + runs.root()
                + "; start one with './espalier run STUDY' or './espalier demo'");
        }
        results.forEach(r -> tell(r, streams));
        return results;
    }

    /** What a result rests on, where that is not one run of this code. */
    static void tell(StudyResult result, Streams streams) {
        result.runs().sentence().ifPresent(streams.err()::println);
        List<String> notes = new ArrayList<>(result.status().warnings());
        notes.addAll(result.builds().notes());
        notes.forEach(note -> streams.err().println("Note: " + result.id() + ", preset " + result.trials().preset().label() + ": "
            + note + "."));
    }
}
