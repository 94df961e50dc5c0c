package io.fastdfs.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one body in order. A body that is shorter than what is asked for, or a negative size, is refused with EINVAL.
 * Nothing is allocated for bytes that are announced but not there.
 *
 * <p>The buffer may hold only the head of the body: content that streams behind the head is counted, not read.
 *
 * <p>Text is bytes to C, in no encoding. It is read as ISO 8859-1, one character a byte: so whatever a peer sends fits
 * into a field of the same width again, byte for byte.
 */
public final class BodyReader {
    /** Reads one of several equal records, or one part of a body. */
    @FunctionalInterface
    public interface Part<T> {
        T decode(BodyReader body) throws FdfsException;
    }

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
        return new String(field, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** A fixed field of text whose last byte is a NUL, as C sees it: what a peer put there is ignored. */
    public String terminated(int width) throws FdfsException {
        String text = padded(width);
        return text.length() < width ? text : text.substring(0, width - 1);
    }

    /** A filename of 1 to {@link Width#MAX_FILENAME} bytes without NUL. */
    public String filename(long length) throws FdfsException {
        if (length < 1 || length > Width.MAX_FILENAME) {
            throw FdfsException.invalid("filename of " + length + " bytes");
        }
        String name = text(length);
        if (name.indexOf('\0') >= 0) {
            throw FdfsException.invalid("filename with a NUL");
        }
        return name;
    }

    /** A filename that fills the rest of the body. */
    public String restFilename() throws FdfsException {
        return filename(left());
    }

    /** So many bytes as text, NULs included. */
    public String text(long length) throws FdfsException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** All bytes up to the end of the body as text. */
    public String restText() throws FdfsException {
        return text(left());
    }

    /** All bytes up to the end of the body; the body must be in the buffer. */
    public byte[] rest() throws FdfsException {
        return bytes(left());
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

    /** The number of equal records up to the end of the body. Refuses a rest that is no whole record. */
    public int records(int recordBytes) throws FdfsException {
        if (left() % recordBytes != 0 || left() > head.remaining()) {
            throw FdfsException.invalid("body of " + left() + " bytes is no list of records of " + recordBytes);
        }
        return (int) (left() / recordBytes);
    }

    /** Reads equal records up to the end of the body. */
    public <T> List<T> records(int recordBytes, Part<T> record) throws FdfsException {
        int count = records(recordBytes);
        List<T> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(record.decode(this));
        }
        return records;
    }

    /** Reads a part that must be all of the body that is left. */
    public <T> T last(Part<T> part) throws FdfsException {
        T read = part.decode(this);
        end();
        return read;
    }

    /** Eight bytes that lie ahead, or -1 if the buffer does not hold them. Moves nothing. */
    public long peekInt64(int ahead) {
        return head.remaining() < ahead + Long.BYTES ? -1 : head.getLong(head.position() + ahead);
    }

    private void need(long bytes) throws FdfsException {
        if (bytes < 0 || bytes > head.remaining()) {
            throw FdfsException.invalid("body of " + bodyLength + " bytes is too short");
        }
    }
}
