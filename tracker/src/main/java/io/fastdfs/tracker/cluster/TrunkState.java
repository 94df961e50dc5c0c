package io.fastdfs.tracker.cluster;

/**
 * What is known of a group's trunk files.
 *
 * @param fileId the highest number of a trunk file
 * @param server id of the trunk server; empty: none
 * @param lastServer id of the one before it; empty: none
 */
record TrunkState(int fileId, String server, String lastServer) {
    static final TrunkState NONE = new TrunkState(0, "", "");

    /** The number only grows: a trunk server that comes back may not know of the last files. */
    TrunkState atLeast(int number) {
        return new TrunkState(Math.max(fileId, number), server, lastServer);
    }
}
