package io.fastdfs.tracker.leader;

/**
 * Whether a tracker may lead. C lets anyone lead who sees nobody else, so that a cluster that is cut in two has two leaders,
 * and each names its own members and trunk servers. Here every tracker and every storage has a voice, and who leads must
 * reach more than half of them: of the parts of a cluster only one does. Storages count, so that the last of two trackers
 * goes on leading when the other one's machine is gone.
 *
 * @param trackers all, this one too
 * @param trackersReached those that answer, this one too
 * @param storages all that have not left
 * @param storagesReached those with a heartbeat
 * @param doubtful a storage has seen two leaders, or this tracker has lost its state, so that it may not know all storages:
 *     then it needs most of the trackers besides
 */
record Quorum(int trackers, int trackersReached, int storages, int storagesReached, boolean doubtful) {
    boolean reached() {
        boolean mostOfAll = 2 * (trackersReached + storagesReached) > trackers + storages;
        boolean mostTrackers = 2 * trackersReached > trackers;
        return trackersReached == trackers || mostOfAll && (mostTrackers || !doubtful);
    }

    @Override
    public String toString() {
        return trackersReached + " of " + trackers + " trackers and " + storagesReached + " of " + storages
                + " storages are there" + (doubtful ? ", and not most of the trackers" : ", which is not most of them");
    }
}
