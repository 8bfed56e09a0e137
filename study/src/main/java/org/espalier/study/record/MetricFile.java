package org.espalier.study.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.Trial;

/**
 * {@code metrics.csv}. The file is opened as an earlier attempt left it and is cut back to its header at the first use
 * that is not a {@link #rewind}: rows after the last checkpoint, or of an attempt without one, do not stay.
 */
final class MetricFile implements MetricLog, AutoCloseable {
    static final String HEADER = "seed,metric,labels,step,value\n";
    /** Of files made before metrics had labels. */
    static final String WITHOUT_LABELS = "seed,metric,step,value\n";
    private static final int HEADER_BYTES = HEADER.length();
    private static final int FLUSH_AT = 1 << 16;

    private final Path file;
    private final Set<Long> seeds;
    private final MetricNames names;
    private final Map<Metric, String> cells = new HashMap<>();
    private final FileChannel channel;
    private final StringBuilder pending = new StringBuilder();
    private final Runnable onCheckpoint;
    private long end = -1;

    /**
     * @param trial        whose seeds rows may have
     * @param onCheckpoint called at each {@link #position()}
     */
    MetricFile(Path file, Trial trial, Runnable onCheckpoint) {
        this.file = file;
        this.seeds = new HashSet<>(trial.seeds());
        this.names = MetricNames.of(trial.study());
        this.onCheckpoint = onCheckpoint;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void append(long seed, Metric metric, long step, double value) {
        if (!seeds.contains(seed)) {
            throw new IllegalArgumentException("the trial does not have seed " + seed);
        }
        begin();
        pending.append(seed).append(',').append(cells.computeIfAbsent(metric, m -> cells(names.read(m)))).append(',').append(step).append(
            ',').append(value).append('\n');
        if (pending.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Whether a file was begun before metrics had labels. */
    static boolean isWithoutLabels(Path file) throws IOException {
        if (!RunFiles.isFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(WITHOUT_LABELS.length()), StandardCharsets.UTF_8).equals(WITHOUT_LABELS);
        }
    }

    /** The cells {@code metric,labels}; labels are {@code name=value}, with semicolons between them. */
    private static String cells(Metric metric) {
        StringBuilder text = new StringBuilder(metric.name()).append(',');
        metric.labels().forEach((label, value) -> text.append(text.charAt(text.length() - 1) == ',' ? "" : ";")
            .append(escaped(label)).append('=').append(escaped(value)));
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace(";", "%3B").replace("=", "%3D");
    }

    /** @throws IllegalArgumentException if the cells are no metric */
    static Metric metric(String name, String labels) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String label : labels.isEmpty() ? new String[0] : labels.split(";", -1)) {
            int equals = label.indexOf('=');
            if (equals < 1 || read.put(plain(label.substring(0, equals)), plain(label.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("'" + labels + "' are no labels");
            }
        }
        return new Metric(name, read);
    }

    private static String plain(String text) {
        return text.replace("%3D", "=").replace("%3B", ";").replace("%25", "%");
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
