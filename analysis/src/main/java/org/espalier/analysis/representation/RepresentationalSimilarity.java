package org.espalier.analysis.representation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Representational similarity analysis (Kriegeskorte et al. 2008): how alike the dissimilarities between all pairs of
 * samples are in the two representations. Every {@link Dissimilarity} with every {@link Agreement}.
 *
 * <p>Correlation and cosine need no matrix where there are many samples ({@link DissimilarityMoments}); ranks do, 4 bytes a pair
 * each and 24 with the matrix while they are made. Not defined where a sample has no dissimilarities, where all are 0 and, but for the cosine,
 * where all are equal: each to the precision of the numbers ({@link Resolution}), since what rounding leaves would decide.
 */
public final class RepresentationalSimilarity implements RepresentationMeasureFamily {
    private static final String PREFIX = "rsa-";
    /** Of {@code samples^2 units}: above it, correlation and cosine are computed without the matrices. */
    private static final double LARGE = 2e7;
    /** Where the matrices can be fallen back on. */
    private static final int MOST_PAIRWISE = 10_000;
    private static final double RANK_NANOSECONDS = 400;

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
        public boolean usual() {
            return linear();
        }

        /** Whether it can do without the matrices. */
        private boolean linear() {
            return agreement == Agreement.PEARSON || agreement == Agreement.COSINE;
        }

        @Override
        public Cost cost(int samples, int unitsA, int unitsB) {
            if (linear()) {
                return Cost.ofProducts(samples, unitsA, unitsB);
            }
            return agreement == Agreement.SPEARMAN ? Cost.ofPairs(samples, unitsA, unitsB, 3.5, RANK_NANOSECONDS)
                : Cost.ofPairs(samples, unitsA, unitsB, 3.5, 2 * RANK_NANOSECONDS);
        }

        @Override
        public double compare(Representation a, Representation b) {
            a.requireSameSamples(b);
            if (!linear()) {
                RankedDissimilarities x = RankedDissimilarities.of(a, dissimilarity);
                RankedDissimilarities y = RankedDissimilarities.of(b, dissimilarity);
                if (x.undefined() || y.undefined()) {
                    return Double.NaN;
                }
                return agreement == Agreement.SPEARMAN ? Ranks.spearman(x.twiceMean(), y.twiceMean())
                    : Ranks.kendall(x.twiceMean(), y.twiceMean());
            }
            double samples = a.samples();
            if (samples * samples * Math.max(a.units(), b.units()) > LARGE) {
                Vectors x = Vectors.of(a, dissimilarity);
                Vectors y = Vectors.of(b, dissimilarity);
                if (x.undefined() || y.undefined()) {
                    return Double.NaN;
                }
                double value = agreement == Agreement.PEARSON ? DissimilarityMoments.pearson(x.centred(), y.centred())
                    : DissimilarityMoments.cosine(x.centred(), y.centred());
                if (!Double.isNaN(value) || samples > MOST_PAIRWISE) {
                    return value;
                }
            }
            DissimilarityMatrix x = dissimilarity.matrix(a);
            DissimilarityMatrix y = dissimilarity.matrix(b);
            boolean undefined = x.undefined() || y.undefined()
                || (agreement == Agreement.PEARSON ? x.constant() || y.constant() : x.zero() || y.zero());
            return undefined ? Double.NaN : agreement.of(x.upper(), y.upper());
        }

        @Override
        public String undefinedBecause(Representation a, Representation b) {
            for (Representation one : List.of(a, b)) {
                String which = one == a ? "first" : "second";
                String reason = dissimilarity.undefinedBecause(one, which);
                if (!reason.isEmpty()) {
                    return reason;
                }
                if (Vectors.of(one, dissimilarity).undefined()) {
                    return "all samples of the " + which + " have a dissimilarity of 0, to the precision of its numbers";
                }
            }
            return "all samples of a representation are equally far apart, to the precision of its numbers";
        }

        /** 0 of correlations, for they are of pairs of samples, and pairing moves these about; of the cosine, its mean over all. */
        @Override
        public double expectedByChance(Representation a, Representation b) {
            return agreement == Agreement.COSINE ? DissimilarityMoments.expectedCosine(Vectors.of(a, dissimilarity).centred(),
                Vectors.of(b, dissimilarity).centred()) : 0;
        }
    }

    /** Vectors less their mean over the samples, between which a dissimilarity is the squared distance but for a factor. */
    private record Vectors(CentredSamples centred, boolean undefined) implements Reorderable {
        private record Key(Dissimilarity dissimilarity) {}

        static Vectors of(Representation representation, Dissimilarity dissimilarity) {
            return representation.derived(new Key(dissimilarity), r -> {
                if (dissimilarity == Dissimilarity.SQEUCLIDEAN) {
                    CentredSamples samples = CentredSamples.of(r);
                    return new Vectors(samples, samples.constant());
                }
                SampleVectors vectors = dissimilarity.vectors(r);
                if (vectors.withoutDirection() >= 0) {
                    return new Vectors(CentredSamples.of(r), true);
                }
                double noise = 0;
                for (double one : vectors.noise()) {
                    noise += one * one;
                }
                CentredSamples centred = vectors.centred();
                return new Vectors(centred, centred.total() * centred.scale() * centred.scale() <= noise);
            });
        }

        @Override
        public Vectors reordered(int[] order) {
            return new Vectors(centred.reordered(order), undefined);
        }
    }
}
