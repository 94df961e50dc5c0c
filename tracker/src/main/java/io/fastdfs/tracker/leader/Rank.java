package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.tracker.TrackerStatus;
import java.util.Comparator;

/** A tracker with its times, in C's order: the last one is to lead. */
record Rank(TrackerAddress tracker, TrackerStatus status) implements Comparable<Rank> {
    /** One that leads goes on; then who runs longest, and who was down for the shortest time. */
    static final Comparator<TrackerStatus> BY_TIMES = Comparator.comparing(TrackerStatus::leader)
            .thenComparingLong(TrackerStatus::runningSeconds)
            .thenComparing(TrackerStatus::restartSeconds, Comparator.reverseOrder());

    private static final Comparator<Rank> ORDER = Comparator.comparing(Rank::status, BY_TIMES)
            .thenComparing(rank -> rank.tracker.addresses().getFirst())
            .thenComparingInt(rank -> rank.tracker.port());

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
