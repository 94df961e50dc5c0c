package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

    private static final int CONNECTIONS = 3;
    private static final Field[] FIELDS = Field.values();

    public StorageCounters {
        if (connections.length != CONNECTIONS || values.length != FIELDS.length) {
            throw new IllegalArgumentException(connections.length + " and " + values.length + " counters");
        }
        connections = connections.clone();
        values = values.clone();
    }

    /** All zero. */
    public static StorageCounters none() {
        return new StorageCounters(new int[CONNECTIONS], new long[FIELDS.length]);
    }

    public static StorageCounters decode(BodyReader body) throws FdfsException {
        int[] connections = new int[CONNECTIONS];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = body.int32();
        }
        long[] values = new long[FIELDS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = body.int64();
        }
        return new StorageCounters(connections, values);
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

    @Override
    public int[] connections() {
        return connections.clone();
    }

    @Override
    public long[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StorageCounters that
                && Arrays.equals(connections, that.connections)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(connections) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "StorageCounters[connections=" + Arrays.toString(connections) + ", values=" + Arrays.toString(values)
                + "]";
    }
}
