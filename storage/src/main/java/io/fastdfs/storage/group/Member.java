package io.fastdfs.storage.group;

import io.fastdfs.protocol.tracker.StorageStatus;
import java.net.InetSocketAddress;

/**
 * A storage of this group.
 *
 * @param id without storage ids its address
 */
public record Member(String id, InetSocketAddress address, StorageStatus status) {
    /** True while it takes what it is sent: it serves clients, is being filled, or is back and catches up. */
    public boolean takesChanges() {
        return switch (status) {
            case ACTIVE, ONLINE, WAIT_SYNC, SYNCING -> true;
            case INIT, IP_CHANGED, DELETED, OFFLINE, RECOVERY, NONE -> false;
        };
    }

    /** True if it has left the group for good. */
    public boolean isGone() {
        return status == StorageStatus.DELETED || status == StorageStatus.IP_CHANGED || status == StorageStatus.NONE;
    }

    Member with(StorageStatus newStatus) {
        return new Member(id, address, newStatus);
    }
}
