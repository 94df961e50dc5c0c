package io.fastdfs.cli.tools;

import static io.fastdfs.cli.tools.Notation.column;
import static io.fastdfs.cli.tools.Notation.size;
import static io.fastdfs.cli.tools.Notation.time;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The block of one group in the report of fdfs_monitor, as scripts parse it. */
final class GroupReport {
    private static final String INDENT = "\t\t";

    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    private GroupReport(ZoneId zone) {
        this.zone = zone;
    }

    /** The block, with LF behind each line. */
    static String of(GroupStat group, List<StorageStat> storages, ZoneId zone) {
        GroupReport report = new GroupReport(zone);
        report.group(group, storages);
        for (int i = 0; i < storages.size(); i++) {
            report.text.append("\tStorage ").append(i + 1).append(":\n");
            report.storage(storages.get(i));
            report.counters(storages.get(i));
            report.times(storages, i);
        }
        return report.text.toString();
    }

    private void group(GroupStat group, List<StorageStat> storages) {
        boolean trunkFiles = group.currentTrunkFileId() >= 0;
        line("group name", group.group());
        space("", group.totalMegabytes(), group.freeMegabytes(), group.reservedMegabytes());
        if (trunkFiles) {
            line("trunk free space", column(size(group.trunkFreeMegabytes())));
        }
        line("storage server count", group.storageCount());
        line("readable server count", group.readableCount());
        line("writable server count", group.writableCount());
        line("storage server port", group.storagePort());
        line("store path count", group.storePathCount());
        line("subdir count per path", group.subdirCountPerPath());
        line("current write server index", group.currentWriteServer());
        if (trunkFiles) {
            storages.stream().filter(StorageStat::trunkServer).findFirst().ifPresent(server -> {
                line("current trunk server", server.id() + " (" + server.address() + ")");
                line("current trunk file id", group.currentTrunkFileId());
            });
        }
        text.append('\n');
    }

    private void storage(StorageStat storage) {
        line(INDENT + "id", storage.id());
        line(
                INDENT + "host",
                IpText.withPort(storage.address(), (int) storage.port()) + "  " + status(storage.status()));
        line(INDENT + "read write mode", readWriteMode(storage.readWriteMode()));
        line(INDENT + "version", storage.version());
        line(INDENT + "join time", time(storage.joinSeconds(), zone));
        line(INDENT + "up time", storage.upSeconds() == 0 ? "" : time(storage.upSeconds(), zone));
        space(INDENT, storage.totalMegabytes(), storage.freeMegabytes(), storage.reservedMegabytes());
        line(INDENT + "upload priority", storage.uploadPriority());
        line(INDENT + "store_path_count", storage.storePathCount());
        line(INDENT + "subdir_count_per_path", storage.subdirCountPerPath());
        line(INDENT + "current_write_path", storage.currentWritePath());
        line(INDENT + "source storage id", storage.sourceId());
        line(INDENT + "if_trunk_server", Notation.bit(storage.trunkServer()));
    }

    private void counters(StorageStat storage) {
        int[] connections = storage.counters().connections();
        line(INDENT + "connection.alloc_count", connections[0]);
        line(INDENT + "connection.current_count", connections[1]);
        line(INDENT + "connection.max_count", connections[2]);
        for (Field field : Field.values()) {
            if (!isTime(field)) {
                // One name has a slip in it, and scripts know it so.
                String slip = field == Field.TOTAL_DOWNLOAD_BYTES ? "s" : "";
                line(
                        INDENT + slip + field.name().toLowerCase(Locale.ROOT),
                        storage.counters().value(field));
            }
        }
    }

    private static boolean isTime(Field field) {
        return field.compareTo(Field.LAST_SOURCE_UPDATE) >= 0;
    }

    private void times(List<StorageStat> storages, int index) {
        StorageStat storage = storages.get(index);
        line(INDENT + "last_heart_beat_time", timeOf(storage, Field.LAST_HEART_BEAT_TIME));
        line(INDENT + "last_source_update", timeOf(storage, Field.LAST_SOURCE_UPDATE));
        line(INDENT + "last_sync_update", timeOf(storage, Field.LAST_SYNC_UPDATE));
        line(
                INDENT + "last_synced_timestamp",
                timeOf(storage, Field.LAST_SYNCED_TIMESTAMP) + " " + delay(storages, index));
    }

    private String timeOf(StorageStat storage, Field field) {
        return time(storage.counters().value(field), zone);
    }

    /** How far a storage is behind the newest change of the others; empty if they have none. */
    private static String delay(List<StorageStat> storages, int index) {
        long newest = 0;
        for (int i = 0; i < storages.size(); i++) {
            if (i != index) {
                newest = Math.max(newest, storages.get(i).counters().value(Field.LAST_SOURCE_UPDATE));
            }
        }
        long synced = storages.get(index).counters().value(Field.LAST_SYNCED_TIMESTAMP);
        if (newest == 0) {
            return "";
        }
        return synced == 0 ? "(never synced)" : "(" + Notation.delay(newest - synced) + " delay)";
    }

    private void space(String indent, long total, long free, long reserved) {
        line(indent + "disk total space    ", column(size(total)));
        line(indent + "disk free space     ", column(size(free)));
        line(indent + "disk reserved space ", column(size(reserved)));
        line(indent + "disk available space", column(size(Math.max(0, free - reserved))));
    }

    private void line(String name, long value) {
        line(name, String.valueOf(value));
    }

    private void line(String name, String value) {
        text.append(name).append(" = ").append(value).append('\n');
    }

    static String status(StorageStatus status) {
        return status == StorageStatus.NONE ? "UNKNOWN" : status.name();
    }

    private static String readWriteMode(int mode) {
        return switch (mode) {
            case 0 -> "none (disabled)";
            case 4 -> "readonly";
            case 2 -> "writeonly";
            case 6 -> "both (normal)";
            default -> "unknown";
        };
    }
}
