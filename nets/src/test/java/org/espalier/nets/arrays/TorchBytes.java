package org.espalier.nets.arrays;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles instruction by instruction, and archives around them, independently of what reads them. */
final class TorchBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static TorchBytes pickle() {
        return new TorchBytes().code(0x80, 2);
    }

    TorchBytes code(int... codes) {
        for (int code : codes) {
            bytes.write(code);
        }
        return this;
    }

    TorchBytes text(String text) {
        byte[] utf = text.getBytes(StandardCharsets.UTF_8);
        return code('X').number(utf.length, Integer.BYTES).raw(utf);
    }

    TorchBytes global(String module, String name) {
        return code('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Up to eight bytes of a whole number. */
    TorchBytes whole(long value) {
        return code(0x8a, Long.BYTES).number(value, Long.BYTES);
    }

    TorchBytes number(long value, int width) {
        return raw(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), width);
    }

    TorchBytes raw(byte[] more) {
        return raw(more, more.length);
    }

    private TorchBytes raw(byte[] more, int length) {
        bytes.write(more, 0, length);
        return this;
    }

    TorchBytes repeat(int times, int... codes) {
        for (int i = 0; i < times; i++) {
            code(codes);
        }
        return this;
    }

    /** {@code ('storage', torch.FloatStorage, key, 'cpu', elements)} as a reference to memory outside. */
    TorchBytes storage(String key, long elements) {
        return code('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu").whole(elements).code('t', 'Q');
    }

    TorchBytes tuple(long... numbers) {
        code('(');
        for (long number : numbers) {
            whole(number);
        }
        return code('t');
    }

    /** A tensor of float32. */
    TorchBytes tensor(String key, long elements, long offset, long[] shape, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2").code('(').storage(key, elements).whole(offset).tuple(shape)
            .tuple(strides).code(0x89).global("collections", "OrderedDict").code(')', 'R').code('t', 'R');
    }

    byte[] stop() {
        code('.');
        return bytes.toByteArray();
    }

    /** An archive as torch.save writes it, with one storage "0". */
    static byte[] archive(byte[] pickle, byte[] storage) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            zip.write(storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
