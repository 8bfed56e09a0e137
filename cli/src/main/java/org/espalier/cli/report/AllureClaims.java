package org.espalier.cli.report;

import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.ClaimsJson;
import org.espalier.study.finding.Judgement;
import org.espalier.study.finding.PublishedClaim;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.TrialRecord;

/**
 * One Allure result a claim, with the study's figures and the claim's numbers attached.
 *
 * <p>Allure knows tests that pass or fail: reproduced is <em>passed</em>, not reproduced <em>failed</em>, inconclusive
 * <em>broken</em> (no verdict could be reached), not run and a mere indication <em>skipped</em>. Ids are made from names and times are those of
 * the trials, so that the same records give the same files.
 */
final class AllureClaims {
    private final FileSystemResultsWriter writer;

    AllureClaims(Path folder) {
        this.writer = new FileSystemResultsWriter(folder);
    }

    /** @param drawings the study's figures as SVG by title */
    void write(StudyResult result, Map<String, String> drawings) throws IOException {
        List<Attachment> figures = new ArrayList<>();
        drawings.forEach((title, svg) -> figures.add(
            attach(uuid(result.id() + "/figure/" + title) + "-attachment.svg", title, "image/svg+xml", svg)));
        for (Judgement claim : result.judgements()) {
            write(result, claim, figures);
        }
    }

    private void write(StudyResult result, Judgement judgement, List<Attachment> figures) throws IOException {
        ClaimResult claim = judgement.result();
        PublishedClaim published = PublishedClaim.of(result.trials(), judgement);
        StringWriter numbers = new StringWriter();
        ClaimsJson.write(List.of(published), numbers);
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(attach(uuid(published.id()) + "-attachment.json", "Numbers", "application/json",
            numbers.toString()));
        attachments.addAll(figures);
        String found = claim.verdict() == Verdict.NOT_RUN ? "not run"
            : judgement.words() + ": " + Numbers.interval(claim.estimate(), claim.ciLow(), claim.ciHigh())
                + " over " + Page.count(claim.n(), "seed") + ", expected " + published.expected();
        writer.write(new TestResult().setUuid(uuid(published.id())).setHistoryId(published.id())
            .setTestCaseId(published.id()).setFullName(published.id()).setName(claim.claim().statement())
            .setTitlePath(List.of(result.id().split("/")))
            .setDescription(published.paper() + ", " + published.where() + "\n\n" + found
                + (claim.note().isEmpty() ? "" : "\n\n" + claim.note()))
            .setLabels(List.of(label("suite", result.id()), label("parentSuite", "Claims"),
                label("epic", published.paper()), label("feature", published.where())))
            .setParameters(List.of(new Parameter().setName("preset").setValue(published.preset())))
            .setStatus(judgement.indication().isPresent() ? Status.SKIPPED : status(claim.verdict())).setStatusDetails(new StatusDetails()
                .setMessage(found))
            .setStage(Stage.FINISHED).setAttachments(attachments).setStart(start(result)).setStop(stop(result)));
    }

    private static Status status(Verdict verdict) {
        return switch (verdict) {
            case REPRODUCED -> Status.PASSED;
            case NOT_REPRODUCED -> Status.FAILED;
            case INCONCLUSIVE -> Status.BROKEN;
            case NOT_RUN -> Status.SKIPPED;
        };
    }

    private Attachment attach(String source, String name, String type, String content) {
        writer.write(source, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new Attachment().setName(name).setSource(source).setType(type);
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static long start(StudyResult result) {
        return result.records().trials().stream().mapToLong(AllureClaims::started).min()
            .orElse(result.runs().latest().created().toEpochMilli());
    }

    private static long stop(StudyResult result) {
        return result.records().trials().stream()
            .mapToLong(t -> started(t) + Math.round(1000 * t.provenance().wallSeconds())).max()
            .orElse(result.runs().latest().created().toEpochMilli());
    }

    private static long started(TrialRecord record) {
        try {
            return Instant.parse(record.provenance().started()).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
