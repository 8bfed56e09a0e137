package org.espalier.cli.report;

import java.util.List;

/** The least and the greatest number that an axis can show. */
final class AxisRange {
    private AxisRange() { }

    /** {@code [least, greatest]} of the finite numbers (positive ones on a logarithmic axis); {@code [1, 10]} if none. */
    static double[] of(List<Object> values, boolean logarithmic) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Object value : values) {
            double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
            if (Double.isFinite(number) && (!logarithmic || number > 0)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
        if (least > greatest) {
            return new double[] {1, 10};
        }
        // One value alone still needs an axis of some length.
        return least < greatest ? new double[] {least, greatest}
            : logarithmic ? new double[] {least / 2, greatest * 2} : new double[] {least - 1, greatest + 1};
    }
}
