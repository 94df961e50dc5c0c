package io.fastdfs.storage.binlog;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that were deleted or renamed lately, here or by a copied change, and when. A member that has not heard of it yet
 * shall not bring them back, neither asked for them nor by sending them. The last {@value #REMEMBERED} at least are remembered,
 * over a restart too.
 */
public final class DeletedNames {
    private static final Logger log = LoggerFactory.getLogger(DeletedNames.class);

    static final int REMEMBERED = 100_000;
    private static final long READ_AT_START_BYTES = 16 << 20;

    /** Unix seconds by hash: a wrong hit in four billion names costs one answer that C would give too. */
    private Map<Integer, Long> young = new HashMap<>();

    private Map<Integer, Long> old = Map.of();

    /** Reads the end of the binlog. */
    public static DeletedNames of(Binlog binlog) throws IOException {
        DeletedNames names = new DeletedNames();
        Position end = binlog.end();
        int malformed = 0;
        Position from = new Position(end.index(), Math.max(0, end.offset() - READ_AT_START_BYTES));
        try (BinlogReader reader = binlog.reader(from)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry) {
                    names.note(entry.record());
                } else if (line.get().at().offset() > from.offset() || from.offset() == 0) {
                    malformed++; // The first may be the end of one.
                }
            }
        }
        if (malformed > 0) {
            log.warn("the end of the binlog, up to {}, has {} lines that say nothing", end, malformed);
        }
        return names;
    }

    /** Notes a change that has happened. */
    public void note(BinlogRecord record) {
        switch (record.change()) {
            case Change.Delete(String filename) -> add(filename, record.seconds());
            case Change.Rename(String _, String oldFilename) -> add(oldFilename, record.seconds());
            case Change.Create _,
                    Change.Update _,
                    Change.Append _,
                    Change.Modify _,
                    Change.Truncate _,
                    Change.Link _ -> {}
        }
    }

    private synchronized void add(String filename, long seconds) {
        if (young.size() >= REMEMBERED) {
            old = young;
            young = new HashMap<>();
        }
        young.put(filename.hashCode(), seconds);
    }

    /** True if the file was deleted lately. */
    public boolean contains(String filename) {
        return deletedAt(filename) >= 0;
    }

    /** When the file was deleted, Unix seconds; -1 if it was not, or long ago. */
    public synchronized long deletedAt(String filename) {
        int hash = filename.hashCode();
        return young.getOrDefault(hash, old.getOrDefault(hash, -1L));
    }
}
