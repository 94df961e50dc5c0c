package io.fastdfs.tracker.cluster;

import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.util.List;

/**
 * The files of a tracker as they stand at one moment.
 *
 * @param change the number of the last change that is in them
 */
public record Snapshot(long change, String groups, String storages, String syncTimes, String changeLog) {
    /** In the order in which trackers number them for each other. */
    public List<String> files() {
        return List.of(groups, storages, syncTimes, changeLog);
    }

    /**
     * Writes them, but for the change log, which is written as it grows. A C tracker does not start on groups without
     * storages, nor on storages of an unknown group.
     */
    public void write(StateFolder folder) throws IOException {
        if (folder.read(StateFolder.STORAGES).isEmpty()) {
            folder.replace(StateFolder.STORAGES, StoragesFile.NONE);
        }
        folder.replace(StateFolder.GROUPS, groups);
        folder.replace(StateFolder.STORAGES, storages);
        folder.replace(StateFolder.SYNC_TIMES, syncTimes);
    }
}
