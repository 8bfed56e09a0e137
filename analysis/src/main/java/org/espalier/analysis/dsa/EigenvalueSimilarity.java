package org.espalier.analysis.dsa;

import java.util.List;
import java.util.Optional;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasureFamily;

/** The form of {@link DynamicalSimilarity} that compares eigenvalues, as a family of one. */
public final class EigenvalueSimilarity implements RepresentationMeasureFamily {

    @Override
    public String pattern() {
        return "dsa-wasserstein";
    }

    @Override
    public List<RepresentationMeasure> members() {
        return List.of(DynamicalSimilarity.ofEigenvalues());
    }

    @Override
    public Optional<RepresentationMeasure> member(String id) {
        return id.equals(pattern()) ? Optional.of(DynamicalSimilarity.ofEigenvalues()) : Optional.empty();
    }
}
