package org.espalier.cli.report;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Plan;
import org.espalier.study.Study;
import org.espalier.study.finding.Evidence;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Judgement;
import org.espalier.study.finding.PublishedClaim;
import org.espalier.study.record.Builds;
import org.espalier.study.record.JoinedRuns;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunChoice;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.RunStatus;

/**
 * A study with what a run directory holds of it: everything that its part of the report is made from.
 *
 * @param study    the study
 * @param runs     the runs that are reported, as one, and those that are not
 * @param status   how far the reported runs are
 * @param records  their records
 * @param builds   which of them the code of this process made
 * @param findings what they show
 * @param evidence whether they can carry verdicts
 */
public record StudyResult(Study study, JoinedRuns runs, RunStatus status, Records records, Builds builds, Findings findings,
                          Evidence evidence) {

    /**
     * One study of a run directory.
     *
     * @param choice which runs
     * @throws InvalidInputException   if there is no such run, or a file is damaged
     * @throws FindingsFailedException if the study cannot compute its findings
     */
    public static StudyResult of(RunDirectory directory, Study study, RunChoice choice) {
        JoinedRuns joined = JoinedRuns.of(directory, study, choice);
        try {
            return of(directory, study, joined);
        } catch (FindingsFailedException e) {
            if (joined.joined().size() == 1) {
                throw e;
            }
            return of(directory, study, joined.alone("the study's findings cannot tell the runs apart"));
        }
    }

    private static StudyResult of(RunDirectory directory, Study study, JoinedRuns joined) {
        Records records = directory.records(joined.plan());
        RunStatus status = RunStatus.of(joined.plan(), directory, study::estimateSeconds);
        return new StudyResult(study, joined, status, records, Builds.of(study, joined.plan().trials(), records.trials()),
            findings(study, records), Evidence.of(study, joined.plan(), status));
    }

    private static Findings findings(Study study, Records records) {
        try {
            return study.findings(records);
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FindingsFailedException("the findings of " + study.id() + " could not be computed: "
                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
        }
    }

    public String id() {
        return study.id();
    }

    public Plan trials() {
        return runs.plan();
    }

    /** What may be said of the study's claims. */
    public List<Judgement> judgements() {
        return findings.claims().stream().map(evidence::of).toList();
    }

    /** The study's claims as {@code claims.json} has them. */
    public List<PublishedClaim> publishedClaims() {
        return judgements().stream().map(j -> PublishedClaim.of(trials(), j)).toList();
    }
}
