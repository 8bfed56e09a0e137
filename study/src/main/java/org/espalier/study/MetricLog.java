package org.espalier.study;

/**
 * A trial's {@code metrics.csv}: rows {@code seed,metric,step,value}, appended as it trains.
 *
 * <p>A checkpoint keeps {@link #position()}; a trial that resumes from it calls {@link #rewind} first, so that the
 * finished file is the same, byte for byte, as one from a trial never interrupted.
 */
public interface MetricLog {

    /** Appends one row; {@code value} may be NaN or infinite. */
    void append(long seed, String metric, long step, double value);

    /** Writes everything appended so far to disk and returns the file's length in bytes. */
    long position();

    /**
     * Drops every row after {@code position}.
     *
     * @throws IllegalArgumentException if the file is shorter
     */
    void rewind(long position);
}
