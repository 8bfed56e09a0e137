package org.espalier.nets.arrays;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where bytes come from, opened anew each time they are wanted, so that nothing stays open between. */
interface ByteSource {

    /** A stream that starts at the first byte; whoever opens it closes it. */
    InputStream open() throws IOException;

    /** The bytes of a file from a position on. */
    static ByteSource file(Path file, long position) {
        return () -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(position);
            return Channels.newInputStream(channel);
        };
    }

    /**
     * The unpacked bytes of an archive's entry from a position on.
     *
     * @param checked whether closing the stream after its last byte fails where the archive's checksum is another
     */
    static ByteSource entry(Path archive, String name, long position, boolean checked) {
        return () -> {
            ZipFile zip = new ZipFile(archive.toFile());
            try {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new IOException("its entry " + name + " is gone");
                }
                InputStream bytes = zip.getInputStream(entry);
                if (checked) {
                    bytes = new CheckedInputStream(bytes, new CRC32());
                }
                bytes.skipNBytes(position);
                return closing(bytes, zip, entry.getCrc());
            } catch (IllegalArgumentException e) {
                zip.close();
                throw new IOException("its names are no longer text", e);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        };
    }

    private static InputStream closing(InputStream bytes, ZipFile zip, long expected) {
        return new FilterInputStream(bytes) {
            @Override
            public void close() throws IOException {
                try (zip) {
                    boolean differs = in instanceof CheckedInputStream sum && in.read() < 0
                        && sum.getChecksum().getValue() != expected;
                    super.close();
                    if (differs) {
                        throw new IOException("its checksum is not the archive's, so it is damaged");
                    }
                }
            }
        };
    }
}
