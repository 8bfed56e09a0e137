package org.espalier.study.execute;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.record.TrialRecord;

/**
 * Shows a run's progress to a person: one line that is drawn again and again on a terminal, one line a trial elsewhere.
 * Failures are printed with their reason on both.
 */
public final class ProgressPrinter implements ExecutionListener {
    private static final int BAR = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private long drawn;
    private boolean lineOpen;

    /**
     * @param out      where to print
     * @param terminal whether that is a terminal
     * @param progress what is shown; this printer keeps it up to date
     * @param nanoTime the clock, {@code System::nanoTime}
     */
    public ProgressPrinter(PrintStream out, boolean terminal, Progress progress, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.drawn = nanoTime.getAsLong() - REDRAW_NANOS;
    }

    @Override
    public void kept(Trial trial, TrialRecord record) {
        progress.kept(trial, record);
    }

    @Override
    public void started(Trial trial) {
        progress.started(trial);
        draw(false);
    }

    @Override
    public void progress(Trial trial, double fraction) {
        progress.progress(trial, fraction);
        draw(false);
    }

    @Override
    public void finished(Trial trial, TrialRecord record) {
        progress.finished(trial, record);
        if (terminal) {
            draw(true);
        } else {
            boolean done = record.status() == TrialResult.Status.DONE;
            line(trial, done ? "done" : "diverged: " + record.reason());
        }
    }

    @Override
    public void failed(Trial trial, String reason) {
        progress.failed(trial, reason);
        if (lineOpen) {
            out.print(CLEAR_LINE);
            lineOpen = false;
        }
        line(trial, "FAILED: " + reason);
        draw(true);
    }

    /** Ends the line on a terminal; call it when the run is over. */
    public void close() {
        if (lineOpen) {
            draw(true);
            out.println();
            lineOpen = false;
        }
        out.flush();
    }

    private void line(Trial trial, String what) {
        Progress.Snapshot now = progress.snapshot();
        String parameters = trial.parameters().values().entrySet().stream()
            .filter(e -> progress.varying().contains(e.getKey())).map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(
                " "));
        String seeds = trial.seeds().size() == 1 ? "seed " + trial.seed() : trial.seeds().size() + " seeds";
        out.println(now.ended() + "/" + now.total() + " " + trial.study() + " " + trial.id() + " ("
            + (parameters.isEmpty() ? "" : parameters + ", ") + seeds + ") " + what
            + (now.ended() < now.total() ? "; " + left(now) : ""));
        out.flush();
    }

    private void draw(boolean now) {
        long time = nanoTime.getAsLong();
        if (!terminal || !now && time - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = time;
        lineOpen = true;
        out.print(CLEAR_LINE + bar(progress.snapshot()));
        out.flush();
    }

    private static String bar(Progress.Snapshot now) {
        int full = (int) Math.floor(now.fraction() * BAR);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + now.ended() + "/" + now.total() + " trials"
            + (now.failed() > 0 ? ", " + now.failed() + " failed" : "")
            + (now.ended() < now.total() ? ", " + now.running() + " running, " + left(now) : "");
    }

    private static String left(Progress.Snapshot now) {
        return "about " + duration(now.secondsLeft()) + " left";
    }

    /** A time as a person says it: {@code 40 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 2 d 4 h}. */
    public static String duration(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        if (whole < 100) {
            return whole + " s";
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 100) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? String.format(Locale.ROOT, "%d h %d min", hours, minutes % 60)
            : String.format(Locale.ROOT, "%d d %d h", hours / 24, hours % 24);
    }
}
