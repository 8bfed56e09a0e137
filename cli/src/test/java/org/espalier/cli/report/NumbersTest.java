package org.espalier.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void plainIsShortAndExact() {
        assertEquals("0.5", Numbers.plain(0.5));
        assertEquals("3", Numbers.plain(3.0));
        assertEquals("1.0e-5", Numbers.plain(1e-5));
        assertEquals("–", Numbers.plain(null));
        assertEquals("–", Numbers.plain(Double.NaN));
        assertEquals("true", Numbers.plain(true));
    }

    @Test
    void aColumnSharesItsDecimals() {
        assertEquals(3, Numbers.decimals(List.of(9.5, 0.25)));
        assertEquals(0, Numbers.decimals(List.of(12345.0)));
        assertEquals(0, Numbers.decimals(List.of()));
        assertEquals("0.250", Numbers.fixed(0.25, 3));
        assertEquals("−1.0", Numbers.fixed(-1, 1));
        assertEquals("0.0", Numbers.fixed(-0.01, 1));
    }

    @Test
    void intervalsSayWhatIsMissing() {
        assertEquals("71.2 [68.1, 74.3]", Numbers.interval(71.234, 68.1, 74.3));
        assertEquals("0.50", Numbers.interval(0.5, Double.NaN, Double.NaN).substring(0, 4));
        assertEquals("–", Numbers.interval(Double.NaN, 0, 1));
    }

    @Test
    void pIsNeverZero() {
        assertEquals("<\u00a00.001", Numbers.p(1e-12));
        assertEquals("0.049", Numbers.p(0.049));
    }

    @Test
    void timesReadWell() {
        assertEquals("30 s", Numbers.duration(30));
        assertEquals("10 min", Numbers.duration(600));
        assertEquals("2.5 h", Numbers.duration(9000));
    }

    @Test
    void ticksOfALogarithmicAxisAreTheGridWhereItIsSmall() {
        List<Object> densities = Arrays.asList(0.9, 0.1, 0.5, 0.1, null, Double.NaN, -1.0);
        assertEquals(List.of(0.1, 0.5, 0.9), LogTicks.of(densities, new double[] {0.1, 0.9}, 600, true));
    }

    @Test
    void ticksNeverTouch() {
        List<Object> many = new java.util.ArrayList<>();
        for (int i = 0; i <= 60; i++) {
            many.add(Math.pow(10, -3 + i / 10.0));
        }
        List<Double> ticks = LogTicks.of(many, new double[] {1e-3, 1e3}, 300, true);
        assertEquals(List.of(0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0), ticks);
    }

    @Test
    void anAxisOfOneValueHasLength() {
        assertEquals(List.of(1.0, 3.0), Arrays.stream(AxisRange.of(List.of(2.0), false)).boxed().toList());
        assertEquals(List.of(1.0, 10.0), Arrays.stream(AxisRange.of(List.of(), true)).boxed().toList());
    }
}
