package io.fastdfs.storage.binlog;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that were deleted or renamed lately, here or by a copied change, so that none of them is fetched again from a
 * member that has not heard of it yet. The last {@value #REMEMBERED} at least are remembered, over a restart too.
 */
public final class DeletedNames {
    private static final Logger log = LoggerFactory.getLogger(DeletedNames.class);

    static final int REMEMBERED = 200_000;
    private static final long READ_AT_START_BYTES = 16 << 20;

    /** Hashes: a wrong hit in four billion names costs one answer that C would give too. */
    private Set<Integer> young = new HashSet<>();

    private Set<Integer> old = Set.of();

    /** Reads the end of the binlog. */
    public static DeletedNames of(Binlog binlog) throws IOException {
        DeletedNames names = new DeletedNames();
        Position end = binlog.end();
        int malformed = 0;
        Position from = new Position(end.index(), Math.max(0, end.offset() - READ_AT_START_BYTES));
        try (BinlogReader reader = binlog.reader(from)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry) {
                    names.note(entry.record().change());
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
    public void note(Change change) {
        switch (change) {
            case Change.Delete(String filename) -> add(filename);
            case Change.Rename(String _, String oldFilename) -> add(oldFilename);
            case Change.Create _,
                    Change.Update _,
                    Change.Append _,
                    Change.Modify _,
                    Change.Truncate _,
                    Change.Link _ -> {}
        }
    }

    private synchronized void add(String filename) {
        if (young.size() >= REMEMBERED) {
            old = young;
            young = new HashSet<>();
        }
        young.add(filename.hashCode());
    }

    /** True if the file was deleted lately. */
    public synchronized boolean contains(String filename) {
        int hash = filename.hashCode();
        return young.contains(hash) || old.contains(hash);
    }
}
