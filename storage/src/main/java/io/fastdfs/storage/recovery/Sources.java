package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListGroup;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.report.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the trackers who can help. No session with them runs yet: the storage joins when its files are back, as a tracker sends
 * clients to whoever has joined. Each time, the trackers are told that it recovers.
 */
final class Sources {
    private static final Logger log = LoggerFactory.getLogger(Sources.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int TRIES_BETWEEN_WARNINGS = 60;
    private static final int MAY_BE_READ = 4;

    private final RecoveryParts parts;
    private final SourceConnections connections;

    Sources(RecoveryParts parts, SourceConnections connections) {
        this.parts = parts;
        this.connections = connections;
    }

    /** What one tracker says of this storage and of its group. */
    private record Heard(StorageBrief own, StorageStatus status, GroupStat group, List<StorageStat> storages) {}

    /** Waits until there are members that help, or it is clear that there never will be. */
    Help await() {
        String why = "no member of the group is ACTIVE";
        for (int tries = 0; !connections.isStopped(); tries++) {
            try {
                Help help = ask();
                if (!(help instanceof Help.From(List<Member> members, StorageStatus _)) || !members.isEmpty()) {
                    return help;
                }
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
            if (tries % TRIES_BETWEEN_WARNINGS == 0) {
                log.warn("the recovery of a store path waits for a member to get files from: {}", why);
            }
            if (connections.awaitStop(RETRY)) {
                break;
            }
        }
        return new Help.Stopped();
    }

    /**
     * Asks every tracker; the highest status that one knows is believed, as in C.
     *
     * @throws IOException if none knows this storage, and one that may know it does not answer
     */
    private Help ask() throws IOException {
        Heard best = null;
        IOException failure = null;
        for (InetSocketAddress tracker : parts.identity().trackers()) {
            try {
                Optional<Heard> heard = ask(tracker);
                if (heard.isPresent() && (best == null || heard.get().status.code > best.status.code)) {
                    best = heard.get();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (best != null) {
            return help(best);
        }
        if (failure != null) {
            throw failure;
        }
        return new Help.Nobody("no tracker knows this storage");
    }

    /** Empty if the tracker does not know this storage. */
    private Optional<Heard> ask(InetSocketAddress tracker) throws IOException {
        Identity identity = parts.identity();
        try (OutgoingConnection to = identity.dialer().connect(tracker, parts.timeouts())) {
            GroupStat group = GroupStat.decodeAll(to.ask(new ListGroup(identity.group()))).stream()
                    .findFirst()
                    .orElseThrow(() -> FdfsException.invalid("no group in the answer of " + to));
            List<StorageStat> storages = StorageStat.decodeAll(to.ask(new ListStorages(identity.group(), "")));
            StorageBrief own = own(to, storages);
            return Optional.of(new Heard(own, StorageStatus.of(own.status()), group, storages));
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** This storage by its id, if it has one, wherever it connects from; else the one at its address. */
    private StorageBrief own(OutgoingConnection to, List<StorageStat> storages) throws IOException {
        Identity identity = parts.identity();
        for (StorageStat storage : storages) {
            if (storage.id().equals(identity.serverId())) {
                return new StorageBrief(storage.status().code, (int) storage.port(), storage.id(), storage.address());
            }
        }
        String host = IpText.withPort(IpText.of(identity.addressAt(to, false)), identity.port());
        return StorageBrief.decode(to.ask(new FindStorage(Command.STORAGE_GET_STATUS, identity.group(), host)));
    }

    private Help help(Heard heard) throws IOException {
        List<StorageStat> others = heard.storages.stream()
                .filter(storage -> !storage.id().equals(heard.own.id()))
                .filter(storage -> !isGone(storage.status()))
                .toList();
        int ownPaths = parts.shelf().paths().all().size();
        if (heard.status == StorageStatus.INIT || isGone(heard.status)) {
            return new Help.Nobody("this storage is " + heard.status);
        }
        if (others.isEmpty()) {
            return new Help.Nobody("this storage is alone in its group");
        }
        if (ownPaths > heard.group.storePathCount()) {
            return new Help.Nobody(
                    "the group has " + heard.group.storePathCount() + " store paths, this storage " + ownPaths);
        }
        parts.membership().identify(heard.own.id());
        report(heard);
        List<Member> members = new ArrayList<>();
        for (StorageStat storage : others) {
            if (storage.status() == StorageStatus.ACTIVE && (storage.readWriteMode() & MAY_BE_READ) != 0) {
                member(storage).ifPresent(members::add);
            }
        }
        return new Help.From(members, heard.status);
    }

    /** One that is still being filled is no goal of clients, and its full copy must not be taken for done. */
    private void report(Heard heard) throws IOException {
        switch (heard.status) {
            case OFFLINE, ONLINE, ACTIVE -> {
                InetSocketAddress own = new InetSocketAddress(
                        address(heard.own.address()), parts.identity().port());
                parts.trackers().report(new Member(heard.own.id(), own, heard.status), StorageStatus.RECOVERY);
            }
            case INIT, WAIT_SYNC, SYNCING, IP_CHANGED, DELETED, RECOVERY, NONE -> {}
        }
    }

    private static boolean isGone(StorageStatus status) {
        return switch (status) {
            case DELETED, IP_CHANGED, NONE -> true;
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, ONLINE, ACTIVE, RECOVERY -> false;
        };
    }

    private static Optional<Member> member(StorageStat storage) {
        try {
            InetSocketAddress address = new InetSocketAddress(address(storage.address()), (int) storage.port());
            return Optional.of(new Member(storage.id(), address, storage.status()));
        } catch (FdfsException | IllegalArgumentException e) {
            log.warn("storage {} of the tracker's list is left out: {}", storage.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private static InetAddress address(String text) throws FdfsException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw FdfsException.invalid("address " + text);
        }
    }
}
