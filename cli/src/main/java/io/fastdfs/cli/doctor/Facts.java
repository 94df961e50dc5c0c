package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was heard from the servers of a cluster.
 *
 * @param trackers those that the operator names, then those that the leader lists
 * @param storages as the leader sees them, or else the first tracker that answers; in the order of groups and ids
 */
record Facts(List<Tracker> trackers, List<Storage> storages) {
    Facts {
        trackers = List.copyOf(trackers);
        storages = List.copyOf(storages);
    }

    /** A server that was asked. */
    sealed interface Server {
        String name();

        Optional<Clock> clock();
    }

    /**
     * The clock of a server beside that of this machine.
     *
     * @param ahead of the clock here; below zero: behind it
     * @param uncertainty for how long the answer was under way, at most
     */
    record Clock(Duration ahead, Duration uncertainty) {}

    /**
     * One tracker.
     *
     * @param failure why it does not answer; empty if it does
     * @param view empty if it does not answer
     */
    record Tracker(Endpoint address, String failure, Optional<View> view, Optional<Clock> clock) implements Server {
        @Override
        public String name() {
            return "tracker " + host(address);
        }

        boolean answers() {
            return view.isPresent();
        }
    }

    /**
     * The cluster, as one tracker sees it.
     *
     * @param leader empty: it knows none
     * @param listed all trackers, of the one that leads; empty of the others
     * @param storageIds the lines of storage_ids.conf; empty without storage ids
     * @param storages by the names of their groups
     * @param at when it was asked, by the clock here
     */
    record View(
            Optional<Endpoint> leader,
            List<TrackerStats.Tracker> listed,
            Map<String, String> parameters,
            List<String> storageIds,
            List<GroupStat> groups,
            Map<String, List<StorageStat>> storages,
            Instant at) {
        Optional<StorageStat> storage(String group, String id) {
            return storages.getOrDefault(group, List.of()).stream()
                    .filter(storage -> storage.id().equals(id))
                    .findFirst();
        }
    }

    /**
     * One storage.
     *
     * @param reached each address that trackers hand out for it, with why it cannot be reached, or an empty text
     * @param replication how far the others are behind it; empty of one that does not tell, as those of C
     * @param report empty of one that does not tell
     */
    record Storage(
            String group,
            StorageStat stat,
            Map<Endpoint, String> reached,
            Optional<List<ReplicationProgress.Peer>> replication,
            Optional<ServerReport> report,
            Optional<Clock> clock)
            implements Server {
        @Override
        public String name() {
            String host = host(new Endpoint(stat.address(), (int) stat.port()));
            return "storage " + group + "/" + (stat.id().equals(stat.address()) ? "" : stat.id() + " at ") + host;
        }

        boolean isActive() {
            return stat.status() == StorageStatus.ACTIVE;
        }

        /** False for one that is in the lists only so that others hear that it has left. */
        boolean isMember() {
            return stat.status() != StorageStatus.DELETED && stat.status() != StorageStatus.IP_CHANGED;
        }
    }

    static String host(Endpoint server) {
        return IpText.withPort(server.address(), server.port());
    }

    /** Views of the trackers that answer. */
    List<View> views() {
        return trackers.stream().flatMap(tracker -> tracker.view.stream()).toList();
    }

    /** The view of the tracker that leads, or else of the first that answers. */
    Optional<View> view() {
        return views().stream()
                .filter(view -> !view.listed.isEmpty())
                .findFirst()
                .or(() -> views().stream().findFirst());
    }

    List<GroupStat> groups() {
        return view().map(View::groups).orElse(List.of());
    }

    /** Those of a group that have not left. */
    List<Storage> members(String group) {
        return members().filter(storage -> storage.group.equals(group)).toList();
    }

    /** All that have not left. */
    Stream<Storage> members() {
        return storages.stream().filter(Storage::isMember);
    }

    Stream<Server> servers() {
        return Stream.concat(trackers.stream(), storages.stream());
    }
}
