package io.fastdfs.storage.report;

import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.group.JoinState;
import io.fastdfs.storage.report.Counters.Operation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What this storage says of itself.
 *
 * @param address from which it connects to trackers; without storage ids it is its identity
 * @param port where it serves
 * @param connections open now
 */
public record Identity(
        String group,
        InetAddress address,
        int port,
        StorePaths paths,
        int subdirCount,
        List<InetSocketAddress> trackers,
        long upSeconds,
        Counters done,
        IntSupplier connections) {
    /** The release of the C system whose protocol this is. */
    private static final String VERSION = "6.16.1";

    private static final int DEFAULT_PRIORITY = 10;

    /** @param status of this storage at the leading tracker, NONE if none has told since the start */
    StorageJoin join(InetSocketAddress tracker, JoinState state, StorageStatus status) {
        List<String> list = new ArrayList<>();
        trackers.forEach(one -> list.add(one.getAddress().getHostAddress() + ":" + one.getPort()));
        return new StorageJoin(
                group,
                port,
                paths.all().size(),
                subdirCount,
                DEFAULT_PRIORITY,
                state.joinSeconds(),
                upSeconds,
                VERSION,
                !state.isSettled(),
                status == StorageStatus.NONE ? statusUnknown() : status.code,
                "",
                tracker.getAddress().getHostAddress(),
                list);
    }

    /** What C sends while it does not know: with one tracker 0, with several -1. */
    private int statusUnknown() {
        return trackers.size() == 1 ? 0 : -1;
    }

    List<DiskUsage.Space> space() {
        return paths.all().stream()
                .map(path -> new DiskUsage.Space(path.totalMegabytes(), path.freeMegabytes()))
                .toList();
    }

    StorageCounters counters() {
        int now = connections.getAsInt();
        long[] values = new long[Field.values().length];
        StorageCounters counters = new StorageCounters(new int[] {now, now, now}, values);
        counters = counts(counters, Field.TOTAL_UPLOAD_COUNT, Field.SUCCESS_UPLOAD_COUNT, Operation.UPLOAD);
        counters = counts(counters, Field.TOTAL_APPEND_COUNT, Field.SUCCESS_APPEND_COUNT, Operation.APPEND);
        counters = counts(counters, Field.TOTAL_MODIFY_COUNT, Field.SUCCESS_MODIFY_COUNT, Operation.MODIFY);
        counters = counts(counters, Field.TOTAL_TRUNCATE_COUNT, Field.SUCCESS_TRUNCATE_COUNT, Operation.TRUNCATE);
        counters = counts(counters, Field.TOTAL_SET_META_COUNT, Field.SUCCESS_SET_META_COUNT, Operation.SET_METADATA);
        counters = counts(counters, Field.TOTAL_DELETE_COUNT, Field.SUCCESS_DELETE_COUNT, Operation.DELETE);
        counters = counts(counters, Field.TOTAL_DOWNLOAD_COUNT, Field.SUCCESS_DOWNLOAD_COUNT, Operation.DOWNLOAD);
        counters = counts(counters, Field.TOTAL_GET_META_COUNT, Field.SUCCESS_GET_META_COUNT, Operation.GET_METADATA);
        counters = bytes(counters, Field.TOTAL_UPLOAD_BYTES, Field.SUCCESS_UPLOAD_BYTES, Operation.UPLOAD);
        counters = bytes(counters, Field.TOTAL_APPEND_BYTES, Field.SUCCESS_APPEND_BYTES, Operation.APPEND);
        counters = bytes(counters, Field.TOTAL_MODIFY_BYTES, Field.SUCCESS_MODIFY_BYTES, Operation.MODIFY);
        counters = bytes(counters, Field.TOTAL_DOWNLOAD_BYTES, Field.SUCCESS_DOWNLOAD_BYTES, Operation.DOWNLOAD);
        return counters.with(Field.LAST_SOURCE_UPDATE, done.lastSourceUpdateSeconds());
    }

    private StorageCounters counts(StorageCounters to, Field total, Field success, Operation operation) {
        return to.with(total, done.total(operation)).with(success, done.success(operation));
    }

    private StorageCounters bytes(StorageCounters to, Field total, Field success, Operation operation) {
        return to.with(total, done.totalBytes(operation)).with(success, done.successBytes(operation));
    }
}
