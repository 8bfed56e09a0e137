package org.espalier.study.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Metric;
import org.espalier.study.Trial;

/** Reads {@code metrics.csv} back and checks it against the length and checksum that the record holds. */
final class MetricReader {
    private static final long MOST_BYTES = 1L << 29;

    private MetricReader() {}

    /**
     * Length and SHA-256 of a finished {@code metrics.csv}.
     *
     * @param bytes  its length
     * @param sha256 its checksum, hexadecimal
     */
    record Checksum(long bytes, String sha256) {}

    static Checksum checksum(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return new Checksum(content.length, sha256(content));
    }

    /** Every row of a trial's metrics. */
    static List<Observation> read(Path file, Trial trial, Checksum expected) {
        byte[] content;
        try {
            if (!RunFiles.isFile(file)) {
                throw new InvalidInputException(file + " is missing though the trial's record is there");
            }
            long size = Files.size(file);
            if (size != expected.bytes() || size > MOST_BYTES) {
                throw new InvalidInputException(file + " is damaged: " + size + " bytes, the trial's record says "
                    + expected.bytes());
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + RunFiles.reason(e, file), e);
        }
        if (!sha256(content).equals(expected.sha256())) {
            throw new InvalidInputException(file + " is damaged: its SHA-256 is not the one in the trial's record");
        }
        return parse(new String(content, StandardCharsets.UTF_8), file, trial);
    }

    private static List<Observation> parse(String text, Path file, Trial trial) {
        boolean labelled = text.startsWith(MetricFile.HEADER);
        String header = labelled ? MetricFile.HEADER : MetricFile.WITHOUT_LABELS;
        if (!text.startsWith(header)) {
            throw new InvalidInputException(file + ", line 1: expected the header " + MetricFile.HEADER.strip());
        }
        MetricNames names = MetricNames.of(trial.study());
        Map<String, Metric> metrics = new HashMap<>();
        String id = trial.id();
        List<Observation> rows = new ArrayList<>();
        int line = 1;
        for (int start = header.length(); start < text.length();) {
            line++;
            int end = text.indexOf('\n', start);
            String[] cells = text.substring(start, end < 0 ? text.length() : end).split(",", -1);
            int last = labelled ? 4 : 3;
            try {
                long seed = Long.parseLong(cells[0]);
                if (end < 0 || cells.length != last + 1 || !trial.seeds().contains(seed)) {
                    throw new NumberFormatException();
                }
                Metric metric = labelled
                    ? metrics.computeIfAbsent(cells[1] + "," + cells[2], k -> MetricFile.metric(cells[1], cells[2]))
                    : names.read(cells[1]);
                rows.add(new Observation(id, seed, trial.parameters(), metric, Long.parseLong(cells[last - 1]),
                    Double.parseDouble(cells[last])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new InvalidInputException(file + ", line " + line + ": expected " + header.strip() + " with one of the"
                    + " trial's seeds", e);
            }
            start = end + 1;
        }
        return rows;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
