package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Ticks of a logarithmic axis: the plotted values themselves where they are few (a reader then sees the grid of the
 * study), else powers of ten with 2 and 5 between them where there is room. Labels never touch.
 */
final class LogTicks {
    private static final int FEW = 12;
    private static final int CHARACTER = 8;
    private static final int GAP = 8;
    private static final int LINE = 24;

    private LogTicks() {}

    /**
     * @param column     the plotted values
     * @param range      least and greatest value of the axis, both positive
     * @param pixels     length of the axis
     * @param horizontal whether labels stand side by side
     */
    static List<Double> of(List<Object> column, double[] range, int pixels, boolean horizontal) {
        List<Double> values = column.stream().filter(Number.class::isInstance).map(v -> ((Number) v).doubleValue())
            .filter(v -> v > 0 && Double.isFinite(v)).distinct().sorted().toList();
        if (horizontal && values.size() <= FEW) {
            return thinned(values, range, pixels, true);
        }
        List<Double> decades = new ArrayList<>();
        List<Double> between = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(range[0])); power <= Math.ceil(Math.log10(range[1])); power++) {
            for (int step : new int[] {1, 2, 5}) {
                double tick = Double.parseDouble(step + "e" + power);
                if (tick >= range[0] && tick <= range[1]) {
                    between.add(tick);
                    if (step == 1) {
                        decades.add(tick);
                    }
                }
            }
        }
        List<Double> fine = thinned(between, range, pixels, horizontal);
        return fine.size() == between.size() || decades.size() < 2 ? fine : thinned(decades, range, pixels, horizontal);
    }

    private static List<Double> thinned(List<Double> ticks, double[] range, int pixels, boolean horizontal) {
        List<Double> kept = new ArrayList<>();
        double perPixel = Math.log10(range[1] / range[0]) / pixels;
        for (double tick : ticks) {
            int room = horizontal ? GAP + CHARACTER * Numbers.plain(tick).length() : LINE;
            if (kept.isEmpty() || Math.log10(tick / kept.get(kept.size() - 1)) >= room * perPixel) {
                kept.add(tick);
            }
        }
        return kept;
    }
}
