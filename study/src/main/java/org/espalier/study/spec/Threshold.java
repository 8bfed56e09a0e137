package org.espalier.study.spec;

/**
 * What an effect has to exceed.
 *
 * @param value the smallest effect of interest
 * @param why   where it comes from
 */
public record Threshold(double value, String why) {

    /** More than a number. */
    public static Threshold exceeds(double value, String why) {
        return new Threshold(value, why);
    }

    /** More than 0: the direction alone. */
    public static Threshold positive(String why) {
        return new Threshold(0, why);
    }
}
