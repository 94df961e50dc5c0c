package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * The counters of a storage, 348 bytes in heartbeats and storage lists: three of 4 bytes, then 42 of 8. Source:
 * tracker_types.h, FDFSStorageStatBuff.
 *
 * @param connections connections allocated, current, and at most
 * @param values the others, in the order of {@link Field}
 */
public record StorageCounters(int[] connections, long[] values) {
    public static final int BYTES = 348;

    /** The 8-byte counters, in wire order. */
    public enum Field {
        TOTAL_UPLOAD_COUNT,
        SUCCESS_UPLOAD_COUNT,
        TOTAL_APPEND_COUNT,
        SUCCESS_APPEND_COUNT,
        TOTAL_MODIFY_COUNT,
        SUCCESS_MODIFY_COUNT,
        TOTAL_TRUNCATE_COUNT,
        SUCCESS_TRUNCATE_COUNT,
        TOTAL_SET_META_COUNT,
        SUCCESS_SET_META_COUNT,
        TOTAL_DELETE_COUNT,
        SUCCESS_DELETE_COUNT,
        TOTAL_DOWNLOAD_COUNT,
        SUCCESS_DOWNLOAD_COUNT,
        TOTAL_GET_META_COUNT,
        SUCCESS_GET_META_COUNT,
        TOTAL_CREATE_LINK_COUNT,
        SUCCESS_CREATE_LINK_COUNT,
        TOTAL_DELETE_LINK_COUNT,
        SUCCESS_DELETE_LINK_COUNT,
        TOTAL_UPLOAD_BYTES,
        SUCCESS_UPLOAD_BYTES,
        TOTAL_APPEND_BYTES,
        SUCCESS_APPEND_BYTES,
        TOTAL_MODIFY_BYTES,
        SUCCESS_MODIFY_BYTES,
        TOTAL_DOWNLOAD_BYTES,
        SUCCESS_DOWNLOAD_BYTES,
        TOTAL_SYNC_IN_BYTES,
        SUCCESS_SYNC_IN_BYTES,
        TOTAL_SYNC_OUT_BYTES,
        SUCCESS_SYNC_OUT_BYTES,
        TOTAL_FILE_OPEN_COUNT,
        SUCCESS_FILE_OPEN_COUNT,
        TOTAL_FILE_READ_COUNT,
        SUCCESS_FILE_READ_COUNT,
        TOTAL_FILE_WRITE_COUNT,
        SUCCESS_FILE_WRITE_COUNT,
        LAST_SOURCE_UPDATE,
        LAST_SYNC_UPDATE,
        LAST_SYNCED_TIMESTAMP,
        LAST_HEART_BEAT_TIME
    }

    private static final Field[] FIELDS = Field.values();

    /** All zero. */
    public static StorageCounters none() {
        return new StorageCounters(new int[3], new long[FIELDS.length]);
    }

    public static StorageCounters decode(BodyReader body) throws FdfsException {
        StorageCounters counters = none();
        for (int i = 0; i < counters.connections.length; i++) {
            counters.connections[i] = body.int32();
        }
        for (int i = 0; i < counters.values.length; i++) {
            counters.values[i] = body.int64();
        }
        return counters;
    }

    public void encode(BodyWriter body) {
        for (int connection : connections) {
            body.int32(connection);
        }
        for (long value : values) {
            body.int64(value);
        }
    }

    @SuppressWarnings("EnumOrdinal") // The enum is in wire order, and has no gaps.
    public long value(Field field) {
        return values[field.ordinal()];
    }

    /** A copy with one counter changed. */
    @SuppressWarnings("EnumOrdinal")
    public StorageCounters with(Field field, long value) {
        long[] changed = values.clone();
        changed[field.ordinal()] = value;
        return new StorageCounters(connections, changed);
    }
}
