package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One storage of a group. Guarded by the lock of {@link Cluster}. */
final class Storage {
    final String id;
    final String address;
    StorageStatus status;
    StorageJoin join;
    /** Unix seconds; 0 after it has gone. */
    long upSeconds;

    long lastBeatSeconds;
    long lastSyncedSeconds;
    StorageCounters counters = StorageCounters.none();
    List<DiskUsage.Space> space = List.of();
    int currentWritePath;
    String sourceId = "";
    long untilSeconds;
    /** The group's change number that it has been told; -1: none yet. */
    long toldChange = -1;
    /** Lines of the change log that it has been told. */
    int toldLogLines;
    /** The newest connection over which it joined; null after that one has closed. */
    Cluster.@Nullable Member session;

    Storage(String id, String address, StorageStatus status, StorageJoin join) {
        this.id = id;
        this.address = address;
        this.status = status;
        this.join = join;
    }

    long totalMegabytes() {
        return space.stream().mapToLong(DiskUsage.Space::totalMegabytes).sum();
    }

    long freeMegabytes() {
        return space.stream().mapToLong(DiskUsage.Space::freeMegabytes).sum();
    }

    boolean isActive() {
        return status == StorageStatus.ACTIVE;
    }

    /** It has left for good: only its id and address are kept, so that others hear of it. */
    void forget() {
        counters = StorageCounters.none();
        space = List.of();
        sourceId = "";
        untilSeconds = 0;
        lastSyncedSeconds = 0;
    }

    /** The same storage at another address, which is its id too. */
    Storage movedTo(String newAddress) {
        Storage moved = new Storage(newAddress, newAddress, status, join);
        moved.counters = counters;
        moved.space = space;
        moved.sourceId = sourceId;
        moved.untilSeconds = untilSeconds;
        moved.lastSyncedSeconds = lastSyncedSeconds;
        moved.toldLogLines = toldLogLines;
        return moved;
    }

    StorageBrief brief() {
        return new StorageBrief(status.code, join.port(), id, address);
    }
}
