package io.fastdfs.storage.sync;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * Counts what one peer has still to get. It follows the binlog on its own, only when it is asked, so that counting costs the
 * changes nothing.
 */
final class Backlog implements AutoCloseable {
    private final Binlog binlog;
    private final Mark from;
    private final BinlogReader reader;
    private long records;
    private long bytes;

    Backlog(Binlog binlog, Mark from) {
        this.binlog = binlog;
        this.from = from;
        reader = binlog.reader(from.position());
    }

    /** Records from the mark of the start on that are meant for the peer, sent since or not. */
    synchronized long records() throws IOException {
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            if (line.get() instanceof BinlogReader.Entry entry && from.wants(entry.record())) {
                records++;
                bytes += contentBytes(entry.record());
            }
        }
        return records;
    }

    /** Bytes of content of the records counted last. */
    synchronized long bytes() {
        return bytes;
    }

    /** Age of the first record from the mark of the start on that is meant for the peer; zero if there is none. */
    synchronized Duration oldest(Clock clock) throws IOException {
        try (BinlogReader first = binlog.reader(from.position())) {
            for (var line = first.next(); line.isPresent(); line = first.next()) {
                if (line.get() instanceof BinlogReader.Entry entry && from.wants(entry.record())) {
                    long age = clock.instant().getEpochSecond() - entry.record().seconds();
                    return Duration.ofSeconds(Math.max(0, age));
                }
            }
            return Duration.ZERO;
        }
    }

    /** As far as the record itself says: the sizes of appenders and slaves are not in their names. */
    static long contentBytes(BinlogRecord record) {
        return switch (record.change()) {
            case Change.Create(String filename) -> size(filename);
            case Change.Append append -> append.length();
            case Change.Modify modify -> modify.length();
            case Change.Update _, Change.Delete _, Change.Truncate _, Change.Link _, Change.Rename _ -> 0;
        };
    }

    private static long size(String filename) {
        try {
            return Math.max(0, FileName.decode(filename).size());
        } catch (FdfsException _) {
            return 0;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
    }
}
