package org.espalier.study.spec;

import java.util.List;
import java.util.SortedMap;
import org.espalier.study.Overrides;
import org.espalier.study.Paper;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;

/** A study that is a value: a class found by {@link java.util.ServiceLoader}, and nothing in it but its {@link StudySpec}. */
public abstract class DeclaredStudy implements Study {
    private final StudySpec spec;

    protected DeclaredStudy(StudySpec spec) {
        this.spec = spec;
    }

    @Override
    public final String id() {
        return spec.of().study();
    }

    @Override
    public final int version() {
        return spec.of().version();
    }

    @Override
    public final String question() {
        return spec.question();
    }

    @Override
    public final String method() {
        return spec.method();
    }

    @Override
    public final List<Paper> papers() {
        return spec.papers();
    }

    @Override
    public final List<Parameter> parameters() {
        return spec.design().parameters();
    }

    @Override
    public final int seeds(Preset preset) {
        return spec.design().seeds(preset);
    }

    @Override
    public final List<Trial> trials(Preset preset, Overrides overrides) {
        return spec.design().trials(spec.of(), preset, overrides);
    }

    @Override
    public final double estimateSeconds(Trial trial) {
        return spec.kind().estimateSeconds(trial);
    }

    @Override
    public final TrialResult run(Trial trial, TrialContext context) throws Exception {
        return spec.kind().run(trial, context);
    }

    @Override
    public final boolean doesWithoutDiverged(Trial trial) {
        return spec.kind().doesWithoutDiverged(trial);
    }

    @Override
    public final SortedMap<String, String> libraries() {
        return spec.kind().libraries();
    }

    @Override
    public final List<Claim> claims() {
        return spec.claims().stream().map(JudgedClaim::claim).toList();
    }

    @Override
    public final Findings findings(Records records) {
        return spec.findings(records);
    }
}
