package org.espalier.analysis.representation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Representational similarity analysis (Kriegeskorte et al. 2008): how alike the dissimilarities between all pairs of
 * samples are in the two representations. Every {@link Dissimilarity} with every {@link Agreement}.
 */
public final class RepresentationalSimilarity implements RepresentationMeasureFamily {
    private static final String PREFIX = "rsa-";

    @Override
    public String pattern() {
        return PREFIX + "RDM-COMPARISON";
    }

    @Override
    public List<RepresentationMeasure> members() {
        List<RepresentationMeasure> members = new ArrayList<>();
        for (Dissimilarity dissimilarity : Dissimilarity.values()) {
            for (Agreement agreement : Agreement.values()) {
                members.add(of(dissimilarity, agreement));
            }
        }
        return List.copyOf(members);
    }

    @Override
    public Optional<RepresentationMeasure> member(String id) {
        return members().stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** The measure that compares these dissimilarities in this way. */
    public static RepresentationMeasure of(Dissimilarity dissimilarity, Agreement agreement) {
        return new Rsa(dissimilarity, agreement);
    }

    private record Rsa(Dissimilarity dissimilarity, Agreement agreement) implements RepresentationMeasure {
        @Override
        public String id() {
            return PREFIX + dissimilarity.label() + "-" + agreement.label();
        }

        @Override
        public String description() {
            String distances = switch (dissimilarity) {
                case SQEUCLIDEAN -> "squared distances";
                case CORRELATION -> "1 - correlation";
                case COSINE -> "1 - cosine";
            };
            String comparison = switch (agreement) {
                case PEARSON -> "Pearson correlation";
                case COSINE -> "cosine";
                case SPEARMAN -> "Spearman correlation";
                case KENDALL -> "Kendall's tau-b";
            };
            return "Dissimilarities of samples (" + distances + ") compared by " + comparison
                + " (Kriegeskorte et al. 2008).";
        }

        @Override
        public Kind kind() {
            return Kind.SIMILARITY;
        }

        @Override
        public Set<Invariance> invariances() {
            return switch (dissimilarity) {
                case SQEUCLIDEAN -> EnumSet.complementOf(EnumSet.of(Invariance.LINEAR));
                case CORRELATION -> EnumSet.of(Invariance.SCALING, Invariance.PERMUTATION);
                case COSINE -> EnumSet.of(Invariance.SCALING, Invariance.PERMUTATION, Invariance.ROTATION);
            };
        }

        @Override
        public double compare(Representation a, Representation b) {
            a.requireSameSamples(b);
            return agreement.of(dissimilarity.shared(a), dissimilarity.shared(b));
        }
    }
}
