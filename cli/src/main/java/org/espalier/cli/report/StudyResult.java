package org.espalier.cli.report;

import java.util.List;
import java.util.Optional;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.PublishedClaim;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.RunStatus;
import org.espalier.study.record.StoredPlan;

/**
 * A study with what a run directory holds of it: everything that its part of the report is made from.
 *
 * @param study    the study
 * @param plan     the plan that is reported
 * @param others   the other plans in the run directory, the latest first
 * @param status   how far the reported plan is
 * @param records  its records
 * @param findings what they show
 */
public record StudyResult(Study study, StoredPlan plan, List<StoredPlan> others, RunStatus status, Records records,
                          Findings findings) {

    /**
     * One study of a run directory.
     *
     * @param preset the preset to report; if empty, that of its latest run
     * @throws InvalidInputException   if there is no run (of that preset), or a file is damaged
     * @throws FindingsFailedException if the study cannot compute its findings
     */
    public static StudyResult of(RunDirectory runs, Study study, Optional<Preset> preset) {
        String id = study.id();
        List<StoredPlan> plans = runs.plans(id);
        StoredPlan plan = plans.stream().filter(p -> preset.isEmpty() || p.plan().preset() == preset.get()).findFirst()
            .orElseThrow(() -> new InvalidInputException("there is no run of " + id
                + preset.map(p -> " with the preset " + p.label()).orElse("") + " in " + runs.root()
                + "; start one with './espalier run " + id + preset.map(p -> " --preset " + p.label()).orElse("") + "'"));
        Records records = runs.records(plan.plan());
        return new StudyResult(study, plan, plans.stream().filter(p -> p != plan).toList(),
            RunStatus.of(plan.plan(), runs, study::estimateSeconds), records, findings(study, records));
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
        return plan.plan();
    }

    /** The study's claims as {@code claims.json} has them. */
    public List<PublishedClaim> publishedClaims() {
        return findings.claims().stream().map(c -> PublishedClaim.of(id(), trials().preset(), c)).toList();
    }
}
