package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.group.MemberConnections;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Trackers;
import io.fastdfs.storage.shelf.Shelf;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the replication to every peer stands on.
 *
 * @param folder of the mark files, {@code <base_path>/data/sync}
 * @param fetch gets a file that is missing here from another member
 */
public record SyncParts(
        SyncConfig config,
        Path folder,
        Shelf shelf,
        Membership membership,
        Trackers trackers,
        MemberConnections connections,
        Fetch fetch,
        Clock clock) {
    Binlog binlog() {
        return shelf.binlog();
    }

    StorePaths paths() {
        return shelf.paths();
    }
}
