package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.FdfsException;

/** A storage as the tracker sees it. Source: FastDFS tracker_types.h. */
public enum StorageStatus {
    INIT(0),
    WAIT_SYNC(1),
    SYNCING(2),
    IP_CHANGED(3),
    DELETED(4),
    OFFLINE(5),
    ONLINE(6),
    ACTIVE(7),
    RECOVERY(9),
    NONE(99);

    public final int code;

    StorageStatus(int code) {
        this.code = code;
    }

    /**
     * The status of this code; there is no 8.
     *
     * @throws FdfsException EINVAL for any other number
     */
    public static StorageStatus of(int code) throws FdfsException {
        for (StorageStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw FdfsException.invalid("storage status " + code);
    }
}
