package io.fastdfs.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one body in order. A body that is shorter than what is asked for, or a negative size, is refused with EINVAL.
 *
 * <p>The buffer may hold only the head of the body: content that streams behind the head is counted, not read.
 */
public final class BodyReader {
    private final ByteBuffer head;
    private final long bodyLength;
    private final int start;

    /** A body that is in the buffer as a whole, from position to limit. */
    public BodyReader(ByteBuffer body) {
        this(body, body.remaining());
    }

    /**
     * @param head the first bytes of the body, from position to limit
     * @param bodyLength bytes of the whole body, at least those of the head
     */
    public BodyReader(ByteBuffer head, long bodyLength) {
        if (bodyLength < head.remaining()) {
            throw new IllegalArgumentException("head of " + head.remaining() + " in a body of " + bodyLength);
        }
        this.head = head;
        this.bodyLength = bodyLength;
        this.start = head.position();
    }

    /** Bytes of the body that are not read yet, content included. */
    public long left() {
        return bodyLength - (head.position() - start);
    }

    public int uint8() throws FdfsException {
        return int8() & 0xFF;
    }

    public byte int8() throws FdfsException {
        need(1);
        return head.get();
    }

    public int int32() throws FdfsException {
        need(4);
        return head.getInt();
    }

    public long int64() throws FdfsException {
        need(8);
        return head.getLong();
    }

    /** Eight bytes that mean a length or an offset: 0 or more. */
    public long size() throws FdfsException {
        long size = int64();
        if (size < 0) {
            throw FdfsException.invalid("negative size " + size);
        }
        return size;
    }

    /** Eight bytes that mean a number between the two, both included. */
    public long range(long least, long most) throws FdfsException {
        long number = int64();
        if (number < least || number > most) {
            throw FdfsException.invalid("number " + number + ", allowed are " + least + " to " + most);
        }
        return number;
    }

    /** A fixed field of NUL padded text; what stands behind the first NUL is ignored. */
    public String padded(int width) throws FdfsException {
        byte[] field = bytes(width);
        int length = 0;
        while (length < width && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.UTF_8);
    }

    /** A filename of 1 to {@link Width#MAX_FILENAME} bytes without NUL. */
    public String filename(long length) throws FdfsException {
        if (length < 1 || length > Width.MAX_FILENAME) {
            throw FdfsException.invalid("filename of " + length + " bytes");
        }
        byte[] name = bytes((int) length);
        for (byte b : name) {
            if (b == 0) {
                throw FdfsException.invalid("filename with a NUL");
            }
        }
        // Names are bytes to C. ISO 8859-1 keeps every byte, so that a name that is not UTF-8 survives.
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** A filename that fills the rest of the body. */
    public String restFilename() throws FdfsException {
        return filename(left());
    }

    /** All bytes up to the end of the body; the body must be in the buffer. */
    public byte[] rest() throws FdfsException {
        return bytes(left());
    }

    /** All bytes up to the end of the body as text. */
    public String restText() throws FdfsException {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    public byte[] bytes(long length) throws FdfsException {
        need(length);
        byte[] bytes = new byte[(int) length];
        head.get(bytes);
        return bytes;
    }

    /** Accepts that exactly {@code announced} bytes of content stream behind the head, and returns that number. */
    public long content(long announced) throws FdfsException {
        if (announced != left()) {
            throw FdfsException.invalid("content of " + announced + " bytes announced, body has " + left());
        }
        return announced;
    }

    /** Refuses bytes behind the last field. */
    public void end() throws FdfsException {
        if (left() != 0) {
            throw FdfsException.invalid(left() + " bytes too many in the body");
        }
    }

    /** Reads n equal records up to the end of the body. Refuses a rest that is no whole record. */
    public int records(int recordBytes) throws FdfsException {
        if (left() % recordBytes != 0 || left() > head.remaining()) {
            throw FdfsException.invalid("body of " + left() + " bytes is no list of records of " + recordBytes);
        }
        return (int) (left() / recordBytes);
    }

    private void need(long bytes) throws FdfsException {
        if (bytes < 0 || bytes > head.remaining()) {
            throw new FdfsException(
                    Status.EINVAL, "body of " + bodyLength + " bytes is too short", new BufferUnderflowException());
        }
    }
}
