package io.fastdfs.storage.binlog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who set or deleted a metadata text last, and in which second. Records have no finer time, so of two changes of one second
 * every member has to choose alike: those of one storage come in their order, and of two storages that with the greater id
 * wins. Remembered for the texts that were changed last; after a restart, which of them were changed here.
 */
public final class LastSetters {
    private static final int REMEMBERED = 10_000;
    private static final long READ_AT_START_BYTES = 1 << 20;
    private static final String OWN = "";
    private static final String METADATA = "-m";

    private final Map<String, Setter> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Setter> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Setter(long seconds, String storageId) {}

    /** What two changes of the same second have to do with each other. */
    public enum Order {
        BEFORE,
        AFTER,
        UNKNOWN
    }

    /** Reads the end of the binlog. */
    public static LastSetters of(Binlog binlog) throws IOException {
        LastSetters setters = new LastSetters();
        Position end = binlog.end();
        Position from = new Position(end.index(), Math.max(0, end.offset() - READ_AT_START_BYTES));
        try (BinlogReader reader = binlog.reader(from)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry) {
                    setters.noteAgain(entry.record());
                }
            }
        }
        return setters;
    }

    /** A copy says that it is not of this storage, and no more. */
    private synchronized void noteAgain(BinlogRecord record) {
        String filename = record.change().filename();
        if (record.replica()) {
            last.remove(filename);
        } else if (filename.endsWith(METADATA)) {
            note(filename, record.seconds());
        }
    }

    /** Notes a change that was made here. */
    public void note(String filename, long seconds) {
        note(filename, seconds, OWN);
    }

    /** Notes a change that came from another storage; empty if it is not known from which. */
    public synchronized void note(String filename, long seconds, String storageId) {
        last.remove(filename);
        last.put(filename, new Setter(seconds, storageId));
    }

    /**
     * The time of a change that is made here now.
     *
     * @param latest time of the text that is here, or of its deletion. If another storage has made it in the same second, the
     *     new one is dated a second later, so that it wins everywhere.
     */
    public synchronized long next(String filename, long now, long latest) {
        if (latest < now) {
            return now;
        }
        boolean ownIsLatest = new Setter(latest, OWN).equals(last.get(filename));
        return ownIsLatest ? latest : latest + 1;
    }

    /** How a change by another storage stands to the latest known one, which is of the same second. */
    public synchronized Order order(String filename, long seconds, String storageId, String ownId) {
        Setter before = last.get(filename);
        if (storageId.isEmpty()) {
            return Order.UNKNOWN;
        }
        if (before == null || before.seconds != seconds) {
            return Order.AFTER; // That one came from another storage: most likely from the same.
        }
        String earlier = before.storageId.equals(OWN) ? ownId : before.storageId;
        return storageId.compareTo(earlier) >= 0 ? Order.AFTER : Order.BEFORE;
    }
}
