package io.fastdfs.protocol;

import java.nio.ByteBuffer;

/**
 * Writes one frame: the body in order, then {@link #frame} puts the header before it. Grows as needed.
 *
 * <p>Text is written one byte a character, see {@link BodyReader}. A character above 255 has no byte, so text with one is
 * refused with an {@link IllegalArgumentException}. No text that was read from a peer has one.
 */
public final class BodyWriter {
    private ByteBuffer bytes;

    public BodyWriter() {
        this(256);
    }

    /**
     * Starts an empty body.
     *
     * @param expectedBytes of the body; a larger one only costs a copy
     */
    public BodyWriter(int expectedBytes) {
        bytes = ByteBuffer.allocate(Header.BYTES + expectedBytes).position(Header.BYTES);
    }

    /** The whole request, ready to be sent; {@link Request#contentBytes} of content must follow it. */
    public static ByteBuffer frame(Request request) {
        BodyWriter body = new BodyWriter();
        request.encode(body);
        return body.frame(request.command().code, request.status(), request.contentBytes());
    }

    /** Body and header in one buffer, from position to limit. The body length counts the content that follows. */
    public ByteBuffer frame(int command, int status, long contentBytes) {
        ByteBuffer frame = bytes.duplicate().flip();
        new Header(frame.limit() - Header.BYTES + contentBytes, command, status).encode(frame);
        return frame.rewind();
    }

    /** Bytes of body so far. */
    public int length() {
        return bytes.position() - Header.BYTES;
    }

    public BodyWriter int8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public BodyWriter int32(int value) {
        room(4).putInt(value);
        return this;
    }

    public BodyWriter int64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** Eight bytes that mean a length or an offset. */
    public BodyWriter size(long value) {
        return int64(value);
    }

    /**
     * A fixed field of NUL padded text.
     *
     * @throws IllegalArgumentException if the text is longer than the field
     */
    public BodyWriter padded(String text, int width) {
        if (text.length() > width) {
            throw new IllegalArgumentException("\"" + text + "\" does not fit into " + width + " bytes");
        }
        text(text);
        room(width - text.length());
        for (int i = text.length(); i < width; i++) {
            bytes.put((byte) 0);
        }
        return this;
    }

    /**
     * A fixed field of text with at least one NUL behind it.
     *
     * @throws IllegalArgumentException if the text and a NUL are longer than the field
     */
    public BodyWriter terminated(String text, int width) {
        return padded(text, width - 1).int8(0);
    }

    /** The bytes of a logic filename, see {@link BodyReader#filename}. */
    public BodyWriter filename(String name) {
        return text(name);
    }

    /** Text of any length. */
    public BodyWriter text(String text) {
        ByteBuffer to = room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                throw new IllegalArgumentException("character " + c + " in \"" + text + "\" is no byte");
            }
            to.put((byte) c);
        }
        return this;
    }

    public BodyWriter bytes(byte[] raw) {
        room(raw.length).put(raw);
        return this;
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int capacity = Math.max(bytes.capacity() * 2, bytes.position() + more);
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
        return bytes;
    }
}
