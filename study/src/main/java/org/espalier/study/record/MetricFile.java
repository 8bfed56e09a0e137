package org.espalier.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.study.MetricLog;

/**
 * {@code metrics.csv}. The file is opened as an earlier attempt left it and is cut back to its header at the first use
 * that is not a {@link #rewind}: rows after the last checkpoint, or of an attempt without one, do not stay.
 */
final class MetricFile implements MetricLog, AutoCloseable {
    static final String HEADER = "seed,metric,step,value\n";
    private static final int HEADER_BYTES = HEADER.length();
    private static final int FLUSH_AT = 1 << 16;

    private final Path file;
    private final Set<Long> seeds;
    private final FileChannel channel;
    private final StringBuilder pending = new StringBuilder();
    private final Runnable onCheckpoint;
    private long end = -1;

    /**
     * @param seeds        the seeds that rows may have
     * @param onCheckpoint called at each {@link #position()}
     */
    MetricFile(Path file, List<Long> seeds, Runnable onCheckpoint) {
        this.file = file;
        this.seeds = new HashSet<>(seeds);
        this.onCheckpoint = onCheckpoint;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void append(long seed, String metric, long step, double value) {
        if (!seeds.contains(seed)) {
            throw new IllegalArgumentException("the trial does not have seed " + seed);
        }
        if (!isName(metric)) {
            throw new IllegalArgumentException("'" + metric + "' cannot name a metric: expected text without commas,"
                + " quotes and line ends");
        }
        begin();
        pending.append(seed).append(',').append(metric).append(',').append(step).append(',').append(value).append('\n');
        if (pending.length() >= FLUSH_AT) {
            flush();
        }
    }

    static boolean isName(String metric) {
        return !metric.isBlank() && metric.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    }

    @Override
    public long position() {
        begin();
        flush();
        try {
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(e);
        }
        onCheckpoint.run();
        return end;
    }

    @Override
    public void rewind(long position) {
        pending.setLength(0);
        try {
            long size = channel.size();
            if (position < HEADER_BYTES || position > size) {
                throw new IllegalArgumentException(file + " has " + size + " bytes: it cannot go back to byte "
                    + position);
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            if (channel.read(last, position - 1) != 1 || last.get(0) != '\n') {
                throw new IllegalArgumentException(file + " has no row that ends at byte " + position);
            }
            channel.truncate(position);
            end = position;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Cuts the file back to its header unless the log was used before. */
    private void begin() {
        if (end >= 0) {
            return;
        }
        try {
            channel.truncate(0);
            end = 0;
            write(HEADER);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            write(pending.toString());
            pending.setLength(0);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException("cannot write " + RunFiles.reason(e, file), e);
    }

    /** Closes the file; rows not yet written are lost unless {@link #position()} was called. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
