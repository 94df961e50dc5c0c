package io.fastdfs.storage.report;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this storage has done: attempts and successes of each operation, in calls and in bytes.
 *
 * <p>As in C only what came as far as the disk is counted: neither a refused request, nor a peer that was lost.
 */
public final class Counters {
    /** An operation that trackers are told the numbers of. */
    public enum Operation {
        UPLOAD(
                Field.TOTAL_UPLOAD_COUNT,
                Field.SUCCESS_UPLOAD_COUNT,
                Field.TOTAL_UPLOAD_BYTES,
                Field.SUCCESS_UPLOAD_BYTES),
        APPEND(
                Field.TOTAL_APPEND_COUNT,
                Field.SUCCESS_APPEND_COUNT,
                Field.TOTAL_APPEND_BYTES,
                Field.SUCCESS_APPEND_BYTES),
        MODIFY(
                Field.TOTAL_MODIFY_COUNT,
                Field.SUCCESS_MODIFY_COUNT,
                Field.TOTAL_MODIFY_BYTES,
                Field.SUCCESS_MODIFY_BYTES),
        TRUNCATE(Field.TOTAL_TRUNCATE_COUNT, Field.SUCCESS_TRUNCATE_COUNT, null, null),
        SET_METADATA(Field.TOTAL_SET_META_COUNT, Field.SUCCESS_SET_META_COUNT, null, null),
        DELETE(Field.TOTAL_DELETE_COUNT, Field.SUCCESS_DELETE_COUNT, null, null),
        CREATE_LINK(Field.TOTAL_CREATE_LINK_COUNT, Field.SUCCESS_CREATE_LINK_COUNT, null, null),
        DELETE_LINK(Field.TOTAL_DELETE_LINK_COUNT, Field.SUCCESS_DELETE_LINK_COUNT, null, null),
        DOWNLOAD(
                Field.TOTAL_DOWNLOAD_COUNT,
                Field.SUCCESS_DOWNLOAD_COUNT,
                Field.TOTAL_DOWNLOAD_BYTES,
                Field.SUCCESS_DOWNLOAD_BYTES),
        GET_METADATA(Field.TOTAL_GET_META_COUNT, Field.SUCCESS_GET_META_COUNT, null, null);

        private final Field total;
        private final Field success;
        private final @Nullable Field totalBytes;
        private final @Nullable Field successBytes;

        Operation(Field total, Field success, @Nullable Field totalBytes, @Nullable Field successBytes) {
            this.total = total;
            this.success = success;
            this.totalBytes = totalBytes;
            this.successBytes = successBytes;
        }

        private boolean changesFiles() {
            return this != DOWNLOAD && this != GET_METADATA;
        }
    }

    /** A handler's work. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private final LongAdder[] values = new LongAdder[Field.values().length];
    private volatile long lastSourceUpdateSeconds;
    private volatile long lastSyncUpdateSeconds;

    /** Counts on from these. */
    public Counters(StorageCounters before) {
        for (int i = 0; i < values.length; i++) {
            values[i] = new LongAdder();
            values[i].add(before.values()[i]);
        }
        lastSourceUpdateSeconds = before.value(Field.LAST_SOURCE_UPDATE);
        lastSyncUpdateSeconds = before.value(Field.LAST_SYNC_UPDATE);
    }

    /** Another member has sent content, which is here now. */
    public void syncedIn(long bytes) {
        add(Field.TOTAL_SYNC_IN_BYTES, bytes);
        add(Field.SUCCESS_SYNC_IN_BYTES, bytes);
        lastSyncUpdateSeconds = System.currentTimeMillis() / 1000;
    }

    /** Another member has got content from here. In C this stays 0. */
    public void syncedOut(long bytes) {
        add(Field.TOTAL_SYNC_OUT_BYTES, bytes);
        add(Field.SUCCESS_SYNC_OUT_BYTES, bytes);
    }

    /** Runs an operation of so many content bytes and counts how it ends. */
    public <T> T count(Operation operation, long bytes, Work<T> work) throws IOException {
        T result;
        try {
            result = work.run();
        } catch (FdfsException e) {
            add(operation.total, 1);
            throw e;
        }
        add(operation.total, 1);
        add(operation.success, 1);
        if (operation.totalBytes != null && operation.successBytes != null) {
            add(operation.totalBytes, bytes);
            add(operation.successBytes, bytes);
        }
        if (operation.changesFiles()) {
            lastSourceUpdateSeconds = System.currentTimeMillis() / 1000;
        }
        return result;
    }

    /** The numbers as they are now; those that others keep are 0. */
    public StorageCounters snapshot() {
        long[] now = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            now[i] = values[i].sum();
        }
        StorageCounters counters = new StorageCounters(new int[3], now);
        return counters.with(Field.LAST_SOURCE_UPDATE, lastSourceUpdateSeconds)
                .with(Field.LAST_SYNC_UPDATE, lastSyncUpdateSeconds);
    }

    @SuppressWarnings("EnumOrdinal") // The array is in the order of the enum, and lives no longer than it.
    private void add(Field field, long more) {
        values[field.ordinal()].add(more);
    }
}
