package io.fastdfs.storage.binlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the binlog line by line, from any line on, through all its files, up to what is written now. */
public final class BinlogReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Binlog binlog;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** Of the first byte in the buffer that has not been returned. */
    private volatile Position position;

    private @Nullable FileChannel file;

    /** A line of the binlog. */
    public sealed interface Line {
        /** Where it begins. */
        Position at();

        /** Where the next one begins. */
        Position next();
    }

    /** A line that says what has happened. */
    public record Entry(BinlogRecord record, Position at, Position next) implements Line {}

    /** A line that cannot be understood: cut by a crash, or written by a release of C that forgets names. */
    public record Malformed(String text, String why, Position at, Position next) implements Line {}

    BinlogReader(Binlog binlog, Position from) {
        this.binlog = binlog;
        this.position = from;
    }

    /** Of the next line. */
    public Position position() {
        return position;
    }

    /** The next line; empty if there is none yet. */
    public Optional<Line> next() throws IOException {
        while (true) {
            // Asked before the file is read: what this file lacks then, it will never get.
            boolean complete = position.index() < binlog.end().index();
            int lineEnd = lineEnd();
            if (lineEnd >= 0) {
                return Optional.of(take(lineEnd, true));
            }
            if (!buffer.hasRemaining() && !complete) {
                return Optional.empty();
            }
            if (buffer.hasRemaining() && (complete || buffer.remaining() == BUFFER_BYTES)) {
                return Optional.of(take(buffer.limit(), false));
            }
            if (!complete) {
                return Optional.empty();
            }
            open(position.nextFile());
        }
    }

    /** Index in the buffer of the next line end, reading more where there is none; -1 if the file has none. */
    private int lineEnd() throws IOException {
        int from = buffer.position();
        while (true) {
            for (int i = from; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    return i;
                }
            }
            int scanned = buffer.remaining();
            if (!fill()) {
                return -1;
            }
            from = buffer.position() + scanned;
        }
    }

    /** Reads more of the file behind what is in the buffer; false if there is no more, or no room. */
    private boolean fill() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = open(position);
        }
        buffer.compact();
        int read = buffer.hasRemaining() ? open.read(buffer, position.offset() + buffer.position()) : -1;
        buffer.flip();
        return read > 0;
    }

    private Line take(int end, boolean whole) {
        Position at = position;
        byte[] bytes = new byte[end - buffer.position()];
        buffer.get(bytes);
        if (whole) {
            buffer.get();
        }
        position = at.plus(bytes.length + (whole ? 1 : 0));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!whole) {
            return new Malformed(text, "line without its end", at, position);
        }
        try {
            return new Entry(BinlogRecord.parse(text), at, position);
        } catch (ParseException e) {
            return new Malformed(text, String.valueOf(e.getMessage()), at, position);
        }
    }

    private FileChannel open(Position at) throws IOException {
        closeFile();
        position = at;
        buffer.clear().limit(0);
        FileChannel opened = binlog.openFinished(at.index());
        file = opened;
        return opened;
    }

    @Override
    public void close() throws IOException {
        binlog.closed(this);
        closeFile();
    }

    private void closeFile() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
