package io.fastdfs.tracker;

import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.cluster.Snapshot;
import io.fastdfs.tracker.state.LastRun;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state of the cluster to the disk. A change is there before the request that made it is answered; requests that
 * come together share one write. What needs no such care, like counters, is written now and then.
 */
final class StateStore {
    /** As C; what each tracker tells the others of its times is in these steps, too. */
    static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(StateStore.class);

    private final StateFolder folder;
    private final LastRun lastRun;
    private final Cluster cluster;
    private final Clock clock;
    private final long startSeconds;
    private long savedChange;
    private boolean failing;

    StateStore(StateFolder folder, Cluster cluster, Clock clock) {
        this.folder = folder;
        this.lastRun = new LastRun(folder);
        this.cluster = cluster;
        this.clock = clock;
        this.startSeconds = clock.instant().getEpochSecond();
    }

    /** Returns when all changes up to now are on the disk, or known not to get there. */
    synchronized void saveChanges() {
        if (cluster.changes() != savedChange) {
            save();
        }
    }

    /** Writes everything, and that this tracker is alive. */
    synchronized void saveAll() {
        save();
        try {
            lastRun.note(startSeconds, clock.instant().getEpochSecond());
        } catch (IOException e) {
            failed(e);
        }
    }

    private void save() {
        Snapshot snapshot = cluster.snapshot();
        try {
            snapshot.write(folder);
            savedChange = snapshot.change();
            if (failing) {
                failing = false;
                log.info("the state is on the disk again: {}", folder);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Clients are served all the same: the storages know most of it, and tell it after a restart. */
    private void failed(IOException e) {
        if (!failing) {
            failing = true;
            log.error("cannot write the state to {}: {}; it is tried again with each change", folder, e.getMessage());
        }
    }
}
