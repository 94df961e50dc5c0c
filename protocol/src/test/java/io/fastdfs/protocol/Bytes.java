package io.fastdfs.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes expected bytes by hand, field by field, without the code under test. */
final class Bytes {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Hexadecimal, spaces are ignored. */
    Bytes hex(String hex) {
        written.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    Bytes int64(long... values) {
        for (long value : values) {
            written.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }
        return this;
    }

    Bytes int32(int... values) {
        for (int value : values) {
            written.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        }
        return this;
    }

    Bytes text(String text) {
        written.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Bytes text(String text, int width) {
        written.writeBytes(Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), width));
        return this;
    }

    byte[] array() {
        return written.toByteArray();
    }

    BodyReader reader() {
        return new BodyReader(ByteBuffer.wrap(array()));
    }

    /** What a frame holds, header included. */
    static byte[] of(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return bytes;
    }

    /** What a body holds. */
    static byte[] of(BodyWriter body) {
        return of(body.frame(0, 0, 0).position(Header.BYTES));
    }
}
