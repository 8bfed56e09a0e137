package org.espalier.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock on a trial's folder: one process, and in it one thread, at a time. The system gives it back when the process
 * ends, however it ends.
 */
final class TrialLock implements AutoCloseable {
    private static final long RETRY_MILLIS = 50;

    /** Folders locked by this process: opening a lock file a second time and closing it would give the lock away. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private TrialLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the lock of {@code trialId}'s folder, waiting up to {@code patience} for another holder. */
    static TrialLock take(Path folder, String trialId, Duration patience)
        throws TrialBusyException, InterruptedException, IOException {
        Path real = folder.toRealPath();
        long until = System.nanoTime() + patience.toNanos();
        for (TrialLock lock = tryTake(real);; lock = tryTake(real)) {
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() >= until) {
                throw new TrialBusyException(trialId);
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private static TrialLock tryTake(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            return null;
        }
        FileChannel channel = null;
        TrialLock taken = null;
        try {
            channel = FileChannel.open(folder.resolve(RunFiles.LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            taken = channel.tryLock() == null ? null : new TrialLock(folder, channel);
            return taken;
        } finally {
            if (taken == null) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(folder);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back " + folder.resolve(RunFiles.LOCK), e);
        } finally {
            HELD.remove(folder);
        }
    }
}
