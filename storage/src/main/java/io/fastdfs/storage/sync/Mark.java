package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.state.StateFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a peer has got with this storage's binlog. Source: FastDFS storage_sync.c, the keys of its mark files.
 *
 * @param position of the first record that the peer has not got
 * @param full true if this storage fills the peer: records that were copied from others are sent too
 * @param fullDone true once that is finished
 * @param untilSeconds Unix time; records copied from others are sent up to it, own ones of a peer filled elsewhere from it on
 * @param scanned records passed
 * @param synced records among them that were meant for the peer and are done
 */
record Mark(Position position, boolean full, boolean fullDone, long untilSeconds, long scanned, long synced) {
    /** For a peer that begins with the first record of all. */
    static Mark start(boolean full, long untilSeconds) {
        return new Mark(Position.START, full, false, untilSeconds, 0, 0);
    }

    Mark at(Position newPosition, long newScanned, long newSynced) {
        return new Mark(newPosition, full, fullDone, untilSeconds, newScanned, newSynced);
    }

    Mark filled() {
        return new Mark(position, full, true, untilSeconds, scanned, synced);
    }

    /** True as long as the peer is being filled from here. */
    boolean filling() {
        return full && !fullDone;
    }

    /**
     * True if the peer is to get this record. Every change travels one hop, from where a client made it; only a peer that is
     * being filled gets copies too. C leaves copied appends, modifications and truncations out even then, and the peer lacks
     * them until the next one.
     */
    boolean wants(BinlogRecord record) {
        return !record.replica() || filling() && record.seconds() <= untilSeconds;
    }

    /** The seven keys of a mark file, in C's order. */
    Map<String, Long> values() {
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("binlog_index", (long) position.index());
        values.put("binlog_offset", position.offset());
        values.put("need_sync_old", full ? 1L : 0L);
        values.put("sync_old_done", fullDone ? 1L : 0L);
        values.put("until_timestamp", untilSeconds);
        values.put("scan_row_count", scanned);
        values.put("sync_row_count", synced);
        return values;
    }

    /**
     * The mark that these keys of a mark file say.
     *
     * @throws IllegalArgumentException if one of the seven is missing or is no number from 0 on
     */
    static Mark of(Map<String, String> values) {
        long index = number(values, "binlog_index");
        if (index > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("binlog_index " + index);
        }
        return new Mark(
                new Position((int) index, number(values, "binlog_offset")),
                number(values, "need_sync_old") != 0,
                number(values, "sync_old_done") != 0,
                number(values, "until_timestamp"),
                number(values, "scan_row_count"),
                number(values, "sync_row_count"));
    }

    private static long number(Map<String, String> values, String key) {
        String digits = values.get(key);
        if (digits == null) {
            throw new IllegalArgumentException("no " + key);
        }
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a negative one.
        }
        throw new IllegalArgumentException(key + "=" + StateFile.shown(digits));
    }
}
