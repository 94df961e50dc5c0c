package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageStatus;

/** What a storage becomes: one method an event, from the status that this tracker knows. Source: tracker_mem.c. */
final class StatusRules {
    private StatusRules() {}

    /**
     * A storage that nobody knows joins.
     *
     * @param fresh it has not asked yet who fills it
     * @param reported what it says of itself; 0 or more
     * @throws FdfsException EFAULT if no storage can be that
     */
    static StorageStatus first(boolean fresh, int reported) throws FdfsException {
        if (fresh) {
            return StorageStatus.INIT;
        }
        StorageStatus status = reported < 0 ? StorageStatus.NONE : StorageStatus.of(reported);
        return switch (status) {
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, ONLINE, RECOVERY -> afterJoin(status);
            case ACTIVE -> StorageStatus.ONLINE;
            case IP_CHANGED, DELETED, NONE ->
                throw new FdfsException(Status.EFAULT, "a storage that nobody knows joins as " + status);
        };
    }

    /** It joins: one that was away is back, one that was given up begins anew. */
    static StorageStatus afterJoin(StorageStatus known) {
        return switch (known) {
            case OFFLINE, RECOVERY -> StorageStatus.ONLINE;
            case DELETED, IP_CHANGED -> StorageStatus.INIT;
            case INIT, WAIT_SYNC, SYNCING, ONLINE, ACTIVE, NONE -> known;
        };
    }

    /** A heartbeat, or its disk space: it serves, unless it has to be filled first. In C a deleted one serves again. */
    static StorageStatus afterBeat(StorageStatus known) {
        return switch (known) {
            case OFFLINE, ONLINE, RECOVERY -> StorageStatus.ACTIVE;
            case INIT, WAIT_SYNC, SYNCING, IP_CHANGED, DELETED, ACTIVE, NONE -> known;
        };
    }

    /** Its connection has closed. */
    static StorageStatus afterClose(StorageStatus known) {
        return known == StorageStatus.ONLINE || known == StorageStatus.ACTIVE ? StorageStatus.OFFLINE : known;
    }

    /** It hears from nobody that something is to be copied. */
    static StorageStatus withoutSource(StorageStatus known) {
        return isUnfilled(known) ? StorageStatus.ONLINE : known;
    }

    /**
     * Somebody else reports. What this tracker sees itself stands, and a status only advances: from SYNCING to OFFLINE when
     * the copy is done. In C a report brings back what was deleted, and makes a storage ACTIVE that may be down.
     */
    static StorageStatus afterReport(StorageStatus known, StorageStatus reported) {
        return switch (known) {
            case INIT, ONLINE, ACTIVE, RECOVERY, IP_CHANGED, DELETED -> known;
            case WAIT_SYNC, SYNCING, OFFLINE, NONE ->
                switch (reported) {
                    case IP_CHANGED, DELETED -> reported;
                    case ONLINE, ACTIVE, NONE -> known;
                    case INIT, WAIT_SYNC, SYNCING, OFFLINE, RECOVERY -> reported.code > known.code ? reported : known;
                };
        };
    }

    /** True if a report may introduce a storage with this status: one that has begun, and is not serving. */
    static boolean introduces(StorageStatus reported) {
        return switch (reported) {
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, RECOVERY -> true;
            case IP_CHANGED, DELETED, ONLINE, ACTIVE, NONE -> false;
        };
    }

    /**
     * It says what it is at the leader. Among running ones nothing changes: only a heartbeat activates.
     *
     * @throws FdfsException EINVAL if only an operator, or nobody, can make it that; C takes it
     */
    static StorageStatus atLeader(StorageStatus known, StorageStatus there) throws FdfsException {
        if (isTombstone(there) || there == StorageStatus.NONE) {
            throw FdfsException.invalid("a storage reports itself as " + there);
        }
        if (isFilled(known) && isFilled(there)) {
            return known;
        }
        return isFilled(there) ? StorageStatus.OFFLINE : there;
    }

    /** A restart of the tracker: nobody is connected. */
    static StorageStatus afterRestart(StorageStatus stored) {
        return isUnfilled(stored) ? stored : StorageStatus.OFFLINE;
    }

    /** It has left for good under this id, and is kept so that others hear of it. */
    static boolean isTombstone(StorageStatus status) {
        return status == StorageStatus.DELETED || status == StorageStatus.IP_CHANGED;
    }

    /** It has all old files, whether it runs or not. */
    static boolean isFilled(StorageStatus status) {
        return status == StorageStatus.OFFLINE || status == StorageStatus.ONLINE || status == StorageStatus.ACTIVE;
    }

    private static boolean isUnfilled(StorageStatus status) {
        return status == StorageStatus.INIT || status == StorageStatus.WAIT_SYNC || status == StorageStatus.SYNCING;
    }
}
