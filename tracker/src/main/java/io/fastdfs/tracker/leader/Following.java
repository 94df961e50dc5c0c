package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.JoinLeader;
import io.fastdfs.protocol.tracker.PingLeader;
import io.fastdfs.protocol.tracker.TrunkServers;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This tracker as a follower: one connection to the leader, over which it joins, pings, and hears of trunk servers. */
public final class Following implements AutoCloseable {
    /** As C: two pings may fail. */
    private static final int MAX_FAILURES = 3;

    private final Leadership leadership;
    private final Peers peers;
    private final Cluster cluster;
    private final Supplier<JoinLeader> introduction;
    private final Supplier<Connections> connections;
    private @Nullable TrackerAddress leader;
    private @Nullable OutgoingConnection connection;
    private int failures;

    /**
     * @param introduction what it says of itself when it joins
     * @param connections how many it has, told with each ping
     */
    public Following(
            Leadership leadership,
            Peers peers,
            Cluster cluster,
            Supplier<JoinLeader> introduction,
            Supplier<Connections> connections) {
        this.leadership = leadership;
        this.peers = peers;
        this.cluster = cluster;
        this.introduction = introduction;
        this.connections = connections;
    }

    /** Pings once. One that refuses does not lead any more; one that is away is lost after three pings. True if it answers. */
    boolean ping(TrackerAddress to) {
        try {
            if (connection == null || !to.equals(leader)) {
                connect(to);
            }
            TrunkServers news = TrunkServers.decode(connectionTo(to).ask(new PingLeader(connections.get())));
            news.servers().forEach(server -> cluster.trunkServerIs(server.group(), server.storageId()));
            failures = 0;
            return true;
        } catch (FdfsException e) {
            close();
            leadership.lost(to, String.valueOf(e.getMessage()));
            return false;
        } catch (IOException e) {
            close();
            failures++;
            if (failures >= MAX_FAILURES) {
                failures = 0;
                leadership.lost(to, String.valueOf(e.getMessage()));
            }
            return false;
        }
    }

    private void connect(TrackerAddress to) throws IOException {
        close();
        OutgoingConnection opened = peers.connect(to);
        connection = opened;
        leader = to;
        opened.ask(introduction.get());
    }

    private OutgoingConnection connectionTo(TrackerAddress to) throws IOException {
        OutgoingConnection open = connection;
        if (open == null) {
            throw new IOException("no connection to " + to);
        }
        return open;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
