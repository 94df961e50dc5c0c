package io.fastdfs.bench;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** What a server answers. A short body is kept to be decoded; content of a file is only counted, and summed if wanted. */
final class Answer {
    private static final int MAX_KEPT = 64 * 1024;

    private final ByteBuffer header = ByteBuffer.allocate(Header.BYTES);
    private final CRC32 crc = new CRC32();
    private byte[] kept = new byte[256];
    private boolean isContent;
    private boolean isSummed;
    private Status status = Status.OK;
    private long length;
    private long there;

    /**
     * Waits for the answer to the next request.
     *
     * @param content the body is content of a file, unless the request is refused
     * @param summed its CRC32 is wanted
     */
    void expect(boolean content, boolean summed) {
        header.clear();
        isContent = content;
        isSummed = summed;
        length = 0;
        there = 0;
        crc.reset();
    }

    /**
     * Takes what has come.
     *
     * @return true once the answer is whole
     * @throws IOException if this is no answer
     */
    boolean take(ByteBuffer bytes) throws IOException {
        if (header.hasRemaining()) {
            while (header.hasRemaining() && bytes.hasRemaining()) {
                header.put(bytes.get());
            }
            if (header.hasRemaining()) {
                return false;
            }
            begin(Header.decode(header.flip()));
            header.position(Header.BYTES);
        }
        int more = (int) Math.min(bytes.remaining(), length - there);
        if (!isContent) {
            bytes.get(kept, (int) there, more);
        } else if (isSummed) {
            crc.update(bytes.slice(bytes.position(), more));
        }
        there += more;
        if (there == length && isContent && more < bytes.remaining()) {
            throw new IOException("more than was announced");
        }
        return there == length;
    }

    private void begin(Header decoded) throws IOException {
        if (decoded.command() != Command.RESPONSE.code || decoded.bodyLength() < 0) {
            throw new IOException("no answer in the protocol of FastDFS");
        }
        status = new Status(decoded.status());
        length = decoded.bodyLength();
        isContent &= status.isOk();
        if (!isContent) {
            if (length > MAX_KEPT) {
                throw new IOException("an answer of " + length + " bytes");
            }
            if (length > kept.length) {
                kept = Arrays.copyOf(kept, (int) length);
            }
        }
    }

    Status status() {
        return status;
    }

    /** Bytes of the body. */
    long length() {
        return length;
    }

    /** Of the content, if it was wanted. */
    int crc32() {
        return (int) crc.getValue();
    }

    /** The body, if it is no content. */
    BodyReader body() {
        return new BodyReader(ByteBuffer.wrap(kept, 0, (int) length));
    }
}
