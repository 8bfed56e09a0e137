package org.espalier.study;

/**
 * A trial's {@code metrics.csv}: rows {@code seed,metric,labels,step,value}, appended as it trains.
 *
 * <p>A checkpoint keeps {@link #position()}; a trial that resumes from it calls {@link #rewind} first, so that the
 * finished file is the same, byte for byte, as one from a trial never interrupted. A trial that does not rewind begins
 * with an empty log: rows that an interrupted attempt left behind are dropped at the first append.
 */
public interface MetricLog {

    /**
     * Appends one row; {@code value} may be NaN or infinite.
     *
     * @throws IllegalArgumentException    if the trial does not have {@code seed}, or {@code metric} is empty or has a
     *                                     comma, a quote or a line end
     * @throws java.io.UncheckedIOException if the file cannot be written, e.g. because the disk is full
     */
    void append(long seed, Metric metric, long step, double value);

    /** Appends one row of a metric without labels. */
    default void append(long seed, String metric, long step, double value) {
        append(seed, Metric.of(metric), step, value);
    }

    /** Writes everything appended so far to disk and returns the file's length in bytes. */
    long position();

    /**
     * Drops every row after {@code position}.
     *
     * @throws IllegalArgumentException if the file is shorter, or no row ends there
     */
    void rewind(long position);
}
