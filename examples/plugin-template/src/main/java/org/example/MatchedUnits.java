package org.example;

import java.util.EnumSet;
import java.util.Set;
import org.espalier.analysis.representation.Invariance;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;

/**
 * A measure: how well each unit is matched by the one unit of the other network that correlates with it most, after Li et al.
 * 2016 (arXiv:1511.07543). The mean over the units of both of the largest |r|, 0..1; units that are the same for all samples
 * are left out.
 */
public final class MatchedUnits implements RepresentationMeasure {
    @Override
    public String id() {
        return "matched-units";
    }

    @Override
    public String description() {
        return "Mean of the largest |correlation| of each unit with any unit of the other (Li et al. 2016).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return EnumSet.of(Invariance.TRANSLATION, Invariance.SCALING, Invariance.PERMUTATION);
    }

    @Override
    public double compare(Representation a, Representation b) {
        if (a.samples() != b.samples()) {
            throw new InvalidInputException(a.samples() + " samples beside " + b.samples() + ", expected the same");
        }
        if (a.isConstant() || b.isConstant()) {
            return Double.NaN;
        }
        double[][] x = standardised(a);
        double[][] y = standardised(b);
        double[] bestX = new double[x.length];
        double[] bestY = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                double r = 0;
                for (int k = 0; k < a.samples(); k++) {
                    r += x[i][k] * y[j][k];
                }
                bestX[i] = Math.max(bestX[i], Math.abs(r));
                bestY[j] = Math.max(bestY[j], Math.abs(r));
            }
        }
        return Math.min(1, (sum(bestX) + sum(bestY)) / (live(x) + live(y)));
    }

    /** {@code [units][samples]}: mean 0 and norm 1, or all 0. */
    private static double[][] standardised(Representation of) {
        double[] values = of.values();
        double[][] units = new double[of.units()][of.samples()];
        for (int u = 0; u < units.length; u++) {
            double mean = 0;
            double largest = 0;
            for (int k = 0; k < of.samples(); k++) {
                units[u][k] = values[k * of.units() + u];
                mean += units[u][k] / of.samples();
                largest = Math.max(largest, Math.abs(units[u][k]));
            }
            double squares = 0;
            for (int k = 0; k < of.samples(); k++) {
                units[u][k] -= mean;
                squares += units[u][k] * units[u][k];
            }
            // What is left of a constant unit is rounding.
            double norm = Math.sqrt(squares) > 1e-12 * largest * Math.sqrt(of.samples()) ? Math.sqrt(squares)
                : Double.POSITIVE_INFINITY;
            for (int k = 0; k < of.samples(); k++) {
                units[u][k] /= norm;
            }
        }
        return units;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static int live(double[][] units) {
        int live = 0;
        for (double[] unit : units) {
            for (double value : unit) {
                if (value != 0) {
                    live++;
                    break;
                }
            }
        }
        return live;
    }
}
