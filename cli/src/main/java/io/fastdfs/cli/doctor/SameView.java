package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every tracker knows the same storages, and sees the same of them at work. */
final class SameView implements Check {
    @Override
    public String name() {
        return "the trackers see the same storages";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (Facts.Storage storage : facts.storages()) {
            for (Facts.Tracker tracker : facts.trackers()) {
                tracker.view()
                        .flatMap(view -> difference(storage, view))
                        .ifPresent(difference -> found.add(Finding.problem(
                                storage.name(),
                                tracker.name() + " " + difference,
                                "See whether this tracker is in tracker_server of the storage, and whether the storage"
                                        + " reaches it; the log of the storage says why it cannot join.")));
            }
        }
        unknown(facts, found);
        return found;
    }

    private static Optional<String> difference(Facts.Storage storage, Facts.View view) {
        StorageStatus status = storage.stat().status();
        Optional<StorageStatus> there =
                view.storage(storage.group(), storage.stat().id()).map(StorageStat::status);
        if (there.isEmpty()) {
            return storage.isMember() ? Optional.of("does not know it") : Optional.empty();
        }
        boolean same = there.get() == status
                || status == StorageStatus.ONLINE && there.get() == StorageStatus.ACTIVE
                || status == StorageStatus.ACTIVE && there.get() == StorageStatus.ONLINE;
        return same ? Optional.empty() : Optional.of("sees it as " + there.get() + ", the leader as " + status);
    }

    /** What another tracker knows and the leader does not. */
    private static void unknown(Facts facts, List<Finding> found) {
        for (Facts.Tracker tracker : facts.trackers()) {
            tracker.view()
                    .ifPresent(view -> view.storages()
                            .forEach((group, storages) -> storages.forEach(storage -> {
                                boolean known = facts.storages().stream()
                                        .anyMatch(other -> other.group().equals(group)
                                                && other.stat().id().equals(storage.id()));
                                boolean gone = storage.status() == StorageStatus.DELETED
                                        || storage.status() == StorageStatus.IP_CHANGED;
                                if (!known && !gone) {
                                    found.add(Finding.problem(
                                            "storage " + group + "/" + storage.id(),
                                            tracker.name() + " sees it as " + storage.status()
                                                    + ", the leader does not know it",
                                            "See whether the leader is in tracker_server of the storage. If the storage has left for"
                                                    + " good: fdfs storage delete " + group + " " + storage.id()));
                                }
                            })));
        }
    }
}
