package io.fastdfs.tracker.cluster;

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
    private static final int READ_AND_WRITE = 6;
    private static final long NO_TRUNK_FILE = -1;

    private final Policy policy;

    Statistics(Policy policy) {
        this.policy = policy;
    }

    GroupStat of(Group group) {
        return new GroupStat(
                group.name,
                group.totalMegabytes,
                group.freeMegabytes,
                policy.reservedSpace().megabytesOf(group.totalMegabytes),
                0,
                group.storages.size(),
                group.port,
                group.readable().size(),
                group.writable().size(),
                group.writeCursor,
                group.storePathCount,
                group.subdirCount,
                NO_TRUNK_FILE);
    }

    StorageStat of(Group group, Storage storage) {
        StorageCounters counters = storage.counters
                .with(StorageCounters.Field.LAST_HEART_BEAT_TIME, storage.lastBeatSeconds)
                .with(StorageCounters.Field.LAST_SYNCED_TIMESTAMP, storage.lastSyncedSeconds);
        return new StorageStat(
                storage.status,
                READ_AND_WRITE,
                storage.id,
                storage.address,
                storage.sourceId,
                storage.join.version(),
                storage.join.joinSeconds(),
                storage.upSeconds,
                storage.totalMegabytes(),
                storage.freeMegabytes(),
                policy.reservedSpace().megabytesOf(storage.totalMegabytes()),
                storage.join.uploadPriority(),
                group.storePathCount,
                group.subdirCount,
                storage.currentWritePath,
                storage.join.port(),
                counters,
                false);
    }

    /** The storages that the filter lets through, group by group, in the order of their ids. */
    StorageStats storages(Collection<Group> groups, GetStorages filter) {
        List<StorageStats.Storage> wanted = new ArrayList<>();
        for (Group group : groups) {
            for (Storage storage : group.storages.values()) {
                StorageStats.Storage stat = brief(storage);
                if (filter.wants(stat, false)) {
                    wanted.add(stat);
                }
            }
        }
        return new StorageStats(false, false, wanted);
    }

    private static StorageStats.Storage brief(Storage storage) {
        int[] connections = storage.counters.connections();
        return new StorageStats.Storage(
                storage.id,
                host(storage.address, storage.join.port()),
                false,
                storage.status,
                new Connections(connections[0], connections[1], connections[2]),
                storage.join.version(),
                storage.upSeconds,
                storage.lastBeatSeconds);
    }

    /** Address and port as C writes them. */
    static String host(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** The space of the groups that the filter lets through. */
    VolumeStats volumes(Collection<Group> groups, GetVolumes filter) {
        return new VolumeStats(
                false,
                groups.stream()
                        .map(this::volume)
                        .filter(volume -> filter.wants(volume, false))
                        .toList());
    }

    private VolumeStats.Volume volume(Group group) {
        long reserved = policy.reservedSpace().megabytesOf(group.totalMegabytes);
        boolean available = policy.reservedSpace().allows(group.totalMegabytes, group.freeMegabytes);
        return new VolumeStats.Volume(
                group.name,
                group.totalMegabytes,
                group.freeMegabytes,
                reserved,
                available ? Math.max(0, group.freeMegabytes - reserved) : 0,
                0,
                available,
                false);
    }
}
