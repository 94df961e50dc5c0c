package io.fastdfs.cli.tools;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A tracker of the cluster, the storages that it names, and connections to them. */
final class Storages implements AutoCloseable {
    /** A storage that restarts, or a machine that ran out of ports, gets these pauses to come back. */
    private static final int[] RETRY_MILLIS = {100, 200, 400};

    private static final Set<Status> WORTH_A_RETRY = Set.of(Errno.ECONNREFUSED, Errno.ETIMEDOUT);

    private final Peer tracker;
    private final Cluster cluster;
    private final List<Endpoint> reached = new ArrayList<>();

    private Storages(Peer tracker, Cluster cluster) {
        this.tracker = tracker;
        this.cluster = cluster;
    }

    /** Connects to a tracker that the conf file names. */
    static Storages open(Call call, String conf) throws FdfsException {
        return open(Cluster.of(call, conf));
    }

    static Storages open(Cluster cluster) throws FdfsException {
        return new Storages(cluster.trackers().connect(), cluster);
    }

    Peer tracker() {
        return tracker;
    }

    Cluster cluster() {
        return cluster;
    }

    /** Where a new file goes. */
    QueryStoreReply forUpload() throws FdfsException {
        return some(QueryStoreReply.decode(tracker.ask(new QueryStore(false, null))));
    }

    /** Where a new file could go. */
    QueryStoreReply allForUpload(QueryStore query) throws FdfsException {
        return QueryStoreReply.decode(tracker.ask(query));
    }

    /** All that have the file. */
    List<Endpoint> holders(FileId id) throws FdfsException {
        return find(Command.SERVICE_QUERY_FETCH_ALL, id);
    }

    /** One that has the file. */
    Endpoint forReading(FileId id) throws FdfsException {
        return find(Command.SERVICE_QUERY_FETCH_ONE, id).getFirst();
    }

    /** The one that changes the file. */
    Endpoint forUpdate(FileId id) throws FdfsException {
        return find(Command.SERVICE_QUERY_UPDATE, id).getFirst();
    }

    private List<Endpoint> find(Command command, FileId id) throws FdfsException {
        List<Endpoint> found = QueryFetchReply.decode(tracker.ask(new QueryFetch(command, id.group(), id.filename())))
                .storages();
        if (found.isEmpty()) {
            throw FdfsException.invalid("the tracker named no storage for " + id);
        }
        return found;
    }

    private static QueryStoreReply some(QueryStoreReply reply) throws FdfsException {
        if (reply.storages().isEmpty()) {
            throw FdfsException.invalid("the tracker named no storage");
        }
        return reply;
    }

    /** Connects, also to the other address of a storage that has two. */
    Peer connect(Endpoint storage) throws FdfsException {
        List<Endpoint> addresses = cluster.storageHosts().sameStorage(storage);
        if (cluster.storageHosts().lastConnected() && reached.contains(addresses.getLast())) {
            addresses = addresses.reversed();
        }
        for (int retryMillis : RETRY_MILLIS) {
            try {
                return connect(addresses);
            } catch (FdfsException e) {
                if (!WORTH_A_RETRY.contains(e.status())) {
                    throw e;
                }
            }
            pause(retryMillis);
        }
        return connect(addresses);
    }

    private Peer connect(List<Endpoint> addresses) throws FdfsException {
        for (Endpoint address : addresses.subList(0, addresses.size() - 1)) {
            try {
                return connected(address);
            } catch (FdfsException e) {
                // The next address may be in a network that can be reached from here.
            }
        }
        return connected(addresses.getLast());
    }

    private Peer connected(Endpoint address) throws FdfsException {
        Peer peer = Peer.connect(address, cluster.timeouts());
        reached.add(address);
        return peer;
    }

    private static void pause(int millis) throws FdfsException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FdfsException(Status.EAGAIN, "interrupted before another attempt to connect", e);
        }
    }

    @Override
    public void close() {
        tracker.close();
    }
}
