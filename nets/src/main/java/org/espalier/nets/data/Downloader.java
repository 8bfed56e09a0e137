package org.espalier.nets.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Predicate;
import org.espalier.base.InvalidInputException;

/**
 * Downloads one published file: over HTTPS, resumable, never more bytes than the file has, moved into place in one step
 * and only once its SHA-256 is right. What is received lies beside the target as {@code NAME.part}, from which the next
 * attempt goes on. Several processes may ask for the same file: a lock on {@code NAME.lock} lets one fetch it.
 *
 * <p>{@link HttpURLConnection} and not {@code java.net.http}: only the former has a time limit for a body that stalls. It
 * follows redirections, but never from HTTPS to HTTP.
 */
final class Downloader {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;
    private static final int ATTEMPTS = 4;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Predicate<URI> allowed;
    private final DownloadProgress progress;

    /** Downloads over HTTPS only. */
    Downloader(DownloadProgress progress) {
        this(progress, source -> "https".equals(source.getScheme()));
    }

    /** For tests, which serve files on the loopback address. */
    Downloader(DownloadProgress progress, Predicate<URI> allowed) {
        this.allowed = allowed;
        this.progress = progress;
    }

    /**
     * Fetches a file unless it is there already.
     *
     * @param folder where it goes; made if need be
     * @throws IOException   if the host cannot be reached or breaks off; what was received is kept for the next attempt
     * @throws InvalidInputException if the host answers with something else than the published file, which is then deleted
     */
    Path fetch(Download download, Path folder) throws IOException {
        if (!allowed.test(download.source())) {
            throw new InvalidInputException("refusing to download " + download.name() + " from " + download.source()
                + ": only https is allowed");
        }
        // A file lock is the whole JVM's: threads of one JVM would not wait for each other but fail.
        synchronized (Downloader.class) {
            return fetchLocked(download, folder);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private Path fetchLocked(Download download, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(download.name());
        Path part = folder.resolve(download.name() + ".part");
        try (FileChannel channel = FileChannel.open(folder.resolve(download.name() + ".lock"),
            StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
            if (!Files.exists(target)) {
                receiveAll(download, part);
                verify(download, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return target;
    }

    /** Goes on after interruptions for as long as each attempt brings something. */
    private void receiveAll(Download download, Path part) throws IOException {
        for (int attempt = 1;; attempt++) {
            long before = length(part);
            try {
                receive(download, part);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || length(part) <= before) {
                    throw e;
                }
            }
        }
    }

    private void receive(Download download, Path part) throws IOException {
        long have = length(part);
        if (have > download.bytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have == download.bytes()) {
            return;
        }
        HttpURLConnection connection = (HttpURLConnection) download.source().toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            int status = connection.getResponseCode();
            boolean resumed = have > 0 && status == HttpURLConnection.HTTP_PARTIAL
                && String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes " + have + "-");
            if (status == RANGE_NOT_SATISFIABLE) {
                Files.delete(part);
            }
            if (!resumed && status != HttpURLConnection.HTTP_OK) {
                throw new IOException(download.source() + " answered with HTTP status " + status);
            }
            try (InputStream in = connection.getInputStream();
                OutputStream out = resumed
                    ? Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newOutputStream(part)) {
                copy(download, in, out, resumed ? have : 0);
            }
        } finally {
            connection.disconnect();
        }
    }

    private void copy(Download download, InputStream in, OutputStream out, long have) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long received = have;
        progress.received(download, received);
        while (received < download.bytes()) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, download.bytes() - received));
            if (read < 0) {
                throw new IOException(download.source() + " broke off after " + received + " of " + download.bytes()
                    + " bytes");
            }
            out.write(buffer, 0, read);
            received += read;
            progress.received(download, received);
        }
    }

    private static void verify(Download download, Path part) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(part)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String actual = Sha256.hex(digest);
        if (!actual.equals(download.sha256())) {
            Files.delete(part);
            throw new InvalidInputException("what " + download.source() + " sent is not the published " + download.name()
                + " and was deleted: its SHA-256 is " + actual + "; " + download.sha256() + " was expected");
        }
    }

    private static long length(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
