package io.fastdfs.storage.recovery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a list of files line by line, and knows where it is. A line may be anything: the list came from a peer. */
final class WorkList implements AutoCloseable {
    /** No record is longer; of a longer line the rest is skipped, and what is returned is no record either. */
    private static final int MAX_LINE = 512;

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE];
    private long offset;

    private WorkList(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    /** Opens a list, to go on at this offset. */
    static WorkList open(Path file, long offset) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.skipNBytes(offset);
            return new WorkList(in, offset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next line, without its end; empty at the end of the list. */
    Optional<String> next() throws IOException {
        int length = 0;
        long start = offset;
        int read = in.read();
        while (read >= 0 && read != '\n') {
            if (length < MAX_LINE) {
                line[length++] = (byte) read;
            }
            offset++;
            read = in.read();
        }
        if (read >= 0) {
            offset++;
        }
        return offset == start
                ? Optional.empty()
                : Optional.of(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** Behind the last line that was returned. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
