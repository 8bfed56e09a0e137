package org.espalier.nets.arrays;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** The unpacked bytes of an archive's entry from a position on. */
    static ByteSource entry(Path archive, String name, long position) {
        return () -> {
            ZipFile zip = new ZipFile(archive.toFile());
            try {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new IOException("its entry " + name + " is gone");
                }
                InputStream bytes = zip.getInputStream(entry);
                bytes.skipNBytes(position);
                return closing(bytes, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        };
    }

    private static InputStream closing(InputStream bytes, ZipFile zip) {
        return new FilterInputStream(bytes) {
            @Override
            public void close() throws IOException {
                try (zip) {
                    super.close();
                }
            }
        };
    }
}
