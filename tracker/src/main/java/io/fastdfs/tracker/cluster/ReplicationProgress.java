package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.tracker.SyncReport;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * How far each storage has the changes of the others, so which files it has. Guarded by the lock of {@link Cluster}.
 *
 * <p>What storages report is enough, C's and ours alike: of each other member the time of the last change that has come from
 * there. A report of our own would bring nothing more, since a storage of ours that is asked for a file it does not have yet
 * gets it from the one that made it. So a wrong guess costs a moment, and C peers see nothing new.
 */
final class ReplicationProgress {
    private final boolean furthestBehindCounts;
    private final long maxDelaySeconds;
    private final long maxTimeSeconds;

    /**
     * @param maxDelay a file that is older is taken to be on every storage, unless one is known to be behind
     * @param maxTime how long the copy of one file may take
     */
    ReplicationProgress(Policy.StoreServer storeServer, Duration maxDelay, Duration maxTime) {
        // With round robin any member may have made a file, so what counts is the one that is furthest behind.
        furthestBehindCounts = storeServer == Policy.StoreServer.ROUND_ROBIN;
        maxDelaySeconds = maxDelay.toSeconds();
        maxTimeSeconds = maxTime.toSeconds();
    }

    /**
     * Takes up to when a member has the changes of the others. What it says of itself, of strangers, and of members that are
     * not active is skipped, as is time 0.
     */
    void reported(Member member, SyncReport report) {
        LongSummaryStatistics accepted = new LongSummaryStatistics();
        for (SyncReport.Synced synced : report.sources()) {
            Storage source = member.group.find(synced.sourceId());
            long until = Integer.toUnsignedLong(synced.untilSeconds());
            if (until > 0 && source != null && source != member.storage && source.isActive()) {
                member.storage.syncedUntil.put(source.id(), until);
                accepted.accept(until);
            }
        }
        if (accepted.getCount() > 0) {
            member.storage.lastSyncedSeconds = furthestBehindCounts
                    ? accepted.getMin()
                    : Math.max(member.storage.lastSyncedSeconds, accepted.getMax());
        }
    }

    /** The summary as C computes it from all that is known, after a restart. */
    void summarize(Storage storage) {
        LongSummaryStatistics known =
                storage.syncedUntil.values().stream().mapToLong(Long::longValue).summaryStatistics();
        if (known.getCount() > 0) {
            storage.lastSyncedSeconds = furthestBehindCounts ? known.getMin() : known.getMax();
        }
    }

    /**
     * True if the storage has the file, as far as a tracker can tell.
     *
     * <p>If it has told how far it is with the changes of the one that made the file, that counts, and both times are of the
     * same clock. Otherwise it is C's guess: it is the one that made it, the file is old, or the summary is past it. C guesses
     * always, and so sends clients for old files to a storage that is behind by more than a day.
     *
     * @param source the member that made the file, null if that has left
     */
    boolean has(Storage storage, FileName name, @Nullable Storage source, long nowSeconds) {
        if (storage.isSource(name)) {
            return true;
        }
        long created = Integer.toUnsignedLong(name.createdSeconds());
        Long known = source == null ? null : storage.syncedUntil.get(source.id());
        if (known != null && known < created) {
            return false;
        }
        long until = known != null ? known : storage.lastSyncedSeconds;
        return until > created
                || created < nowSeconds - maxDelaySeconds
                || until + 1 >= created && nowSeconds - created > maxTimeSeconds;
    }
}
