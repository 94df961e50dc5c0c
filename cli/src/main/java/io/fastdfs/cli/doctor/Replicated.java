package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.storage.ReplicationProgress.Peer;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What one storage has, the others have too. Storages of this project tell how far the others are behind them; of those of C
 * the times of their changes are compared, as fdfs_monitor does.
 */
final class Replicated implements Check {
    private static final long LATE_SECONDS = 60;
    /** C reports the times of changes and of replication at different moments, minutes apart. */
    private static final long LATE_SECONDS_OF_C = 900;

    @Override
    public String name() {
        return "replication keeps up";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        facts.members().filter(Facts.Storage::isActive).forEach(storage -> {
            if (storage.replication().isPresent()) {
                storage.replication().get().forEach(peer -> told(storage, peer, found));
            } else {
                compared(facts, storage, found);
            }
        });
        return found;
    }

    private static void told(Facts.Storage storage, Peer peer, List<Finding> found) {
        boolean gone = peer.status() == StorageStatus.DELETED || peer.status() == StorageStatus.IP_CHANGED;
        if (gone) {
            return;
        }
        if (peer.setAside() > 0) {
            found.add(Finding.problem(
                    storage.name(),
                    peer.setAside() + " changes could not be sent to " + peer.id() + ", and were set aside",
                    "Its log and " + peer.id() + ".quarantine in data/sync say which and why."));
        }
        if (peer.records() > 0 && peer.oldestSeconds() > LATE_SECONDS) {
            found.add(Finding.problem(
                    storage.name(),
                    peer.id() + " is " + peer.records() + " changes behind, the oldest " + peer.oldestSeconds()
                            + " s old: " + peer.state(),
                    peer.status() == StorageStatus.ACTIVE
                            ? peer.secondsLeft() >= 0
                                    ? "At the rate of now it has them in " + peer.secondsLeft()
                                            + " s. If the number grows, raise sync_max_threads, or see disk and network of"
                                            + " both."
                                    : "Nothing moves: the log of the storage says why."
                            : "They are sent when " + peer.id() + ", which is " + peer.status() + ", is back."));
        }
    }

    private static void compared(Facts facts, Facts.Storage storage, List<Finding> found) {
        long changed = storage.stat().counters().value(Field.LAST_SOURCE_UPDATE);
        for (Facts.Storage other : facts.members(storage.group())) {
            long synced = other.stat().counters().value(Field.LAST_SYNCED_TIMESTAMP);
            long behind = changed - synced;
            if (!other.equals(storage) && other.isActive() && changed > 0 && behind > LATE_SECONDS_OF_C) {
                found.add(Finding.problem(
                        other.name(),
                        synced == 0
                                ? "has never had a change of the others, " + storage.name() + " has made some"
                                : "is " + behind + " s behind the last change of " + storage.name(),
                        "Look again in some minutes, as C reports these times rarely; if it stays so, see the log of the"
                                + " sender."));
            }
        }
    }
}
