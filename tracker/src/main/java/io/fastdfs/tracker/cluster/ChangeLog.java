package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The storages that have left or changed their address, in order, for those who were away then. One line each: {@code
 * seconds group storageId status argument}, single spaces. Guarded by the lock of {@link Cluster}.
 */
final class ChangeLog {
    /** What C sends in one answer. */
    private static final int MAX_PART = 8182;

    private final List<String> lines = new ArrayList<>();

    /** Notes a change; {@code argument} is the new address, or empty. */
    void add(long seconds, Group group, String storageId, StorageStatus status, String argument) {
        lines.add(seconds + " " + group.name + " " + storageId + " " + status.code + " " + argument + "\n");
    }

    /** How many lines there are. */
    int size() {
        return lines.size();
    }

    /** The lines that a storage has not been told, whole ones, as many as fit one answer; it has been told them now. */
    String partFor(Storage storage) {
        StringBuilder part = new StringBuilder();
        while (storage.toldLogLines < lines.size()
                && part.length() + lines.get(storage.toldLogLines).length() <= MAX_PART) {
            part.append(lines.get(storage.toldLogLines));
            storage.toldLogLines++;
        }
        return part.toString();
    }
}
