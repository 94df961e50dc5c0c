package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.ZoneId;

/** fdfs_storage_stat: one line a storage, over all groups. */
final class StorageList {
    private static final int BY_TRUNK_SERVER = 1;
    private static final int BY_STATUS = 2;

    private StorageList() {}

    static Tool tool() {
        return new StatTool("ANTtd", """
            \t[-A] storages that are active
            \t[-N] storages that are not
            \t[-d] with details

            Where trunk files are in use:
            \t[-T] trunk servers
            \t[-t] all others
            """, StorageList::answer);
    }

    static GetStorages request(GetOpt options) {
        boolean byStatus = options.hasAny("AN");
        int filter = (byStatus ? BY_STATUS : 0) | (options.hasAny("Tt") ? BY_TRUNK_SERVER : 0);
        return new GetStorages(
                filter,
                byStatus ? options.last("AN") == 'A' ? '=' : '!' : 0,
                byStatus ? StorageStatus.ACTIVE.code : 0,
                options.last("Tt") == 'T');
    }

    private static String answer(GetOpt options, StatTool.Asker asker) throws FdfsException {
        StorageStats stats = StorageStats.decode(asker.tracker().ask(request(options)));
        return report(stats, options.has('d'), asker.call().zone());
    }

    static String report(StorageStats stats, boolean details, ZoneId zone) {
        if (stats.storages().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n");
        for (StorageStats.Storage storage : stats.storages()) {
            if (stats.storageIds()) {
                text.append(storage.id()).append(' ');
            }
            text.append(storage.host()).append(' ').append(GroupReport.status(storage.status()));
            if (stats.trunkFiles()) {
                text.append(", is_trunk_server: ").append(Notation.bit(storage.trunkServer()));
            }
            text.append(", ")
                    .append(TrackerList.connections(storage.connections()))
                    .append('\n');
            if (details) {
                text.append("  version: ").append(storage.version());
                text.append(", up_time: ").append(Notation.time(storage.upSeconds(), zone));
                text.append(", last_heartbeat_time: ").append(Notation.time(storage.lastBeatSeconds(), zone));
                text.append("\n\n");
            }
        }
        return text.append("\nstorage server count: ")
                .append(stats.storages().size())
                .append("\n\n")
                .toString();
    }
}
