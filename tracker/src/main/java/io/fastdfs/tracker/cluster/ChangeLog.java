package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.HashSet;
import java.util.Set;

/**
 * The storages that have left or changed their address, in order, for those who were away then. One line each: {@code
 * seconds group storageId status argument}, single spaces, LF. Guarded by the lock of {@link Cluster}.
 */
final class ChangeLog {
    /** What C sends in one answer. */
    static final int MAX_PART = 8182;

    private final StringBuilder text = new StringBuilder();
    private final Set<String> left = new HashSet<>();

    /** Notes a change; {@code argument} is the new address, or empty. */
    void add(long seconds, Group group, String storageId, StorageStatus status, String argument) {
        text.append(seconds + " " + group.name + " " + storageId + " " + status.code + " " + argument + "\n");
        left.add(group.name + " " + storageId);
    }

    /** Bytes of all lines. */
    long length() {
        return text.length();
    }

    /** True if a storage of this group and id has ever left, or moved away from this address. */
    boolean hasLeft(String group, String storageId) {
        return left.contains(group + " " + storageId);
    }

    /** Whole lines that the storage has not been told, as many as fit one answer; C cuts anywhere. It has been told them now. */
    String partFor(Storage storage) {
        int from = (int) Math.min(storage.toldLogBytes, text.length());
        int to = text.length();
        if (to - from > MAX_PART) {
            to = text.lastIndexOf("\n", from + MAX_PART - 1) + 1;
        }
        storage.toldLogBytes = to;
        return text.substring(from, to);
    }
}
