package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.VolumeStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What lists and monitors show of groups and storages. Guarded by the lock of {@link Cluster}. */
final class Statistics {
    private static final long NO_TRUNK_FILE = -1;

    private final ReservedSpace reserved;
    private final boolean storageIds;
    private final boolean trunkFiles;

    Statistics(ReservedSpace reserved, boolean storageIds, boolean trunkFiles) {
        this.trunkFiles = trunkFiles;
        this.reserved = reserved;
        this.storageIds = storageIds;
    }

    GroupStat of(Group group) {
        return new GroupStat(
                group.name,
                group.totalMegabytes,
                group.freeMegabytes,
                reserved.megabytesOf(group.totalMegabytes),
                group.trunkFreeMegabytes,
                group.storages().size(),
                group.shape.port(),
                group.readable().size(),
                group.writable().size(),
                group.writeCursor,
                group.shape.storePathCount(),
                group.shape.subdirCount(),
                trunkFiles ? group.trunk.fileId() : NO_TRUNK_FILE);
    }

    StorageStat of(Group group, Storage storage, String peerAddress) {
        StorageCounters counters = storage.counters
                .with(StorageCounters.Field.LAST_HEART_BEAT_TIME, storage.lastBeatSeconds)
                .with(StorageCounters.Field.LAST_SYNCED_TIMESTAMP, storage.lastSyncedSeconds);
        return new StorageStat(
                storage.status(),
                storage.readWriteMode().code,
                storage.id(),
                storage.addresses().forPeer(peerAddress),
                storage.sourceId,
                storage.version,
                storage.joinSeconds,
                storage.upSeconds,
                storage.totalMegabytes,
                storage.freeMegabytes,
                reserved.megabytesOf(storage.totalMegabytes),
                storage.uploadPriority,
                storage.storePathCount,
                storage.subdirCount,
                storage.currentWritePath,
                storage.port,
                counters,
                isTrunkServer(group, storage));
    }

    /** The storages that the filter lets through, group by group, in the order of their ids. */
    StorageStats storages(Collection<Group> groups, GetStorages filter, String peerAddress) {
        List<StorageStats.Storage> wanted = new ArrayList<>();
        for (Group group : groups) {
            for (Storage storage : group.storages()) {
                StorageStats.Storage stat = brief(group, storage, peerAddress);
                if (filter.wants(stat, trunkFiles)) {
                    wanted.add(stat);
                }
            }
        }
        return new StorageStats(storageIds, trunkFiles, wanted);
    }

    private boolean isTrunkServer(Group group, Storage storage) {
        return trunkFiles && group.isTrunkServer(storage);
    }

    private StorageStats.Storage brief(Group group, Storage storage, String peerAddress) {
        int[] connections = storage.counters.connections();
        return new StorageStats.Storage(
                storage.id(),
                IpText.withPort(storage.addresses().forPeer(peerAddress), storage.port),
                isTrunkServer(group, storage),
                storage.status(),
                new Connections(connections[0], connections[1], connections[2]),
                storage.version,
                storage.upSeconds,
                storage.lastBeatSeconds);
    }

    /** The space of the groups that the filter lets through. */
    VolumeStats volumes(Collection<Group> groups, GetVolumes filter) {
        return new VolumeStats(
                trunkFiles,
                groups.stream()
                        .map(this::volume)
                        .filter(volume -> filter.wants(volume, trunkFiles))
                        .toList());
    }

    private VolumeStats.Volume volume(Group group) {
        long kept = reserved.megabytesOf(group.totalMegabytes);
        boolean available = reserved.allows(group.totalMegabytes, group.freeMegabytes);
        boolean inSlots =
                trunkFiles && reserved.allows(group.totalMegabytes, group.freeMegabytes + group.trunkFreeMegabytes);
        return new VolumeStats.Volume(
                group.name,
                group.totalMegabytes,
                group.freeMegabytes,
                kept,
                available ? Math.max(0, group.freeMegabytes - kept) : 0,
                inSlots ? group.trunkFreeMegabytes : 0,
                available,
                inSlots);
    }
}
