package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Trackers;
import java.io.IOException;
import java.time.Clock;

/**
 * What all peers' replication stands on.
 *
 * @param group its name
 * @param recover gets a file that is missing here from another member
 */
public record SyncParts(
        SyncConfig config,
        String group,
        Binlog binlog,
        StorePaths paths,
        Membership membership,
        Trackers trackers,
        PeerConnector connector,
        Recover recover,
        Clock clock) {
    /** Finds a file that should be here at another member, and keeps it. */
    @FunctionalInterface
    public interface Recover {
        /** True if the file is here now. */
        boolean fetch(String filename) throws IOException;
    }
}
