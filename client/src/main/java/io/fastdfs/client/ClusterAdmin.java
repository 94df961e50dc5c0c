package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.ParametersReply;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrunkServerReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What operators do: ask each server on its own, and change the cluster. From {@link FastdfsClient#admin}, with whose
 * connections it works.
 *
 * <p>Each tracker keeps its own state, so all of them are told of a change: those that the client was built with, and those
 * that the leader lists.
 */
public final class ClusterAdmin {
    private static final Set<StorageStatus> AT_WORK =
            Set.of(StorageStatus.ONLINE, StorageStatus.ACTIVE, StorageStatus.RECOVERY);

    private final List<Endpoint> configured;
    private final ConnectionPool pool;

    ClusterAdmin(List<ServerAddress> configured, ConnectionPool pool) {
        this.configured = configured.stream()
                .map(tracker -> new Endpoint(tracker.host(), tracker.port()))
                .toList();
        this.pool = pool;
    }

    /**
     * Who has heard of a change.
     *
     * @param told trackers that have made it, or had it already
     * @param missed why the others could not be told; they still have to be
     */
    public record Outcome(List<Endpoint> told, List<FastdfsException> missed) {
        public Outcome {
            told = List.copyOf(told);
            missed = List.copyOf(missed);
        }
    }

    /** The trackers that the client was built with. */
    public List<Endpoint> configuredTrackers() {
        return configured;
    }

    /** These, and the one that leads with those that it lists, if one of these knows it. Each once, by whatever name. */
    public List<Endpoint> trackers() throws IOException {
        List<Endpoint> all = new ArrayList<>(configured);
        for (Endpoint tracker : configured) {
            try {
                Endpoint leader = leader(tracker);
                addNew(all, leader);
                trackerStats(leader).trackers().forEach(listed -> addNew(all, endpoint(listed.host())));
                break;
            } catch (FastdfsException e) {
                // This one does not know the leader, or one of them cannot be asked; another may tell more.
            }
        }
        return List.copyOf(all);
    }

    private static void addNew(List<Endpoint> all, Endpoint tracker) {
        if (all.stream().noneMatch(known -> isSame(known, tracker))) {
            all.add(tracker);
        }
    }

    /** An operator may use a name where the leader has an address. */
    private static boolean isSame(Endpoint known, Endpoint listed) {
        if (known.port() != listed.port()) {
            return false;
        }
        try {
            return known.address().equals(listed.address())
                    || ServerAddress.of(known)
                            .resolve()
                            .equals(ServerAddress.of(listed).resolve());
        } catch (IOException e) {
            return false;
        }
    }

    private static Endpoint endpoint(String hostAndPort) {
        ServerAddress address = ServerAddress.ofTracker(hostAndPort).get(0);
        return new Endpoint(address.host(), address.port());
    }

    /** Asks whether a server is alive. */
    public void test(Endpoint server) throws IOException {
        ask(server, new EmptyRequest(Command.ACTIVE_TEST), BodyReader::rest);
    }

    /**
     * The tracker that leads, as another one sees it.
     *
     * @throws FastdfsException ENOENT if it knows none
     */
    public Endpoint leader(Endpoint tracker) throws IOException {
        return endpoint(ask(
                        tracker,
                        new EmptyRequest(Command.SERVER_GET_LEADER),
                        body -> Leader.decode(Command.SERVER_GET_LEADER, body))
                .address());
    }

    /**
     * All trackers, as the leader sees them.
     *
     * @throws FastdfsException EOPNOTSUPP from a tracker that does not lead
     */
    public TrackerStats trackerStats(Endpoint leader) throws IOException {
        return ask(leader, new GetTrackers(0, false, false), TrackerStats::decode);
    }

    /** What a tracker decides for all storages, by key. */
    public Map<String, String> parameters(Endpoint tracker) throws IOException {
        return ask(tracker, new EmptyRequest(Command.STORAGE_PARAMETER_REQ), ParametersReply::decode)
                .values();
    }

    /**
     * The lines of the {@code storage_ids.conf} of a tracker.
     *
     * @throws FastdfsException EOPNOTSUPP if it has none
     */
    public List<String> storageIds(Endpoint tracker) throws IOException {
        List<String> lines = new ArrayList<>();
        StorageIds page;
        do {
            page = ask(tracker, new FetchStorageIds(lines.size(), false), StorageIds::decode);
            lines.addAll(page.lines());
        } while (!page.lines().isEmpty() && lines.size() < page.total());
        return lines;
    }

    /** The groups that this tracker knows. */
    public List<GroupStat> groups(Endpoint tracker) throws IOException {
        return ask(tracker, new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS), GroupStat::decodeAll);
    }

    /** The storages of a group that this tracker knows. */
    public List<StorageStat> storages(Endpoint tracker, String group) throws IOException {
        return ask(tracker, new ListStorages(group, ""), StorageStat::decodeAll);
    }

    /**
     * How far the other members of its group are behind a storage.
     *
     * @throws FastdfsException EINVAL from a storage of C, which does not tell
     */
    public List<ReplicationProgress.Peer> replication(Endpoint storage) throws IOException {
        return ask(storage, new EmptyRequest(Command.REPLICATION_STATUS), ReplicationProgress::decode)
                .peers();
    }

    /**
     * What a server says of its own machine.
     *
     * @throws FastdfsException EINVAL from a server of C, which does not tell
     */
    public ServerReport report(Endpoint server) throws IOException {
        return ask(server, new EmptyRequest(Command.SERVER_REPORT), ServerReport::decode);
    }

    /**
     * Makes all trackers give up a storage that has left for good.
     *
     * @throws FastdfsException EBUSY if one tracker sees it at work: then nothing is changed; ENOENT if none knows it,
     *     EALREADY if it is deleted everywhere, EACCES if this host may not do it
     */
    public Outcome deleteStorage(String group, String id) throws IOException {
        requireIdAndGroup(group, id);
        List<Endpoint> all = trackers();
        for (Endpoint tracker : all) {
            requireNotAtWork(tracker, group, id);
        }
        return tellAll(all, new DeleteStorage(group, id), Set.of(Status.EALREADY));
    }

    /** The trackers that can be asked must not see it at work; that the others cannot be is told when they are told. */
    private void requireNotAtWork(Endpoint tracker, String group, String id) throws IOException {
        List<StorageStat> found;
        try {
            found = ask(tracker, new ListStorages(group, id), StorageStat::decodeAll);
        } catch (FastdfsException e) {
            return;
        }
        for (StorageStat storage : found) {
            if (AT_WORK.contains(storage.status())) {
                throw FastdfsException.refused(ServerAddress.of(tracker), Command.SERVER_DELETE_STORAGE, Status.EBUSY);
            }
        }
    }

    /**
     * Makes all trackers forget a group without storages.
     *
     * @throws FastdfsException EBUSY if it has storages, deleted ones too; ENOENT if no tracker knows it, EACCES if this host
     *     may not do it
     */
    public Outcome deleteGroup(String group) throws IOException {
        requireGroup(group);
        return tellAll(trackers(), new DeleteGroup(group), Set.of());
    }

    /**
     * Tells one tracker after the other. One that does not know what is to be deleted needs not be told; any other refusal
     * ends it.
     */
    private Outcome tellAll(List<Endpoint> all, Request request, Set<Status> sameAsDone) throws IOException {
        List<Endpoint> told = new ArrayList<>();
        List<FastdfsException> missed = new ArrayList<>();
        Failures nothingToDo = new Failures();
        boolean done = false;
        for (Endpoint tracker : all) {
            try {
                ask(tracker, request, BodyReader::rest);
                told.add(tracker);
                done = true;
            } catch (FastdfsException e) {
                Status status = e.status();
                if (status == null) {
                    missed.add(e);
                } else if (sameAsDone.contains(status)) {
                    nothingToDo.add(e);
                    told.add(tracker);
                } else if (status.equals(Status.ENOENT)) {
                    nothingToDo.add(e);
                } else {
                    throw e;
                }
            }
        }
        if (!done && missed.size() == all.size()) {
            throw missed.get(0);
        }
        if (!done && missed.isEmpty()) {
            throw nothingToDo.refusalFirst();
        }
        return new Outcome(told, missed);
    }

    /**
     * Makes a storage the trunk server of its group; {@code id} empty: the leader chooses. Returns the id of the one that is
     * it now.
     *
     * @throws FastdfsException EOPNOTSUPP if the cluster has no trunk files, EEXIST or EALREADY while one is at work,
     *     ENOENT, ENONET or EACCES if this storage cannot be it, EACCES too if this host may not do it
     */
    public String setTrunkServer(String group, String id) throws IOException {
        requireGroup(group);
        SetTrunkServer request = new SetTrunkServer(group, id);
        Failures failures = new Failures();
        for (Endpoint tracker : trackers()) {
            try {
                return ask(tracker, request, TrunkServerReply::decode).storageId();
            } catch (FastdfsException e) {
                failures.add(e);
                // Only the leader does it; the others refuse like this.
                if (e.status() != null && !e.is(Status.EOPNOTSUPP)) {
                    throw e;
                }
            }
        }
        throw failures.refusalFirst();
    }

    private static void requireIdAndGroup(String group, String id) {
        requireGroup(group);
        if (id.isEmpty() || id.length() >= Width.STORAGE_ID) {
            throw new IllegalArgumentException("\"" + id + "\" is no storage id: 1 to 15 characters");
        }
    }

    private static void requireGroup(String group) {
        if (group.isEmpty() || group.length() > Width.GROUP) {
            throw new IllegalArgumentException("\"" + group + "\" is no group: 1 to 16 characters");
        }
    }

    /** All of these may be asked twice: what is done then is done already. */
    private <T> T ask(Endpoint server, Request request, ServerConnection.Answer<T> answer) throws IOException {
        return pool.askRepeatable(ServerAddress.of(server), request, answer);
    }
}
